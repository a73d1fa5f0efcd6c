import { Injectable } from '@nestjs/common';
import type { PublishedEvidence } from '@throughline/contracts';
import { Days, type LinkedPassages, WordsInUse } from '@throughline/discussion';
import { everyMember, isWords, sayOf } from '../evidence/evidence.service';
import type { AuthorsSay, Evidence } from '../evidence/evidence.schema';

/** What words are in use as where visitors read them: each author says so, and can take it back. */
const use = 'report';

/** How a piece of evidence may be shown outside: as it is, or why not. */
export type Outside =
  | { may: true; shown: PublishedEvidence }
  /**
   * `not-given`: its author has not said so, has changed it since, or says that it is not what they meant. `hidden`: not every member may
   * read it.
   */
  | { may: false; why: 'not-given' | 'hidden' };

/** Words that are linked, with what their author says of them there. */
export type SaidWords = LinkedPassages & { said?: AuthorsSay };

/** The same of words: what may be shown of them, or why they may not. `changed`: their author says something else by now. */
export type OutsideWords =
  | { may: true; passages: string[]; contentNote: string | null }
  | { may: false; why: 'not-given' | 'changed' | 'hidden' };

/**
 * What of the evidence visitors may see. Words go with no name, no place and no day: of an alias, nothing is said that could be joined.
 * Words that were edited since are left out until somebody has approved them anew; those that are not what their author meant, until they
 * say so no more.
 */
@Injectable()
export class PublishedEvidences {
  constructor(
    private readonly inUse: WordsInUse,
    private readonly days: Days,
  ) {}

  async of(evidence: readonly Evidence[]): Promise<(one: Evidence) => Outside> {
    const wordsOf = await this.words(evidence.filter(isWords));
    return (one) => {
      if (one.kind === 'document') {
        const { kind, title, dated: on, source: by, link } = one;
        return { may: true, shown: { kind, title, on, by, link: link ?? null } };
      }
      if (one.kind === 'measure') {
        const { kind, title, dated: on, value, unit, source } = one;
        return { may: true, shown: { kind, title, on, value, unit, source } };
      }
      const words = wordsOf(one);
      if (!words.may) return { may: false, why: words.why === 'hidden' ? 'hidden' : 'not-given' };
      const { passages, contentNote } = words;
      return { may: true, shown: { kind: 'words', passages, contentNote } };
    };
  }

  /** How linked words may be shown outside now. */
  async words(links: readonly SaidWords[]): Promise<(link: SaidWords) => OutsideWords> {
    const [standingOf, shownOf, today] = await Promise.all([
      this.inUse.standings(links, use),
      this.inUse.shown(links, use),
      this.days.today(),
    ]);
    return (link) => {
      const { audience, standing } = standingOf(link);
      if (audience !== everyMember) return { may: false, why: 'hidden' };
      const shown = shownOf(link);
      if (!shown || sayOf(link, today)) return { may: false, why: 'not-given' };
      if (standing !== 'live') return { may: false, why: 'changed' };
      const { passages, contentNote } = shown;
      return { may: true, passages: passages.map(({ exact }) => exact), contentNote };
    };
  }
}
