import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Days, WordsInUse } from '@throughline/discussion';
import { type ErasureWitness, Registries } from '@throughline/kernel';
import { type Appended, type Carrier, type Subscriber, Subscribers } from '@throughline/stream';
import { trusted, type Model, type QueryFilter, type UpdateQuery } from 'mongoose';
import { Note } from '../notes/note.schema';
import { NoteWrites } from '../notes/note-writes';
import { Outcome } from '../outcomes/outcome.schema';
import { OutcomeWrites } from '../outcomes/outcome-writes';
import { everyMember, isWords } from './evidence.service';
import type { Evidence, Kept, LinkedWordsEvidence } from './evidence.schema';
import type { KeptWrites } from './kept-writes';

type Resting = Kept & Carrier & { state?: string };

/**
 * Words that outcomes and notes rest on were edited, taken back or removed, or may not be used any more. What is shown is decided where
 * it is presented, at once; this tells open pages and marks what is to be looked at again. Of what was erased nothing stays.
 */
@Injectable()
export class FollowedEvidence implements Subscriber, ErasureWitness, OnModuleInit {
  readonly name = 'impact-words';
  readonly types = ['words.changed'] as const;

  constructor(
    @InjectModel(Outcome.name) private readonly outcomes: Model<Outcome>,
    @InjectModel(Note.name) private readonly notes: Model<Note>,
    private readonly outcomeWrites: OutcomeWrites,
    private readonly noteWrites: NoteWrites,
    private readonly words: WordsInUse,
    private readonly days: Days,
    private readonly subscribers: Subscribers,
    registries: Registries,
  ) {
    registries.erasures.add(this);
  }

  onModuleInit(): void {
    this.subscribers.add(this);
  }

  async take(entries: readonly Appended[]): Promise<void> {
    const subjects = [...new Set(entries.map(({ subject }) => subject))];
    const linked = await this.linkedOf(subjects);
    // What is no post that words of are linked may be somebody who changed what all their words may be used for.
    const others = subjects.filter((subject) => !linked.has(subject));
    const all = others.length > 0 ? [...(await this.linkedOf())] : [];
    const theirs = all.length > 0 ? await this.words.writtenBy(others, all) : [];
    await this.follow([...subjects.filter((subject) => linked.has(subject)), ...theirs], false);
  }

  /** What was linked of them is taken off for good; so it is after a restore. */
  async wordsErased(postIds: readonly string[]): Promise<void> {
    await this.follow(postIds, true);
  }

  private async follow(postIds: readonly string[], erased: boolean): Promise<void> {
    if (postIds.length === 0) return;
    const resting = { 'evidence.postId': trusted({ $in: [...postIds] }) };
    const follow = async <Document extends Resting>(model: Model<Document>, writes: KeptWrites<Document>) => {
      const found = await model.distinct('_id', resting as QueryFilter<Document>);
      for (const id of found) await this.followIn(String(id), writes, new Set(postIds), erased);
    };
    await follow(this.outcomes, this.outcomeWrites);
    await follow(this.notes, this.noteWrites);
  }

  private async followIn<Document extends Resting>(
    id: string,
    writes: KeptWrites<Document>,
    posts: ReadonlySet<string>,
    erased: boolean,
  ): Promise<void> {
    const since = await this.days.today();
    await writes.change(id, async (document) => {
      const about = document.evidence.filter(
        (one): one is LinkedWordsEvidence => isWords(one) && posts.has(one.postId),
      );
      if (about.length === 0) return undefined;
      const [standingOf, shownOf] = await Promise.all([
        this.words.standings(about, 'evidence'),
        this.words.shown(about, 'evidence'),
      ]);
      const audienceOf = (one: LinkedWordsEvidence) => standingOf(one).audience ?? everyMember;
      // Words that stand and are not what was linked were taken out of their text: that is as if they were erased.
      const lost = about.filter((one) => erased || (standingOf(one).standing !== 'gone' && shownOf(one) === undefined));
      const left = document.evidence.filter((one) => !lost.includes(one as LinkedWordsEvidence));
      const differs = about.some((one) => {
        const { standing } = standingOf(one);
        return standing !== 'live' && standing !== one.noted;
      });
      const before = document.lookAgain;
      const again =
        lost.length > 0 || differs
          ? { since: before?.since ?? since, erased: [...(before?.erased ?? []), ...lost.map(audienceOf)] }
          : before;
      const shown = document.state !== 'draft';
      return {
        update: { $set: { evidence: left satisfies Evidence[], lookAgain: again } } as unknown as UpdateQuery<Document>,
        tell: shown ? about.map(audienceOf) : [],
        marks: shown ? about.map(({ postId }) => postId) : [],
      };
    });
  }

  /** Those of these posts that words of are linked; of all of them where none are named. */
  private async linkedOf(among?: readonly string[]): Promise<ReadonlySet<string>> {
    const which = { 'evidence.postId': among ? trusted({ $in: [...among] }) : trusted({ $exists: true }) };
    const found = await Promise.all([
      this.outcomes.find(which as QueryFilter<Outcome>, { 'evidence.postId': 1 }).lean<Outcome[]>(),
      this.notes.find(which as QueryFilter<Note>, { 'evidence.postId': 1 }).lean<Note[]>(),
    ]);
    const ids = found
      .flat()
      .flatMap(({ evidence }) => evidence.flatMap((one) => (one as { postId?: string }).postId ?? []));
    return new Set(ids);
  }
}
