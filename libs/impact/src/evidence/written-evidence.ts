import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EvidenceView } from '@throughline/contracts';
import { dayText } from '@throughline/discussion';
import type { SignedIn } from '@throughline/kernel';
import type { DocumentEvidence, Evidence, MeasureEvidence } from './evidence.schema';
import {
  type EvidenceSource,
  EvidenceSources,
  type EvidenceStanding,
  everyMember,
  type NewEvidence,
  type Reader,
} from './evidence-sources';

type Given<Kind extends NewEvidence['kind']> = Extract<NewEvidence, { kind: Kind }>;

/** What is written down here and is all that there is of it: every member may read it, and it stands until it is taken off. */
function written<Kept extends Evidence>(viewOf: (one: Kept) => EvidenceView) {
  return {
    async standings(kept: readonly Kept[]): Promise<ReadonlyMap<string, EvidenceStanding>> {
      return new Map(kept.map(({ _id }) => [_id, { stands: true, audience: everyMember }]));
    },
    async views(_: Reader, kept: readonly Kept[]): Promise<ReadonlyMap<string, EvidenceView>> {
      return new Map(kept.map((one) => [one._id, viewOf(one)]));
    },
  };
}

/** Something on paper or elsewhere: what it is, from which day, by whom. */
const documents: EvidenceSource = {
  kind: 'document',
  async take(_: SignedIn, { kind, title, on, by, link }: Given<'document'>) {
    return { parts: { kind, title, dated: on, source: by, link: link ?? null }, audience: everyMember };
  },
  ...written(({ _id: id, kind, title, dated: on, source: by, link, on: linked }: DocumentEvidence) => ({
    ...{ id, kind, title, on, by },
    link: link ?? null,
    linkedOn: dayText(linked),
  })),
};

/** A number that somebody counted, once. */
const measures: EvidenceSource = {
  kind: 'measure',
  async take(_: SignedIn, { kind, title, on, source, value, unit }: Given<'measure'>) {
    return { parts: { kind, title, dated: on, source, value, unit }, audience: everyMember };
  },
  ...written(({ _id: id, kind, title, dated: on, value, unit, source, on: linked }: MeasureEvidence) => ({
    ...{ id, kind, title, on, value, unit, source },
    linkedOn: dayText(linked),
  })),
};

@Injectable()
export class WrittenEvidence implements OnModuleInit {
  constructor(private readonly sources: EvidenceSources) {}

  onModuleInit(): void {
    this.sources.add(documents);
    this.sources.add(measures);
  }
}
