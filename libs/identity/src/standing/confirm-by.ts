import type { Member } from '../accounts/member.schema';

type Asked = Pick<Member, 'confirmedAt' | 'confirmAsks'>;

const day = 86_400_000;
/** When somebody is asked, and reminded twice: days since they last said that they are still here. */
const askedAfter = [335, 349, 358];
const pausedAfter = 365;
/** Whatever the calendar says, there are this many days after each asking: a server that was off for long surprises nobody. */
const betweenAsks = 7;
/** Nobody needs to be looked at who said so after this. */
export const firstAskAfter = (askedAfter[0] ?? 0) * day;

/** What is due for a member now: to be asked (again), to have access paused, or nothing. */
export function dueNow({ confirmedAt, confirmAsks }: Asked, now: Date): 'ask' | 'pause' | null {
  const asks = confirmAsks ?? [];
  const last = asks.at(-1);
  if (!confirmedAt || (last && now.getTime() < last.getTime() + betweenAsks * day)) return null;
  const next = askedAfter[asks.length];
  const isOver = now.getTime() >= confirmedAt.getTime() + (next ?? pausedAfter) * day;
  if (!isOver) return null;
  return next === undefined ? 'pause' : 'ask';
}

/** When access is paused, should a member who was asked not say that they are still here; null where they were not asked. */
export function confirmBy({ confirmedAt, confirmAsks }: Asked): Date | null {
  const asks = confirmAsks ?? [];
  const last = asks.at(-1);
  if (!last || !confirmedAt) return null;
  const left = Math.max(0, askedAfter.length - asks.length);
  const soonest = last.getTime() + (left + 1) * betweenAsks * day;
  return new Date(Math.max(soonest, confirmedAt.getTime() + pausedAfter * day));
}
