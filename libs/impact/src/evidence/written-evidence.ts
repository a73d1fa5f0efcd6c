import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EvidenceView } from '@throughline/contracts';
import { dayText } from '@throughline/discussion';
import type { SignedIn } from '@throughline/kernel';
import { DocumentFiles } from '../documents/document-files.service';
import type { DocumentEvidence, Evidence, MeasureEvidence } from './evidence.schema';
import {
  type EvidenceSource,
  EvidenceSources,
  type EvidenceStanding,
  everyMember,
  type NewEvidence,
  type Reader,
  type TakenEvidence,
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

const isDocument = (one: Evidence): one is DocumentEvidence => one.kind === 'document';

/** Something on paper or elsewhere: what it is, from which day, by whom; and its file, where it has one. */
const documents = (files: DocumentFiles): EvidenceSource => ({
  kind: 'document',
  async take(_: SignedIn, request: Given<'document'>): Promise<TakenEvidence> {
    const { kind, title, on, by, link } = request;
    const parts = { kind, title, dated: on, source: by, link: link ?? null };
    if (!request.file) return { parts, audience: everyMember };
    const { file, spent } = await files.expect(request.file);
    // A form that is sent twice brings its file twice, each time by another id: it is the same by what is in it.
    const same = { ...request, file: [file.sha256, file.name] };
    return { parts: { ...parts, file }, audience: everyMember, request: same, spent };
  },
  settle: (evidence) => files.settle(evidence.filter(isDocument).flatMap(({ file }) => file?.id ?? [])),
  ...written(({ _id: id, kind, title, dated: on, source: by, link, file, on: linked }: DocumentEvidence) => ({
    ...{ id, kind, title, on, by },
    link: link ?? null,
    file: file ? { name: file.name, kind: file.kind, bytes: file.bytes } : null,
    linkedOn: dayText(linked),
  })),
});

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
  constructor(
    private readonly sources: EvidenceSources,
    private readonly files: DocumentFiles,
  ) {}

  onModuleInit(): void {
    this.sources.add(documents(this.files));
    this.sources.add(measures);
  }
}
