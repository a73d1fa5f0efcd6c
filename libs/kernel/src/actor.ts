import type { Duty, Role } from '@throughline/contracts/names';

/** Somebody not signed in. */
export interface Visitor {
  readonly kind: 'visitor';
}

/** Somebody signed in, with the facts that permissions rest on (at most two seconds old). */
export interface SignedIn {
  readonly kind: 'member';
  readonly memberId: string;
  readonly role: Role;
  readonly duties: readonly Duty[];
  /**
   * The audiences this member is in, by the names of their streams: `members`, `moderators`, `session:<id>`,
   * `circle:<id>`. A thread is readable if its audience is among them.
   */
  readonly audiences: readonly string[];
  /** The hash of the session's secret: which device this is. */
  readonly sessionId: string;
  /** Raised when this member's access shrinks; joins in progress compare it. */
  readonly accessVersion: number;
  /**
   * What this member's role and duties would give, and do not before a second factor is set up (safety.md S2): the facts above are
   * without it. Absent where nothing is withheld.
   */
  readonly withheld?: Pick<SignedIn, 'role' | 'duties' | 'audiences'>;
}

export type Actor = Visitor | SignedIn;

export const visitor: Visitor = { kind: 'visitor' };

const ranks: Record<Role, number> = { member: 1, moderator: 2, administrator: 3 };

/** Whether the actor has at least this role; a visitor has none. */
export function hasRole(actor: Actor, role: Role): actor is SignedIn {
  return actor.kind === 'member' && ranks[actor.role] >= ranks[role];
}

/** The actor with what is withheld until they set up a second factor: to say why they are refused, never to allow anything. */
export function inFull(actor: Actor): Actor {
  if (actor.kind === 'visitor' || !actor.withheld) return actor;
  const { withheld, ...rest } = actor;
  return { ...rest, ...withheld };
}
