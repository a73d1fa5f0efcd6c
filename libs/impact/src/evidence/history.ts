import { Injectable } from '@nestjs/common';
import type { VersionList } from '@throughline/contracts';
import { dayText, differences, isIn } from '@throughline/discussion';
import { People } from '@throughline/identity';
import { DomainError, type SignedIn } from '@throughline/kernel';
import type { Version } from './evidence.schema';

/** The fields of something in words, for its history: lists one after another, what was not said as nothing. */
export type SaidFields = Readonly<Record<string, string>>;

/** What two states of it say differently: each field as it was before. */
export function changedFields(before: SaidFields, after: SaidFields): Version['before'] {
  return Object.entries(before).flatMap(([field, text]) => (after[field] === text ? [] : [{ field, text }]));
}

/** The most changes that are kept of one thing, and the most letters of them: as many fit into its document, and can be read. */
const mostVersions = 500;
const mostLetters = 2_000_000;

/** Throws where no more changes can be kept, and so none made. */
export function expectRoom(versions: readonly Version[]): void {
  const letters = versions.flatMap(({ before }) => before).reduce((sum, { text }) => sum + text.length, 0);
  if (versions.length >= mostVersions || letters >= mostLetters) throw new DomainError('too-many-letters');
}

/** How long it may take to compare texts for one history, in milliseconds: everybody else waits for it. */
const patience = 150;

/** Makes histories as they are shown: newest first, each change as what it took out and put in. */
@Injectable()
export class Histories {
  constructor(private readonly people: People) {}

  async list(
    actor: SignedIn,
    about: VersionList['about'],
    all: readonly Version[],
    now: SaidFields,
  ): Promise<VersionList> {
    // Of what they may not read they are not told that it was linked.
    const versions = all.filter(({ link }) => !link || isIn(actor, link.audience));
    const cards = await this.people.byIds([...new Set(versions.map(({ by }) => by))]);
    const later = new Map(Object.entries(now));
    // Of all of it together: the latest are compared first, and what there is no time for is shown as removed and added.
    const until = performance.now() + patience;
    const shown = [...versions].reverse().map(({ on, by, before, link }) => ({
      on: dayText(on),
      by: cards.get(by)?.name ?? null,
      link: link ? { done: link.done, kind: link.kind } : null,
      fields: before.map(({ field, text }) => {
        // What was taken away for good is no state of anything that is still there.
        if (!(field in now)) return { field, parts: [{ kind: 'removed' as const, text }] };
        const parts = differences([text, later.get(field) ?? ''], until - performance.now())[1] ?? [];
        later.set(field, text);
        return { field, parts };
      }),
    }));
    return { about, versions: shown };
  }
}
