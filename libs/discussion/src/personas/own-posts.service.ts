import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { askForAliasPosts, OwnPosts } from '@throughline/contracts';
import { Aliases, type KnownAlias, Members, OwnPassword } from '@throughline/identity';
import { notFound, Policies, Registries, type SignedIn } from '@throughline/kernel';
import { trusted, type Model, type QueryFilter } from 'mongoose';
import type { z } from 'zod';
import { Unnamed } from '../erasure/unnamed';
import { offsetOf, partOf } from '../parts';
import { PostPresenter } from '../posts/post.presenter';
import { Post, type ShownPost, shownFields } from '../posts/post.schema';
import { MergedThreads } from '../threads/merged-threads';
import { readThread } from '../threads/thread.policy';
import { Thread } from '../threads/thread.schema';
import { OwnWaiting } from '../waiting/own-waiting.service';
import { WaitingRoom } from '../waiting/waiting-room';
import type { Waiting } from '../waiting/waiting.schema';
import { lettersTo } from './letters-to';
import { noticesTo, hasNews } from './notices-to';

/** How many of one's own posts a part of the list holds, the latest first. */
const partSize = 50;

type AskForAliasPosts = z.output<typeof askForAliasPosts>;

/** "My posts". Those under aliases are told once, for the password: a phone left lying about must not tell them. */
@Injectable()
export class OwnPostsService {
  constructor(
    @InjectModel(Post.name) private readonly posts: Model<Post>,
    @InjectModel(Thread.name) private readonly threads: Model<Thread>,
    private readonly aliases: Aliases,
    private readonly unnamed: Unnamed,
    private readonly members: Members,
    private readonly ownPassword: OwnPassword,
    private readonly presenter: PostPresenter,
    private readonly room: WaitingRoom,
    private readonly waiting: OwnWaiting,
    private readonly merged: MergedThreads,
    private readonly policies: Policies,
    private readonly registries: Registries,
  ) {}

  /** `after` says where the part before ended; what waits stands before the first. Throws `bad-input`. */
  async named(actor: SignedIn, after?: string): Promise<OwnPosts> {
    const { memberId } = actor;
    const named = { 'author.memberId': memberId };
    const without = await this.posts.find({ 'author.proof': trusted({ $exists: true }) }, { author: 1 }).lean<Post[]>();
    const ids = without.filter((post) => this.unnamed.isBy(memberId, post)).map(({ _id }) => _id);
    const own = ids.length === 0 ? named : { $or: [named, { _id: trusted({ $in: ids }) }] };
    return { ...(await this.list(actor, own, named, after)), letters: [], told: [] };
  }

  /** Throws `wrong-password`. */
  async underAliases(actor: SignedIn, { password, after }: AskForAliasPosts): Promise<OwnPosts> {
    const member = await this.members.byId(actor.memberId);
    if (!member) throw notFound();
    await this.ownPassword.expect(member, password);
    const mine = await this.aliases.ownEverywhere(actor.memberId);
    const own = { 'author.aliasId': trusted({ $in: mine.map(({ _id }) => _id) }) };
    if (after !== undefined) return { ...(await this.list(actor, own, own, after)), letters: [], told: [] };
    const [list, letters, told] = await Promise.all([
      this.list(actor, own, own),
      lettersTo(this.registries, mine),
      this.toldTo(actor, mine),
    ]);
    return { ...list, letters, told };
  }

  /** Lets go of an alias for good. What it wrote stays, and is nobody's to change; what waited for its answer goes. */
  async letGo(actor: SignedIn, aliasId: string): Promise<void> {
    const [alias] = this.aliases.mine(actor.memberId, await this.aliases.byIds([aliasId]));
    if (!alias) throw notFound();
    await this.aliases.letGo(alias);
    await this.waiting.leave(aliasId);
  }

  /** Under which of these names there is something to read, and where: in the thread as it is now. */
  private async toldTo(actor: SignedIn, mine: readonly KnownAlias[]): Promise<OwnPosts['told']> {
    const all = mine.map(({ _id }) => _id);
    if (!hasNews(await noticesTo(this.registries, all))) return [];
    const told = await Promise.all(
      mine.map(async ({ _id, name, threadId }) => {
        if (!hasNews(await noticesTo(this.registries, [_id]))) return null;
        const thread = await this.merged.now(threadId);
        const readable = thread && this.policies.can(actor, readThread, thread);
        return readable ? { threadId: thread._id, title: thread.title, name } : null;
      }),
    );
    return told.filter((one) => one !== null);
  }

  private async list(
    actor: SignedIn,
    own: QueryFilter<Post>,
    ownWaiting: QueryFilter<Waiting>,
    after?: string,
  ): Promise<Omit<OwnPosts, 'letters' | 'told'>> {
    const skip = offsetOf(after);
    const [found, waiting] = await Promise.all([
      this.posts
        .find(
          { ...own, state: trusted({ $in: ['published', 'hidden', 'withdrawn'] }) } as QueryFilter<Post>,
          shownFields,
        )
        // Of an alias's posts several are of one day.
        .sort({ publishedAt: -1, _id: 1 })
        .skip(skip)
        .limit(partSize + 1)
        .lean<ShownPost[]>(),
      after === undefined ? this.room.find(ownWaiting) : [],
    ]);
    const { part: posts, next } = partOf(found, { skip, size: partSize });
    const ids = [...new Set(posts.map(({ threadId }) => threadId))];
    const audience = trusted({ $in: [...actor.audiences] });
    const threads = await this.threads.find({ _id: trusted({ $in: ids }), audience }, { title: 1 }).lean();
    const titles = new Map(threads.map(({ _id, title }) => [_id, title]));
    // What somebody wrote where they cannot read any more is not shown to them either.
    const readable = posts.filter(({ threadId }) => titles.has(threadId));
    const views = await this.presenter.presentWords(readable);
    return {
      posts: views.map(({ id, threadId, number, state, author, bodyHtml, pictures, publishedAt }) => ({
        id,
        threadId,
        title: titles.get(threadId) ?? '',
        number,
        state,
        author,
        bodyHtml,
        pictures,
        publishedAt,
      })),
      waiting: await this.waiting.presentAll(
        actor,
        waiting.filter(({ state }) => state !== 'gone'),
      ),
      next,
    };
  }
}
