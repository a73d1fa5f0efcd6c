import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Aliases } from '@throughline/identity';
import { Clock, type Healer, Registries } from '@throughline/kernel';
import { Erased, renderMarkdown } from '@throughline/platform';
import { Relay } from '@throughline/stream';
import { trusted, type Model } from 'mongoose';
import { Days } from '../days';
import { Post } from '../posts/post.schema';
import { PostWrites } from '../posts/post-writes';
import { type Summary, Thread } from '../threads/thread.schema';
import { threadChanged } from '../threads/thread-changed';
import { aboutPost, WaitingRoom } from '../waiting/waiting-room';
import { passagesOf, withoutCopies } from './copies';
import { Unnamed } from './unnamed';

/**
 * Erases words, and names on words, wherever they are. Each thing is on the list of what was erased before it goes, so that an older
 * backup does not bring it back; doing it again is doing it once. Who may is asked before (`OwnWords`, `Leaving`).
 */
@Injectable()
export class Erasure implements Healer {
  constructor(
    @InjectModel(Post.name) private readonly posts: Model<Post>,
    @InjectModel(Thread.name) private readonly threads: Model<Thread>,
    private readonly writes: PostWrites,
    private readonly room: WaitingRoom,
    private readonly aliases: Aliases,
    private readonly unnamed: Unnamed,
    private readonly erased: Erased,
    private readonly registries: Registries,
    private readonly relay: Relay,
    private readonly days: Days,
    private readonly clock: Clock,
  ) {
    registries.healers.add(this);
  }

  /** After a restore: what was erased since the backup is erased again. */
  async heal(): Promise<void> {
    const things = await this.erased.all();
    const idsOf = (wanted: string) => things.flatMap(([kind, id]) => (kind === wanted ? [id] : []));
    for (const state of ['withdrawn', 'removed'] as const)
      for (const id of idsOf(state)) await this.goneAgain(id, state);
    for (const _id of idsOf('waiting')) for (const one of await this.room.find({ _id })) await this.room.letOut(one);
    for (const id of idsOf('name')) await this.nameOff(id);
    for (const id of idsOf('post')) await this.words(id);
    for (const id of idsOf('alias')) await this.aliases.destroy(id);
  }

  /** A post that was taken back, or taken out, since the backup. When that was, and why, is not on the list. */
  private async goneAgain(id: string, state: 'withdrawn' | 'removed'): Promise<void> {
    if ((await this.posts.exists({ _id: id })) === null) return;
    const at = await this.days.today();
    await this.writes.change(id, (post) =>
      post.state === 'published' || post.state === 'hidden'
        ? { update: { $set: { state, gone: { at, reason: null, to: null } } }, words: true }
        : undefined,
    );
    await this.room.dropAbout(id);
  }

  /** The words of a post: a tombstone keeps its place and its replies, an alias its label; nothing else of it is left. */
  async words(id: string): Promise<void> {
    const before = await this.posts.findById(id).lean<Post>();
    if (!before || before.state === 'moved') return;
    await this.erased.add(['post', id]);
    const sources = [before.text, ...before.former.map(({ text }) => text)].filter((text) => text !== '');
    const places = [{ threadId: before.threadId, number: before.number }, ...before.formerly];
    // The post itself goes last: copies are found by its words, and whatever stops this halfway, its author can do it again.
    for (const { threadId, number } of places) await this.outOfSummary(threadId, number, sources);
    if (sources.length > 0) {
      const threadIds = [...new Set(places.map(({ threadId }) => threadId))];
      await this.outOfQuotations(threadIds, id, sources);
      await this.outOfWaiting(threadIds, sources);
    }
    await this.room.dropAbout(id);
    const today = await this.days.today();
    await this.writes.change(id, ({ state, author, gone, text, pictures, former, creation }) => {
      if (text === '' && !pictures && former.length === 0 && state !== 'published' && state !== 'withdrawn')
        return undefined;
      return {
        update: {
          $set: {
            // Why a moderator removed it is the moderator's to say.
            state: state === 'removed' ? state : 'erased',
            author: author.kind === 'alias' ? author : { kind: 'unnamed' as const },
            text: '',
            bodyHtml: '',
            contentNote: null,
            editedAt: null,
            former: [],
            reactions: [],
            gone: gone ?? { at: author.kind === 'alias' ? today : this.clock.now(), reason: null, to: null },
            // The key stays for as long as it is kept: sent again, it is not made anew.
            ...(creation ? { 'creation.body': '' } : {}),
          },
          $unset: { consents: '', leavesAs: '', pictures: '' },
        },
        words: true,
      };
    });
    for (const witness of this.registries.erasures.all()) await witness.wordsErased([id]);
    if (before.author.kind === 'alias') await this.endAlias(before.author.aliasId, before.threadId);
  }

  /** The name on a post: from then on "a member" wrote it. What it may be used for stays as it was then. */
  async nameOff(id: string, consents?: Post['consents']): Promise<void> {
    const post = await this.posts.findById(id, { author: 1, threadId: 1, number: 1 }).lean<Post>();
    if (post?.author.kind !== 'member') return;
    const { memberId } = post.author;
    await this.erased.add(['name', id]);
    await this.writes.change(id, ({ author }) =>
      author.kind === 'member'
        ? {
            update: {
              $set: { author: this.unnamed.author(memberId, id), ...(consents ? { consents } : {}) },
              // It could be told whose it is by the keys of requests.
              $unset: { creation: '' },
            },
            words: true,
          }
        : undefined,
    );
    await this.nameOffWaiting(id, memberId);
    if (post.number === 1) await this.starter(post.threadId, memberId, { kind: 'unnamed' });
  }

  /** A change of it that waits is shown to who checks under no name either. */
  private async nameOffWaiting(postId: string, memberId: string): Promise<void> {
    const named = { ...aboutPost(postId), 'author.memberId': memberId };
    for (let left = await this.room.find(named); left.length > 0; left = await this.room.find(named))
      for (const waiting of left)
        await this.room.change(waiting, { $set: { author: this.unnamed.author(memberId, postId) } });
  }

  /** Who began a thread, where that was this member: as their first post says it now. */
  async starter(threadId: string, memberId: string, startedBy: Thread['startedBy']): Promise<void> {
    await this.changeThread(threadId, (thread) =>
      thread.startedBy.kind === 'member' && thread.startedBy.memberId === memberId ? { startedBy } : undefined,
    );
  }

  /** One atomic write to a thread, tried again where another came between. */
  async changeThread(_id: string, changeOf: (thread: Thread) => Partial<Thread> | undefined): Promise<void> {
    await this.relay.change(this.threads, _id, (thread, revision) => {
      const change = changeOf(thread);
      return change && { update: { $set: change }, changes: threadChanged(thread, revision) };
    });
  }

  /** Points that name the post, or hold a passage of it, are taken out for good. */
  private async outOfSummary(threadId: string, number: number, sources: readonly string[]): Promise<void> {
    const copies = passagesOf(sources);
    const without = (summary: Summary | null) => {
      if (!summary) return null;
      const points = summary.points.filter(({ text, numbers }) => !numbers.includes(number) && !copies(text));
      return points.length === summary.points.length ? summary : points.length === 0 ? null : { ...summary, points };
    };
    await this.changeThread(threadId, ({ summary, offeredSummary }) => {
      const left = { summary: without(summary), offeredSummary: without(offeredSummary ?? null) };
      return left.summary === summary && left.offeredSummary === (offeredSummary ?? null) ? undefined : left;
    });
  }

  /** Quotations that copied it: what was made before they were references, and what somebody typed. */
  private async outOfQuotations(threadIds: readonly string[], id: string, sources: readonly string[]): Promise<void> {
    const copies = passagesOf(sources);
    const quoting = {
      threadId: trusted({ $in: [...threadIds] }),
      _id: trusted({ $ne: id }),
      state: trusted({ $in: ['published', 'hidden', 'withdrawn', 'removed'] }),
    };
    const quotes = {
      $or: [{ text: trusted({ $regex: /^\s{0,3}>/m }) }, { 'former.text': trusted({ $regex: /^\s{0,3}>/m }) }],
    };
    for await (const other of this.posts
      .find({ ...quoting, ...quotes } as object, { _id: 1 })
      .lean<Post[]>()
      .cursor())
      await this.writes.change(other._id, ({ text, former, threadId }) => {
        const newer = withoutCopies(text, copies);
        const older = former.map((revision) => ({ ...revision, text: withoutCopies(revision.text, copies) }));
        if (newer === text && older.every((revision, index) => revision.text === former[index]?.text)) return undefined;
        // Who is changing it just now has the copy before them: their save is to be looked at again.
        const update = { text: newer, bodyHtml: renderMarkdown(newer, { threadId }), former: older };
        return { update: { $set: update, $inc: { textVersion: 1 } }, words: true };
      });
  }

  /** The same of words that are not out yet: they would bring it back. */
  private async outOfWaiting(threadIds: readonly string[], sources: readonly string[]): Promise<void> {
    const copies = passagesOf(sources);
    for (let again = true; again;) {
      again = false;
      for (const waiting of await this.room.find({ threadId: trusted({ $in: [...threadIds] }) })) {
        const text = withoutCopies(waiting.text, copies);
        if (text === waiting.text || waiting.state === 'gone') continue;
        // Null where its author changes it just now: then it is looked at anew.
        again = (await this.room.change(waiting, { $set: { text } })) === null || again;
      }
    }
  }

  /** Of whom no words are left, it is no longer kept who that was; while something is looked into, it is. */
  private async endAlias(aliasId: string, threadId: string): Promise<void> {
    const left = {
      'author.aliasId': aliasId,
      state: trusted({ $in: ['published', 'hidden', 'withdrawn', 'removed'] }),
      text: trusted({ $ne: '' }),
    };
    if (await this.posts.exists(left as object)) return;
    if ((await this.room.find({ 'author.aliasId': aliasId })).some(({ state }) => state !== 'gone')) return;
    for (const source of this.registries.openConcerns.all())
      if ((await source.openIn([threadId])).has(threadId)) return;
    if (!(await this.aliases.mayEnd(aliasId))) return;
    await this.erased.add(['alias', aliasId]);
    await this.aliases.destroy(aliasId);
  }
}
