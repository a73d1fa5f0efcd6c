import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { isDuplicate, LOG, type Log } from '@throughline/platform';
import { holds, joined, type Range, without } from '@throughline/rules';
import { Memory, type PendingChange, Relay } from '@throughline/stream';
import { trusted, type Model } from 'mongoose';
import { Post } from '../posts/post.schema';
import { Reading } from './reading.schema';

/** Own posts are marked together, this long after the first of them, in milliseconds. */
const gatherFor = 200;

/** What members have read, as ranges of post numbers: a post that was skipped stays unread. */
@Injectable()
export class ReadingService implements BeforeApplicationShutdown {
  /** Own posts that are yet to be marked as read, by `<memberId>/<threadId>`: nobody's answer waits for that. */
  private own = new Map<string, Range[]>();
  private marking: Promise<void> = Promise.resolve();

  constructor(
    @InjectModel(Reading.name) private readonly readings: Model<Reading>,
    @InjectModel(Post.name) private readonly posts: Model<Post>,
    private readonly relay: Relay,
    private readonly memory: Memory,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /**
   * What the member has read, by thread; a thread never opened is missing. A post that was moved counts as read where any of
   * its places is: ranges are never rewritten (architecture.md, "Moving and merging").
   */
  async readOf(memberId: string, threadIds: readonly string[]): Promise<ReadonlyMap<string, [number, number][]>> {
    const moved = await this.posts
      .find(
        { threadId: trusted({ $in: [...threadIds] }), 'formerly.threadId': trusted({ $exists: true }) },
        { threadId: 1, number: 1, formerly: 1 },
      )
      .lean();
    const former = moved.flatMap(({ formerly }) => formerly.map(({ threadId }) => threadId));
    const found = await this.readings
      .find({ memberId, threadId: trusted({ $in: [...new Set([...threadIds, ...former])] }) }, { threadId: 1, read: 1 })
      .lean();
    const read = new Map(found.map(({ threadId, read: ranges }) => [threadId, ranges]));
    const elsewhere = new Map<string, [number, number][]>();
    for (const { threadId, number, formerly } of moved) {
      if (!formerly.some((place) => holds(read.get(place.threadId) ?? [], place.number))) continue;
      elsewhere.set(threadId, [...(elsewhere.get(threadId) ?? []), [number, number]]);
    }
    for (const threadId of threadIds) {
      const more = [...(elsewhere.get(threadId) ?? []), ...(this.own.get(`${memberId}/${threadId}`) ?? [])];
      if (more.length > 0) read.set(threadId, joined([...(read.get(threadId) ?? []), ...more]));
    }
    return read;
  }

  /** The same for one thread, whose page is being read: what did not change since is remembered. */
  async readIn(memberId: string, threadId: string): Promise<[number, number][]> {
    const moved = await this.memory.get(`moved-here/${threadId}`, [`thread:${threadId}`], () =>
      this.movedHere(threadId),
    );
    const former = moved.flatMap(({ formerly }) => formerly.map((place) => place.threadId));
    const ids = [...new Set([threadId, ...former])];
    const read = new Map(await Promise.all(ids.map(async (id) => [id, await this.storedRead(memberId, id)] as const)));
    const elsewhere = moved
      .filter(({ formerly }) => formerly.some((place) => holds(read.get(place.threadId) ?? [], place.number)))
      .map(({ number }): Range => [number, number]);
    return joined([...(read.get(threadId) ?? []), ...elsewhere, ...(this.own.get(`${memberId}/${threadId}`) ?? [])]);
  }

  private async movedHere(threadId: string): Promise<Pick<Post, 'number' | 'formerly'>[]> {
    return this.posts
      .find({ threadId, 'formerly.threadId': trusted({ $exists: true }) }, { number: 1, formerly: 1, _id: 0 })
      .lean<Pick<Post, 'number' | 'formerly'>[]>();
  }

  private storedRead(memberId: string, threadId: string): Promise<readonly Range[]> {
    const _id = `${memberId}/${threadId}`;
    return this.memory.get(`read/${_id}`, [`member:${memberId}`], async () => {
      const reading = await this.readings.findById(_id, { read: 1 }).lean();
      return reading?.read ?? [];
    });
  }

  /** Marks numbers as read and tells the member's other pages. */
  async mark(memberId: string, threadId: string, ranges: readonly Range[]): Promise<[number, number][]> {
    const _id = `${memberId}/${threadId}`;
    for (;;) {
      const known = await this.readings.findById(_id).lean();
      const read = joined([...(known?.read ?? []), ...ranges]);
      if (known && JSON.stringify(read) === JSON.stringify(known.read)) return read;
      const revision = (known?.revision ?? 0) + 1;
      const pending = readingChanged(memberId, threadId, revision);
      if (known) {
        const changed = await this.readings
          .findOneAndUpdate(
            { _id, revision: known.revision },
            { $set: { read, revision }, $push: { pending } },
            { returnDocument: 'after' },
          )
          .lean<Reading>();
        if (!changed) continue;
        await this.relay.deliver(this.readings, changed);
        return read;
      }
      try {
        const made = await this.readings.create({ _id, memberId, threadId, read, revision, pending: [pending] });
        await this.relay.deliver(this.readings, made);
        return read;
      } catch (error) {
        if (!isDuplicate(error, '_id')) throw error;
      }
    }
  }

  /** One's own post is read: from now on as far as this server is asked, and soon in the database. */
  markOwn(memberId: string, threadId: string, number: number): void {
    if (this.own.size === 0) setTimeout(() => void this.storeOwn(), gatherFor).unref();
    const id = `${memberId}/${threadId}`;
    this.own.set(id, [...(this.own.get(id) ?? []), [number, number]]);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.storeOwn();
  }

  private storeOwn(): Promise<void> {
    this.marking = this.marking.then(async () => {
      const gathered = [...this.own];
      for (const [id, ranges] of gathered) {
        const [memberId = '', threadId = ''] = id.split('/');
        await this.mark(memberId, threadId, ranges).catch((error: unknown) =>
          this.log.warn({ err: error }, 'own posts were not marked as read'),
        );
        const since = (this.own.get(id) ?? []).slice(ranges.length);
        if (since.length > 0) this.own.set(id, since);
        else this.own.delete(id);
      }
      if (this.own.size > 0) setTimeout(() => void this.storeOwn(), gatherFor).unref();
    });
    return this.marking;
  }

  /** What a member's other pages are told: the ranges read, by `<memberId>/<threadId>`. */
  async present(ids: readonly string[]): Promise<ReadonlyMap<string, { threadId: string; read: [number, number][] }>> {
    const found = await this.readings.find({ _id: trusted({ $in: [...ids] }) }).lean();
    return new Map(found.map(({ _id, threadId, read }) => [_id, { threadId, read }]));
  }
}

/** The numbers of a thread that are not read. */
export function unreadOf(lastNumber: number, read: readonly Range[] | undefined): [number, number][] {
  return lastNumber === 0 ? [] : without([[1, lastNumber]], read ?? []);
}

function readingChanged(memberId: string, threadId: string, revision: number): PendingChange {
  return {
    changeId: `reading-${threadId}-${revision}`,
    stream: `member:${memberId}`,
    type: 'reading.changed',
    subject: `${memberId}/${threadId}`,
    revision,
  };
}
