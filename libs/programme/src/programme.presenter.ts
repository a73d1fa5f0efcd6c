import type { SessionSummary } from '@throughline/contracts';
import type { Session } from './session.schema';

/** A session as lists and changes show it: the same for every member. */
export function presentSession(session: Session): SessionSummary {
  return {
    id: session._id,
    themeId: session.themeId,
    title: session.title,
    startsAt: session.startsAt.toISOString(),
    minutes: session.minutes,
    place: session.place,
    online: session.joiningLink !== null || session.place === null,
    state: session.state,
    revision: session.revision,
  };
}
