import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Aliases, personasStream } from '@throughline/identity';
import { Ids, notFound, type SignedIn } from '@throughline/kernel';
import { Creations, isDuplicate } from '@throughline/platform';
import { Memory, type PendingChange, Relay } from '@throughline/stream';
import { trusted, type Model, type QueryFilter, type UpdateQuery } from 'mongoose';
import { type Author, isBy } from '../author';
import { Days, daysBetween } from '../days';
import { Unnamed } from '../erasure/unnamed';
import { MergedThreads } from '../threads/merged-threads';
import { Pictures } from '../pictures/pictures.service';
import { idsIn } from '../pictures/post-picture';
import { Checkers } from './checkers';
import { WaitingPlaces } from './places';
import type { WaitingFacts } from './waiting.policy';
import { type StoredState, Waiting } from './waiting.schema';

/** What is written into it: with everything but what every waiting thing has alike. */
export type ToWait = Pick<Waiting, 'kind' | 'threadId' | 'author'> &
  Partial<
    Pick<
      Waiting,
      | 'starts'
      | 'postId'
      | 'replyTo'
      | 'text'
      | 'pictures'
      | 'contentNote'
      | 'reaction'
      | 'marks'
      | 'why'
      | 'chosen'
      | 'goesOn'
      | 'creation'
    >
  >;

/** Where words wait that are not published yet. It knows no order and no time; only its author, and who checks it, find them. */
@Injectable()
export class WaitingRoom {
  constructor(
    @InjectModel(Waiting.name) private readonly waiting: Model<Waiting>,
    private readonly places: WaitingPlaces,
    private readonly checkers: Checkers,
    private readonly merged: MergedThreads,
    private readonly aliases: Aliases,
    private readonly pictures: Pictures,
    private readonly unnamed: Unnamed,
    private readonly creations: Creations,
    private readonly memory: Memory,
    private readonly relay: Relay,
    private readonly days: Days,
    private readonly ids: Ids,
  ) {}

  /** Whether anything under this member's own name waits: so that most who write cost no look. */
  async holdsOf(memberId: string): Promise<boolean> {
    const members = await this.memory.get('waiting-of-members', [personasStream], async () => {
      const held = await this.waiting.find({ 'author.memberId': trusted({ $exists: true }) }, { author: 1 }).lean();
      return new Set(held.flatMap(({ author }) => (author.kind === 'member' ? [author.memberId] : [])));
    });
    return members.has(memberId);
  }

  /** Takes something in. The same request again answers the same; with another text it is `key-reused`. */
  async take(wanted: ToWait, held: boolean): Promise<Waiting> {
    const _id = this.ids.next();
    const waiting: Waiting = {
      starts: null,
      postId: null,
      replyTo: null,
      text: '',
      contentNote: null,
      reaction: null,
      why: null,
      ...wanted,
      _id,
      state: held ? 'held' : 'due',
      on: await this.days.today(),
      talk: [],
      reason: null,
      revision: 1,
      pending: this.changesFor(held ? ['moderators'] : []),
    };
    try {
      await this.waiting.create(waiting);
    } catch (error) {
      const { creation } = wanted;
      const before = creation && isDuplicate(error, 'creation.key') ? await this.madeBefore(creation.key) : null;
      if (!before || !creation) throw error;
      this.creations.expectSame(before.creation, creation);
      return before;
    }
    await this.relay.deliver(this.waiting, waiting);
    return waiting;
  }

  /** Takes in what replaces something of the same kind about the same post: the last word counts. */
  async takeInstead(wanted: ToWait & { postId: string }, held: boolean): Promise<Waiting> {
    const waiting = await this.take(wanted, held);
    const { kind, postId, author, reaction } = wanted;
    const before = await this.find({ ...aboutPost(postId), kind, author, _id: trusted({ $ne: waiting._id }) });
    for (const other of before) if (other.reaction?.kind === reaction?.kind) await this.letOut(other);
    return waiting;
  }

  /** Lets go of changes of a post, and words about it, that will not come out because it is gone. */
  async dropAbout(postId: string): Promise<void> {
    for (const waiting of await this.find(aboutPost(postId))) await this.letOut(waiting);
  }

  /** What the same request took in before. */
  async madeBefore(key: string): Promise<Waiting | null> {
    return this.waiting.findOne({ 'creation.key': key }).lean<Waiting>();
  }

  /** The actor's own in a thread, as remembered. */
  async ownIn(actor: SignedIn, threadId: string, aliasIds: readonly string[]): Promise<Waiting[]> {
    const streams = [personasStream, `thread:${threadId}`];
    const here = await this.memory.get(`waiting/${threadId}`, streams, () => this.findIn(threadId));
    return this.ownAmong(here, actor, aliasIds);
  }

  /** The actor's own in a thread, as it is now in the database. */
  async ownNow(actor: SignedIn, threadId: string, aliasIds: readonly string[]): Promise<Waiting[]> {
    return this.ownAmong(await this.findIn(threadId), actor, aliasIds);
  }

  private async findIn(threadId: string): Promise<Waiting[]> {
    return this.find({ threadId: trusted({ $in: [threadId, ...(await this.merged.into(threadId))] }) });
  }

  async find(filter: QueryFilter<Waiting>): Promise<Waiting[]> {
    return this.waiting.find(filter).sort({ on: 1, _id: 1 }).lean<Waiting[]>();
  }

  /** With what permissions rest on. Throws `not-found`. */
  async get(actor: SignedIn, id: string): Promise<{ waiting: Waiting; facts: WaitingFacts }> {
    const waiting = await this.waiting.findById(id).lean<Waiting>();
    if (!waiting || waiting.state === 'gone') throw notFound();
    const [facts] = await this.factsOf(actor, [waiting]);
    if (!facts) throw notFound();
    return { waiting, facts };
  }

  async factsOf(actor: SignedIn, waiting: readonly Waiting[]): Promise<WaitingFacts[]> {
    const aliasIds = waiting.flatMap(({ author }) => (author.kind === 'alias' ? [author.aliasId] : []));
    const [aliases, places, today] = await Promise.all([
      this.aliases.byIds([...new Set(aliasIds)]),
      this.places.of(waiting),
      this.days.today(),
    ]);
    const voices = this.aliases.mine(actor.memberId, aliases).map(({ _id }) => _id);
    return Promise.all(
      waiting.map(async (one) => {
        const audience = places.get(one._id)?.audience ?? one.starts?.audience ?? '';
        return {
          audience,
          author: this.authorFor(actor, one),
          state: one.state,
          onlyFor: onlyFor(one, today),
          nobodyIn: audience !== '' && (await this.checkers.nobodyFor(audience, one.author)),
          voices,
        };
      }),
    );
  }

  /** One atomic write that tells its author and who checks it; `lines` of the audit chain go into it. Null where it is another by now. */
  async change(
    waiting: Waiting,
    update: UpdateQuery<Waiting>,
    lines: readonly PendingChange[] = [],
  ): Promise<Waiting | null> {
    const revision = waiting.revision + 1;
    const streams = await this.streamsOf(waiting, update['$set']?.state as StoredState | undefined);
    const changed = await this.waiting
      .findOneAndUpdate(
        { _id: waiting._id, revision: waiting.revision },
        {
          ...update,
          $set: { ...update['$set'], revision },
          $push: { ...update['$push'], pending: { $each: [...this.changesFor(streams), ...lines] } },
        },
        { returnDocument: 'after' },
      )
      .lean<Waiting>();
    if (changed) await this.relay.deliver(this.waiting, changed);
    return changed;
  }

  /** Takes it out for good: told first, and then nothing of it remains. */
  async letOut(waiting: Waiting): Promise<boolean> {
    const gone = await this.change(waiting, {
      $set: { state: 'gone', text: '', contentNote: null, talk: [], reason: null, starts: null },
    });
    if (gone) await this.delete([gone]);
    return gone !== null;
  }

  /** Deletes what is out and was told: a crash may have come between. */
  async sweep(): Promise<void> {
    await this.delete(
      await this.waiting.find({ state: 'gone', 'pending.changeId': trusted({ $exists: false }) }).lean(),
    );
  }

  /** Nothing of it remains, nor of pictures that are in no post by now. */
  private async delete(gone: readonly Waiting[]): Promise<void> {
    if (gone.length === 0) return;
    await this.pictures.letGo(gone.flatMap(({ pictures }) => idsIn(pictures)));
    await this.waiting.deleteMany({ _id: trusted({ $in: gone.map(({ _id }) => _id) }) });
  }

  private ownAmong(waiting: readonly Waiting[], actor: SignedIn, aliasIds: readonly string[]): Waiting[] {
    return waiting.filter((one) => one.state !== 'gone' && isBy(this.authorFor(actor, one), actor.memberId, aliasIds));
  }

  /** Whose it is, as the actor's own session finds out: of a change of a post without a name, too (`Unnamed`). */
  private authorFor({ memberId }: SignedIn, { author, postId }: Waiting): Author {
    return postId === null ? author : this.unnamed.authorFor(memberId, { _id: postId, author });
  }

  /** The streams that are told of it: of its author alone, and of who checks, where they have it before them. */
  private async streamsOf({ author, state }: Waiting, becomes: StoredState = state): Promise<string[]> {
    const [alias] = author.kind === 'alias' ? await this.aliases.byIds([author.aliasId]) : [];
    const own = author.kind === 'member' ? [`member:${author.memberId}`] : alias ? [`voice:${alias.stream}`] : [];
    const isBeforeThem = (one: StoredState) => one !== 'due' && one !== 'leaving' && one !== 'gone';
    return [...own, ...(isBeforeThem(state) || isBeforeThem(becomes) ? ['moderators'] : [])];
  }

  /**
   * That something waits differently, and not what: with its id, the log would keep the order in which words came, of which what waits
   * itself keeps none (safety.md P6). Who is told looks at all of it anew. An id for each stream: by a common one, what an alias's own
   * stream says would have its place in the order of all.
   */
  private changesFor(streams: readonly string[]): PendingChange[] {
    return [personasStream, ...streams].map((stream) => ({
      changeId: this.ids.next(),
      stream,
      type: 'waiting.changed' as const,
      subject: 'waiting',
      revision: 1,
    }));
  }
}

/** What waits about a post, asked so that the index is used that holds those alone which are about one. */
export function aboutPost(postId: string): QueryFilter<Waiting> {
  return { postId: trusted({ $eq: postId, $type: 'string' as const }) };
}

/** The one moderator whose it is alone, as its author chose; null where any may look. */
export function onlyFor(waiting: Waiting, today: Date): string | null {
  return waiting.goesOn && hasHadADay(waiting, today) ? null : (waiting.chosen ?? null);
}

/** Whether whoever was chosen has had a day to look. */
export function hasHadADay({ chosenOn, on }: Waiting, today: Date): boolean {
  return daysBetween(chosenOn ?? on, today) >= 1;
}
