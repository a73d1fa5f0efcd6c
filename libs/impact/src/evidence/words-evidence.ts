import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EvidenceView } from '@throughline/contracts';
import { Days, dayText, isIn, WordsInUse } from '@throughline/discussion';
import { Blocks } from '@throughline/identity';
import type { SignedIn } from '@throughline/kernel';
import type { AuthorsSay, Evidence, LinkedWordsEvidence } from './evidence.schema';
import {
  type EvidenceSource,
  EvidenceSources,
  type EvidenceStanding,
  everyMember,
  type NewEvidence,
  type Reader,
} from './evidence-sources';

/** What words are in use as here: each author says so, and can take it back. */
export const asEvidence = 'evidence';

/** Words of posts: put in from their post each time, for who may read that. */
@Injectable()
export class WordsEvidence implements EvidenceSource, OnModuleInit {
  readonly kind = 'words' as const;

  constructor(
    private readonly sources: EvidenceSources,
    private readonly words: WordsInUse,
    private readonly blocks: Blocks,
    private readonly days: Days,
  ) {}

  onModuleInit(): void {
    this.sources.add(this);
  }

  async take(actor: SignedIn, request: Extract<NewEvidence, { kind: 'words' }>) {
    const { words, audience, thread: place } = await this.words.expect(actor, request.words, asEvidence);
    return { parts: { kind: this.kind, ...words, noted: 'live' as const, untold: true }, audience, place };
  }

  async standings(kept: readonly LinkedWordsEvidence[]): Promise<ReadonlyMap<string, EvidenceStanding>> {
    const standingOf = await this.words.standings(kept, asEvidence);
    return new Map(
      kept.map((one) => {
        const { standing, audience } = standingOf(one);
        return [one._id, { stands: standing !== 'gone', audience }];
      }),
    );
  }

  async views(
    { actor, looksAfter }: Reader,
    kept: readonly LinkedWordsEvidence[],
  ): Promise<ReadonlyMap<string, EvidenceView>> {
    const [standings, shownOf, today, blocked] = await Promise.all([
      this.standings(kept),
      this.words.shown(kept, asEvidence),
      this.days.today(),
      this.blocks.of(actor.memberId),
    ]);
    return new Map(
      kept.flatMap((one): [string, EvidenceView][] => {
        const audience = standings.get(one._id)?.audience ?? null;
        const shown = audience !== null && isIn(actor, audience) ? shownOf(one) : undefined;
        if (!shown) return [];
        const { author } = shown;
        const isBlocked = author.kind === 'member' && blocked.includes(author.id);
        const said = sayOf(one, today);
        const notMeant = said ? { on: dayText(said.on), text: looksAfter ? said.text : null } : null;
        const forFew = audience !== everyMember;
        const [id, linkedOn] = [one._id, dayText(one.on)];
        return [[id, { id, kind: this.kind, ...shown, said: notMeant, forFew, blocked: isBlocked, linkedOn }]];
      }),
    );
  }
}

export function isWords(evidence: Evidence): evidence is LinkedWordsEvidence {
  return evidence.kind === 'words';
}

/** What their author says of linked words, as far as others read it by now. */
export function sayOf({ said }: Pick<LinkedWordsEvidence, 'said'>, today: Date): AuthorsSay | undefined {
  return said && (!said.asAlias || said.on < today) ? said : undefined;
}

/** The posts whose words are among these. */
export function postsOf(evidence: readonly Evidence[]): string[] {
  return evidence.filter(isWords).map(({ postId }) => postId);
}
