import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { SignedIn } from '@throughline/kernel';
import { Erased } from '@throughline/platform';
import { AuditTrail } from '@throughline/stream';
import { trusted, type Model } from 'mongoose';
import type { Author } from '../author';
import { Days } from '../days';
import { Unnamed } from '../erasure/unnamed';
import { WaitingRoom } from '../waiting/waiting-room';
import { Post } from './post.schema';
import { PostWrites } from './post-writes';

/**
 * Posts that nobody but their authors and moderators sees, because they could say who somebody is. Each of these is one write that goes
 * out as any change of a post does, so every page, socket and server has it at once; done twice it is done once.
 */
@Injectable()
export class HiddenPosts {
  constructor(
    @InjectModel(Post.name) private readonly posts: Model<Post>,
    private readonly writes: PostWrites,
    private readonly room: WaitingRoom,
    private readonly erased: Erased,
    private readonly unnamed: Unnamed,
    private readonly audit: AuditTrail,
    private readonly days: Days,
  ) {}

  /** The post, whatever its state. */
  find(id: string): Promise<Post | null> {
    return this.posts.findById(id).lean<Post>().exec();
  }

  async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, Post>> {
    const found = await this.posts.find({ _id: trusted({ $in: [...new Set(ids)] }) }, { former: 0 }).lean<Post[]>();
    return new Map(found.map((post) => [post._id, post]));
  }

  /** Whose a post is, as the actor's own session finds out: theirs, too, where they took their name off it. */
  authorFor({ memberId }: SignedIn, post: Pick<Post, '_id' | 'author'>): Author {
    return this.unnamed.authorFor(memberId, post);
  }

  async hide(id: string): Promise<void> {
    await this.writes.change(id, ({ state }) =>
      state === 'published' ? { update: { $set: { state: 'hidden' } }, words: true } : undefined,
    );
  }

  /** Shows it again. */
  async putBack(id: string): Promise<void> {
    await this.writes.change(id, ({ state }) =>
      state === 'hidden' ? { update: { $set: { state: 'published' } }, words: true } : undefined,
    );
  }

  /** Takes it out for good, as a moderator decided: who that was stands in the audit chain, and why on the tombstone. */
  async remove(id: string, by: string, reason: string): Promise<void> {
    const at = await this.days.today();
    await this.erased.add(['removed', id]);
    await this.writes.change(id, ({ state, threadId }) =>
      state === 'published' || state === 'hidden'
        ? {
            update: { $set: { state: 'removed', gone: { at, reason, to: null } } },
            words: true,
            lines: [this.audit.change({ act: 'post.removed', by, about: { post: id, thread: threadId } })],
          }
        : undefined,
    );
    // A change of it that waits would come out nowhere.
    await this.room.dropAbout(id);
  }
}
