import type { ApartWarningKind } from '@throughline/contracts/names';
import { plainWords } from '../plain-words';

/** Whom a member needs to be kept apart from. */
export interface Wish {
  of: string;
  names: readonly string[];
  members: readonly string[];
}

export interface Somebody {
  id: string;
  name: string;
  mail: string | null;
  circles: readonly string[];
}

export interface Near {
  wishes: readonly Wish[];
  people: readonly Somebody[];
  invitations: readonly { id: string; forWhom: string }[];
  sessions: readonly { id: string; participants: readonly string[] }[];
}

/** Somebody who may be one that is meant, and where the two come near each other. */
export interface Match {
  kind: ApartWarningKind;
  of: string;
  memberId: string | null;
  invitationId: string | null;
  placeId: string | null;
}

/**
 * Whether a name that was written may be this one: by all the words of the shorter of the two, or by an address. Rather one too many: a
 * lead looks at it.
 */
export function mayBe(written: string, said: string): boolean {
  if (written.includes('@')) return said.toLowerCase().includes(written.trim().toLowerCase());
  const [one, other] = [written, said].map((text) => plainWords(text).split(' ').filter(Boolean));
  if (!one?.length || !other?.length) return false;
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  return short.every((word) => long.includes(word));
}

/** All that leads are to be warned of now. */
export function matchesIn({ wishes, people, invitations, sessions }: Near): Match[] {
  return wishes.flatMap((wish) => {
    const { of, names, members } = wish;
    const found = people.filter(
      ({ id, name, mail }) =>
        id !== of &&
        (members.includes(id) ||
          names.some((written) => mayBe(written, name) || (mail !== null && mayBe(written, mail)))),
    );
    const self = people.find(({ id }) => id === of);
    const near = (kind: ApartWarningKind, memberId: string | null, more: Partial<Match> = {}): Match => ({
      kind,
      of,
      memberId,
      invitationId: null,
      placeId: null,
      ...more,
    });
    return [
      ...invitations
        .filter(({ forWhom }) => names.some((written) => mayBe(written, forWhom)))
        .map(({ id }) => near('invited', null, { invitationId: id })),
      ...found.map(({ id }) => near('here', id)),
      ...found.flatMap(({ id, circles }) =>
        circles.filter((circle) => self?.circles.includes(circle)).map((placeId) => near('circle', id, { placeId })),
      ),
      ...found.flatMap(({ id }) =>
        sessions
          .filter(({ participants }) => participants.includes(id) && participants.includes(of))
          .map((session) => near('session', id, { placeId: session.id })),
      ),
    ];
  });
}

/** The same warning is one, however often it is found. */
export function keyOf({ kind, of, memberId, invitationId, placeId }: Match): string {
  return [kind, of, memberId ?? invitationId ?? '', placeId ?? ''].join('/');
}
