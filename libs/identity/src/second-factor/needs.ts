import type { Duty, Role } from '@throughline/contracts/names';

/** Duties that open what only a second factor may open. */
const guardedDuties: readonly Duty[] = ['safeguarding-lead'];

interface Standing {
  role: Role;
  duties: readonly Duty[];
}

/** Whether a role or duty asks for a second factor (safety.md S2); members are offered one. */
export function needsSecondFactor({ role, duties }: Standing): boolean {
  return role !== 'member' || duties.some((duty) => guardedDuties.includes(duty));
}

/** What is left of a role and duties without one. */
export function withoutSecondFactor({ duties }: Standing): { role: Role; duties: Duty[] } {
  return { role: 'member', duties: duties.filter((duty) => !guardedDuties.includes(duty)) };
}
