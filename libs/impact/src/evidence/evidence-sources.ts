import { Injectable } from '@nestjs/common';
import type { EvidenceView, newEvidence } from '@throughline/contracts';
import type { EvidenceKind } from '@throughline/contracts/names';
import type { SignedIn } from '@throughline/kernel';
import type { z } from 'zod';
import type { Evidence, EvidenceParts } from './evidence.schema';

/** Who may read everything that counts: what fewer may read is shown to them and never counted (docs/decisions/0026). */
export const everyMember = 'members';

export type NewEvidence = z.output<typeof newEvidence>;

/** Whom it is shown to; `looksAfter` says whether they look after what it is linked to. */
export interface Reader {
  actor: SignedIn;
  looksAfter: boolean;
}

/** A thread, with what it belongs to. */
export interface ThreadPlace {
  id: string;
  themeId: string;
  sessionId: string | null;
}

/** What is kept of what was given. */
export interface TakenEvidence {
  parts: EvidenceParts;
  audience: string;
  place?: ThreadPlace;
  /** What the request says, where its letters differ each time that the same is sent. */
  request?: object;
  /** It was linked before: only the request that did so can be sent again. */
  spent?: boolean;
}

/** Whether a piece of evidence stands now, and who may read it; null where there is nothing to read any more. */
export interface EvidenceStanding {
  stands: boolean;
  audience: string | null;
}

/**
 * One kind of what changes rest on. A further kind is a further source, added to `EvidenceSources` when its module begins: labels,
 * histories, drafts, taking off and what each reader sees know it from then on (docs/decisions/0032). What is kept of it names what it is,
 * and is asked for anew each time, so that it goes when its source goes.
 */
export interface EvidenceSource {
  readonly kind: EvidenceKind;
  /** What is kept of what is given, who may read it, and where it stands. Throws where it is not there, or may not be linked. */
  take(actor: SignedIn, request: NewEvidence): Promise<TakenEvidence>;
  /** How these stand now, by their ids. */
  standings(kept: readonly Evidence[]): Promise<ReadonlyMap<string, EvidenceStanding>>;
  /** What the reader sees of these, by their ids: of what they may not read, nothing. */
  views(reader: Reader, kept: readonly Evidence[]): Promise<ReadonlyMap<string, EvidenceView>>;
  /** These were linked or taken off, or were not linked after all: what is kept beside them follows. */
  settle?(evidence: readonly Evidence[]): Promise<void>;
}

/** The door by which evidence of every kind comes in. */
@Injectable()
export class EvidenceSources {
  private readonly sources = new Map<EvidenceKind, EvidenceSource>();

  add(source: EvidenceSource): void {
    this.sources.set(source.kind, source);
  }

  of(kind: EvidenceKind): EvidenceSource {
    const source = this.sources.get(kind);
    if (!source) throw new Error(`Nothing knows evidence of the kind "${kind}".`);
    return source;
  }

  async standings(kept: readonly Evidence[]): Promise<ReadonlyMap<string, EvidenceStanding>> {
    return this.together(kept, (source, theirs) => source.standings(theirs));
  }

  async views(reader: Reader, kept: readonly Evidence[]): Promise<ReadonlyMap<string, EvidenceView>> {
    return this.together(kept, (source, theirs) => source.views(reader, theirs));
  }

  async settle(evidence: readonly Evidence[]): Promise<void> {
    for (const [kind, source] of this.sources) await source.settle?.(evidence.filter((one) => one.kind === kind));
  }

  /** What all kinds answer of theirs. */
  private async together<Answer>(
    kept: readonly Evidence[],
    ask: (source: EvidenceSource, theirs: readonly Evidence[]) => Promise<ReadonlyMap<string, Answer>>,
  ): Promise<ReadonlyMap<string, Answer>> {
    const kinds = [...new Set(kept.map(({ kind }) => kind))];
    const found = await Promise.all(
      kinds.map((kind) =>
        ask(
          this.of(kind),
          kept.filter((one) => one.kind === kind),
        ),
      ),
    );
    return new Map(found.flatMap((one) => [...one]));
  }
}
