import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { newPost, postEdit, PostSource, PostView, reaction, RevisionList } from '@throughline/contracts';
import { Clock, DomainError, Ids, notFound, Policies, type SignedIn, wrongField } from '@throughline/kernel';
import { Creations, renderMarkdown } from '@throughline/platform';
import { AuditTrail, type PendingChange, Relay } from '@throughline/stream';
import type { Model, UpdateQuery } from 'mongoose';
import type { z } from 'zod';
import type { Author } from '../author';
import { ReadingService } from '../reading/reading.service';
import { KnownThreads } from '../threads/known-threads';
import { readThread } from '../threads/thread.policy';
import { Thread } from '../threads/thread.schema';
import { differences } from './differences';
import { createPost, editPost, type PostFacts, reactToPost, readPost, removePost, withdrawPost } from './post.policy';
import { PostPresenter } from './post.presenter';
import { Post } from './post.schema';
import { Publisher } from './publisher';

type NewPost = z.output<typeof newPost>;
type PostEdit = z.output<typeof postEdit>;
type ReactionRequest = z.output<typeof reaction>;

/** What a report keeps of a post. */
export interface QuotedPost {
  id: string;
  threadId: string;
  number: number;
  text: string;
  by: Author;
  /** As it is shown; null where the name was taken off. */
  author: string | null;
}

/** How many former texts a post keeps: the longest there can be fit into one document, and can be read. */
const mostFormer = 60;

/** Posts: writing, editing, taking back, removing, reacting. */
@Injectable()
export class PostsService {
  constructor(
    @InjectModel(Post.name) private readonly posts: Model<Post>,
    @InjectModel(Thread.name) private readonly threads: Model<Thread>,
    private readonly knownThreads: KnownThreads,
    private readonly publisher: Publisher,
    private readonly presenter: PostPresenter,
    private readonly reading: ReadingService,
    private readonly policies: Policies,
    private readonly creations: Creations,
    private readonly relay: Relay,
    private readonly audit: AuditTrail,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /**
   * Writes a post into a thread. The same request again answers the same post; with another text it is `key-reused`.
   * Throws `thread-closed` where nothing more can be written.
   */
  async create(actor: SignedIn, threadId: string, request: NewPost): Promise<PostView> {
    const thread = await this.knownThreads.byId(threadId);
    if (!thread) throw notFound();
    this.policies.authorize(actor, readThread, thread);
    const creation = this.creations.stamp(actor, `${createPost.name}/${threadId}`, request);
    if (thread.state === 'closed') {
      // Its answer may have been lost before that: what stands was not refused.
      const before = await this.publisher.madeBefore(threadId, creation);
      if (!before) throw new DomainError('thread-closed');
      this.creations.expectSame(before.creation, creation);
      return this.presenter.presentOne(before);
    }
    this.policies.authorize(actor, createPost, thread);
    const replyTo = request.replyTo ?? null;
    if (replyTo !== null && !(await this.publisher.hasNumber(threadId, replyTo)))
      throw wrongField('replyTo', 'There is no such post in this thread.');
    const { post, again } = await this.publisher.publish({
      _id: this.ids.next(),
      threadId,
      replyTo,
      author: { kind: 'member', memberId: actor.memberId },
      state: 'published',
      text: request.text,
      bodyHtml: renderMarkdown(request.text, { threadId }),
      contentNote: request.contentNote ?? null,
      publishedAt: this.clock.now(),
      editedAt: null,
      reactions: [],
      former: [],
      gone: null,
      formerly: [],
      revision: 1,
      textVersion: 1,
      creation,
    });
    if (again) this.creations.expectSame(post.creation, creation);
    else this.reading.markOwn(actor.memberId, threadId, post.number);
    return this.presenter.presentOne(post);
  }

  /** The text as it was written, for editing it and for quoting from it. */
  async source(actor: SignedIn, id: string): Promise<PostSource> {
    const { post } = await this.find(actor, id);
    if (post.state !== 'published') throw notFound();
    const { threadId, number, text, contentNote, textVersion } = post;
    return { place: { threadId, number }, text, contentNote, textVersion };
  }

  /** A post as it is told on in a report: its exact words, and whose they are, as far as that is shown. */
  async quote(actor: SignedIn, id: string): Promise<QuotedPost> {
    const { post } = await this.find(actor, id);
    if (post.state !== 'published') throw notFound();
    const { threadId, number, text, author } = post;
    const { author: shown } = await this.presenter.presentOne(post);
    return { id, threadId, number, text, by: author, author: shown.kind === 'unnamed' ? null : shown.name };
  }

  /** Every text the post had, oldest first; none once it was taken back or removed. */
  async revisions(actor: SignedIn, id: string): Promise<RevisionList> {
    const { post } = await this.find(actor, id);
    if (post.state !== 'published') throw notFound();
    const { threadId, number, textVersion, text, editedAt, publishedAt } = post;
    const texts = [...post.former, { textVersion, text, at: editedAt ?? publishedAt }];
    const parts = differences(texts.map((revision) => revision.text));
    return {
      place: { threadId, number },
      revisions: texts.map((revision, index) => ({
        textVersion: revision.textVersion,
        at: revision.at.toISOString(),
        parts: parts[index] ?? [],
      })),
    };
  }

  /** Throws `changed-meanwhile` where the text is not the one that was edited, and `edited-too-often`. */
  async edit(actor: SignedIn, id: string, request: PostEdit): Promise<PostView> {
    return this.change(actor, id, editPost, (post) => {
      const contentNote = request.contentNote === undefined ? post.contentNote : request.contentNote;
      if (post.text === request.text && post.contentNote === contentNote) return undefined;
      // Asked only now: what was saved already, and its answer lost, is saved.
      if (post.textVersion !== request.textVersion) throw new DomainError('changed-meanwhile');
      if (post.former.length >= mostFormer) throw new DomainError('edited-too-often');
      const { textVersion, text, editedAt, publishedAt } = post;
      return {
        $set: {
          text: request.text,
          bodyHtml: renderMarkdown(request.text, { threadId: post.threadId }),
          contentNote,
          editedAt: this.clock.now(),
        },
        $inc: { textVersion: 1 },
        $push: { former: { textVersion, text, at: editedAt ?? publishedAt } },
      };
    });
  }

  /** Takes a post back: a tombstone keeps the replies, and no text of it is shown again. */
  async withdraw(actor: SignedIn, id: string): Promise<PostView> {
    return this.change(actor, id, withdrawPost, (post) => {
      if (post.state === 'withdrawn') return undefined;
      if (post.state !== 'published') throw new DomainError('already-done');
      return { $set: { state: 'withdrawn', gone: { at: this.clock.now(), reason: null, to: null } } };
    });
  }

  async remove(actor: SignedIn, id: string, reason: string): Promise<PostView> {
    const line = (post: Post) =>
      this.audit.change({ act: 'post.removed', by: actor.memberId, about: { post: id, thread: post.threadId } });
    return this.change(
      actor,
      id,
      removePost,
      (post) => {
        if (post.state !== 'published') throw new DomainError('already-done');
        return { $set: { state: 'removed', gone: { at: this.clock.now(), reason, to: null } } };
      },
      line,
    );
  }

  /** Says a word about a post, or takes it back; saying it twice is saying it once. */
  async react(actor: SignedIn, id: string, { kind, on }: ReactionRequest): Promise<PostView> {
    const by = actor.memberId;
    return this.change(actor, id, reactToPost, (post) => {
      const said = post.reactions.some((reaction_) => reaction_.kind === kind && reaction_.by === by);
      if (said === on) return undefined;
      return on ? { $push: { reactions: { kind, by } } } : { $pull: { reactions: { kind, by } } };
    });
  }

  private async find(actor: SignedIn, id: string): Promise<{ post: Post; thread: Thread; facts: PostFacts }> {
    const post = await this.posts.findById(id).lean<Post>();
    const thread = post && (await this.threads.findById(post.threadId).lean<Thread>());
    if (!post || !thread) throw notFound();
    const facts = { thread, author: post.author, state: post.state };
    this.policies.authorize(actor, readPost, facts);
    return { post, thread, facts };
  }

  /** One atomic write that carries its change; tried again where another write came between. */
  private async change(
    actor: SignedIn,
    id: string,
    action: typeof editPost,
    updateOf: (post: Post) => UpdateQuery<Post> | undefined,
    auditLine?: (post: Post) => PendingChange,
  ): Promise<PostView> {
    for (;;) {
      const { post, facts } = await this.find(actor, id);
      this.policies.authorize(actor, action, facts);
      const update = updateOf(post);
      if (!update) return this.presenter.presentOne(post);
      const changed = await this.posts
        .findOneAndUpdate(
          { _id: id, revision: post.revision },
          {
            ...update,
            $inc: { ...update['$inc'], revision: 1 },
            $push: {
              ...update['$push'],
              pending: { $each: [postChanged(post, post.revision + 1), ...(auditLine ? [auditLine(post)] : [])] },
            },
          },
          { returnDocument: 'after' },
        )
        .lean<Post>();
      if (!changed) continue;
      await this.relay.deliver(this.posts, changed);
      return this.presenter.presentOne(changed);
    }
  }
}

/** A change of a post that stands; it never overtakes the post's publishing, which its document delivers first. */
export function postChanged({ _id, threadId }: Pick<Post, '_id' | 'threadId'>, revision: number): PendingChange {
  return {
    changeId: `post-${_id}-${revision}`,
    stream: `thread:${threadId}`,
    type: 'post.changed',
    subject: _id,
    revision,
  };
}
