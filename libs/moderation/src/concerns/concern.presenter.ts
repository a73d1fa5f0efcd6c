import type { ConcernNoteView, ConcernView, LetterList } from '@throughline/contracts';
import { secondLeadWithin } from '@throughline/contracts/names';
import { latestFirst } from '../letters/latest-first';
import type { Concern, ConcernNote, QuotedPost } from './concern.schema';
import type { Lead } from './leads';

export function presentQuote({ id, threadId, number, author, text }: QuotedPost): QuotedPost {
  return { id, threadId, number, author, text };
}

export function presentSummary(concern: Concern, nameOf: (id: string) => string | null) {
  const { _id: id, kind, danger, openedAt, holderId, closedAt } = concern;
  return {
    id,
    kind,
    danger,
    openedAt: openedAt.toISOString(),
    holder: holderId && (nameOf(holderId) ?? ''),
    closed: closedAt !== null,
  };
}

export function presentNote(note: ConcernNote | null): ConcernNoteView | null {
  if (!note) return null;
  const { words, danger, age, wants, consent, overriddenWhy, referredTo, referredAt, reporterTold } = note;
  return {
    words,
    danger,
    age,
    wants,
    consent,
    overriddenWhy,
    referredTo,
    referredAt: referredAt?.toISOString() ?? null,
    reporterTold,
  };
}

/** What of a concern is its own; who reads it and what goes with it comes from the service. */
export function presentConcern(
  concern: Concern,
  nameOf: (id: string) => string | null,
): Omit<ConcernView, 'mine' | 'leads' | 'numbers' | 'canWriteTo' | 'cursor'> {
  const { holderId, answered, entries, talks, about, post, closedAt, openedAt } = concern;
  const first = answered[0]?.at ?? openedAt;
  const notes = entries.flatMap(({ note }) => (note ? [note] : []));
  return {
    id: concern._id,
    kind: concern.kind,
    danger: notes.at(-1)?.danger ?? concern.danger,
    openedAt: openedAt.toISOString(),
    words: concern.words,
    reporter: concern.named ? nameOf(concern.reporterId) : null,
    about: aboutOf(concern, nameOf),
    post: post && presentQuote(post),
    holder: holderId === null ? null : { id: holderId, name: nameOf(holderId) ?? '' },
    answered: answered.map(({ by, at }) => ({ id: by, name: nameOf(by) ?? '', at: at.toISOString() })),
    closed: closedAt !== null,
    secondLeadUntil: new Date(first.getTime() + secondLeadWithin).toISOString(),
    sealed: about.aliasId !== null,
    aliasId: about.aliasId,
    note: presentNote(notes.at(-1) ?? null),
    log: entries.map(({ at, by, kind, to, text, note }) => ({
      at: at.toISOString(),
      by: by === null ? null : nameOf(by),
      kind,
      to: to && nameOf(to),
      text: text ?? null,
      note: presentNote(note),
    })),
    talks: talks.map(({ with: partner, messages }) => ({
      with: partner,
      messages: messages.map(({ from, by, text, at }) => ({
        from,
        by: by === null ? null : nameOf(by),
        text,
        at: at.toISOString(),
      })),
    })),
  };
}

function aboutOf({ kind, about, post, named, reporterId }: Concern, nameOf: (id: string) => string | null) {
  if (kind === 'me') return named ? nameOf(reporterId) : about.words;
  const who = about.memberId !== null ? nameOf(about.memberId) : (post?.author ?? null);
  return [who, about.words].filter(Boolean).join(': ') || null;
}

/** For the person at the other end: what they told, and the talks that are theirs, by ids that name no concern. */
export function presentLetters(
  memberId: string,
  told: readonly Concern[],
  withTalks: readonly Concern[],
  leads: readonly Lead[],
): Pick<LetterList, 'told' | 'letters'> {
  const nameOf = (id: string | null) => leads.find((lead) => lead.id === id)?.name ?? null;
  return {
    told: told.map((concern) => ({
      id: concern._id,
      kind: concern.kind,
      words: concern.words,
      at: concern.openedAt.toISOString(),
      answeredAt: concern.answered[0]?.at.toISOString() ?? null,
      closed: concern.closedAt !== null,
      nobodyLeft: concern.closedAt === null && leads.every(({ id }) => concern.excluded.includes(id)),
    })),
    letters: latestFirst(
      withTalks.flatMap(({ talks, closedAt }) =>
        talks.filter((talk) => talk.memberId === memberId).map((talk) => ({ ...talk, open: closedAt === null })),
      ),
    ).map(({ _id: id, messages, open }) => ({
      id,
      open,
      messages: messages.map(({ from, by, text, at }) => ({
        from: from === 'lead' ? ('lead' as const) : ('you' as const),
        by: nameOf(by),
        text,
        at: at.toISOString(),
      })),
    })),
  };
}
