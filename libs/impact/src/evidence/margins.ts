import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { CameOf } from '@throughline/contracts';
import { dayText, LedThreads, WordsInUse } from '@throughline/discussion';
import { type Margin, type MarginSource, Registries } from '@throughline/kernel';
import { type Appended, type Subscriber, Subscribers } from '@throughline/stream';
import { trusted, type Model, type QueryFilter } from 'mongoose';
import { Note } from '../notes/note.schema';
import { titleOf } from '../outcomes/title-of';
import { Outcome } from '../outcomes/outcome.schema';
import { isWords } from './evidence.service';

/** Longest title that stands beside a post. */
const longest = 120;

/** The quiet mark beside a post whose words led to something, and what came of a thread: the ways there. */
@Injectable()
export class Margins implements MarginSource, Subscriber, OnModuleInit {
  readonly name = 'impact-marks';
  readonly types = ['mark.changed'] as const;

  constructor(
    @InjectModel(Outcome.name) private readonly outcomes: Model<Outcome>,
    @InjectModel(Note.name) private readonly notes: Model<Note>,
    private readonly words: WordsInUse,
    private readonly threads: LedThreads,
    private readonly registries: Registries,
    private readonly subscribers: Subscribers,
  ) {}

  onModuleInit(): void {
    this.registries.margins.add(this);
    this.subscribers.add(this);
  }

  async take(entries: readonly Appended[]): Promise<void> {
    const subjects = entries.map(({ subject }) => subject);
    await this.words.mark(subjects);
    await this.threads.mark(subjects);
  }

  async marginsOf(postIds: readonly string[]): Promise<ReadonlyMap<string, Margin>> {
    const resting = { 'evidence.postId': trusted({ $in: [...postIds] }) };
    const [outcomes, notes] = await Promise.all([
      this.outcomes
        .find({ ...resting, state: 'recorded' } as QueryFilter<Outcome>, { who: 1, what: 1, evidence: 1 })
        .lean<Outcome[]>(),
      this.notes.find(resting as QueryFilter<Note>, { title: 1, stage: 1, evidence: 1 }).lean<Note[]>(),
    ]);
    const entries = [
      ...outcomes.map((outcome) => ({ kind: 'outcome' as const, title: titleOf(outcome), ...outcome })),
      ...notes.map((note) => ({ kind: 'note' as const, ...note })),
    ];
    return new Map(
      postIds.map((postId) => {
        const linked = entries.flatMap(({ kind, _id: id, title, evidence, ...more }) => {
          const words = evidence.filter(isWords).filter((one) => one.postId === postId);
          const [first] = words;
          const stage = 'stage' in more ? { stage: more.stage } : {};
          return first
            ? [{ words, ledTo: { kind, id, title: shortened(title), on: dayText(first.on), ...stage } }]
            : [];
        });
        const passages = linked.flatMap(({ words }) =>
          words.flatMap(({ textVersion, passages: places }) =>
            places.map(({ start, end }) => ({ textVersion, start, end })),
          ),
        );
        return [postId, { ledTo: linked.map(({ ledTo }) => ledTo), passages }];
      }),
    );
  }

  /** What is still followed first, then what changed, the latest before the others. */
  async cameOf(threadIds: readonly string[]): Promise<readonly CameOf[]> {
    const of = { threads: trusted({ $in: [...threadIds] }) };
    const [notes, outcomes] = await Promise.all([
      this.notes
        .find(of as QueryFilter<Note>, { title: 1, stage: 1 })
        .sort({ title: 1 })
        .lean<Note[]>(),
      this.outcomes
        .find({ ...of, state: 'recorded' } as QueryFilter<Outcome>, { who: 1, what: 1 })
        .sort({ recordedOn: -1, _id: 1 })
        .lean<Outcome[]>(),
    ]);
    return [
      ...notes.map(({ _id: id, title, stage }) => ({ kind: 'note' as const, id, title: shortened(title), stage })),
      ...outcomes.map((outcome) => ({ kind: 'outcome' as const, id: outcome._id, title: shortened(titleOf(outcome)) })),
    ];
  }
}

function shortened(title: string): string {
  return title.length <= longest ? title : `${title.slice(0, longest).replace(/\s\S*$/, '')} …`;
}
