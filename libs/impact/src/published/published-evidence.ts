import { Injectable } from '@nestjs/common';
import type { PublishedEvidence } from '@throughline/contracts';
import { WordsInUse } from '@throughline/discussion';
import { everyMember, isWords } from '../evidence/evidence.service';
import type { Evidence } from '../evidence/evidence.schema';

/** What words are in use as where visitors read them: each author says so, and can take it back. */
const use = 'report';

/** How a piece of evidence may be shown outside: as it is, or why not. */
export type Outside =
  | { may: true; shown: PublishedEvidence }
  /** `not-given`: its author has not said so, or has changed it since. `hidden`: not every member may read it. */
  | { may: false; why: 'not-given' | 'hidden' };

/**
 * What of the evidence visitors may see. Words go with no name, no place and no day: of an alias, nothing is said that could be joined.
 * Words that were edited since are left out until somebody has approved them anew.
 */
@Injectable()
export class PublishedEvidences {
  constructor(private readonly words: WordsInUse) {}

  async of(evidence: readonly Evidence[]): Promise<(one: Evidence) => Outside> {
    const links = evidence.filter(isWords);
    const [standingOf, shownOf] = await Promise.all([this.words.standings(links, use), this.words.shown(links, use)]);
    return (one) => {
      if (one.kind === 'document') {
        const { kind, title, dated: on, source: by, link } = one;
        return { may: true, shown: { kind, title, on, by, link: link ?? null } };
      }
      if (one.kind === 'measure') {
        const { kind, title, dated: on, value, unit, source } = one;
        return { may: true, shown: { kind, title, on, value, unit, source } };
      }
      const { audience, standing } = standingOf(one);
      if (audience !== everyMember) return { may: false, why: 'hidden' };
      const shown = shownOf(one);
      if (!shown || standing !== 'live') return { may: false, why: 'not-given' };
      const { passages, contentNote } = shown;
      return { may: true, shown: { kind: 'words', passages: passages.map(({ exact }) => exact), contentNote } };
    };
  }
}
