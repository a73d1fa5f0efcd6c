import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type {
  newPost,
  postEdit,
  PostSource,
  PostView,
  reaction,
  RevisionList,
  WrittenPost,
} from '@throughline/contracts';
import { type KnownAlias } from '@throughline/identity';
import { Clock, DomainError, Ids, notFound, Policies, type SignedIn, wrongField } from '@throughline/kernel';
import { Creations, Erased, renderMarkdown } from '@throughline/platform';
import { AuditTrail, Memory, type PendingChange } from '@throughline/stream';
import type { Model, UpdateQuery } from 'mongoose';
import type { z } from 'zod';
import { type Author, isBy } from '../author';
import { Authors } from '../authors';
import { Days, dayText } from '../days';
import { Pictures } from '../pictures/pictures.service';
import { holding, idsIn, type PostPicture, presentPictures } from '../pictures/post-picture';
import { Unnamed } from '../erasure/unnamed';
import { noAlias, Personas, type Standing } from '../personas/personas.service';
import { ReadingService } from '../reading/reading.service';
import { KnownThreads } from '../threads/known-threads';
import { readThread } from '../threads/thread.policy';
import type { Thread } from '../threads/thread.schema';
import { Checkers } from '../waiting/checkers';
import { allWords, Checks } from '../waiting/checks';
import { OwnWaiting } from '../waiting/own-waiting.service';
import { aboutPost, type ToWait, WaitingRoom } from '../waiting/waiting-room';
import type { Waiting } from '../waiting/waiting.schema';
import { differences } from './differences';
import { createPost, editPost, reactToPost, readPost, readWords, removePost, withdrawPost } from './post.policy';
import { PostAccess } from './post-access';
import { PostPresenter } from './post.presenter';
import { Post } from './post.schema';
import { mostFormer, PostWrites, says, withReaction, withText, type Wording } from './post-writes';
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
  textVersion: number;
  isHidden: boolean;
  by: Author;
  /** As it is shown; null where the name was taken off. */
  author: string | null;
}

/** Posts: writing, editing, taking back, removing, reacting. */
@Injectable()
export class PostsService {
  constructor(
    @InjectModel(Post.name) private readonly posts: Model<Post>,
    private readonly knownThreads: KnownThreads,
    private readonly publisher: Publisher,
    private readonly writes: PostWrites,
    private readonly access: PostAccess,
    private readonly presenter: PostPresenter,
    private readonly authors: Authors,
    private readonly personas: Personas,
    private readonly checkers: Checkers,
    private readonly checks: Checks,
    private readonly pictures: Pictures,
    private readonly room: WaitingRoom,
    private readonly ownWaiting: OwnWaiting,
    private readonly reading: ReadingService,
    private readonly policies: Policies,
    private readonly creations: Creations,
    private readonly erased: Erased,
    private readonly unnamed: Unnamed,
    private readonly audit: AuditTrail,
    private readonly memory: Memory,
    private readonly days: Days,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /**
   * Writes a post into a thread, as whom its author chose; it may have to wait. The same request again answers the same; with
   * another text it is `key-reused`. Throws `thread-closed` where nothing more can be written, and what `Personas` says of the choice.
   */
  async create(actor: SignedIn, threadId: string, request: NewPost): Promise<WrittenPost> {
    const thread = await this.knownThreads.byId(threadId);
    if (!thread) throw notFound();
    this.policies.authorize(actor, readThread, thread);
    const standing = await this.personas.now(actor, threadId);
    const as = this.personas.expectChoice(request, standing);
    return as === 'alias'
      ? this.createAsAlias(actor, thread, request, standing)
      : this.createAsSelf(actor, thread, request);
  }

  private async createAsSelf(actor: SignedIn, thread: Thread, request: NewPost): Promise<WrittenPost> {
    const threadId = thread._id;
    const creation = this.creations.stamp(actor, `${createPost.name}/${threadId}`, request);
    const waits = (await this.room.holdsOf(actor.memberId)) ? await this.room.madeBefore(creation.key) : null;
    if (waits) {
      this.creations.expectSame(waits.creation, creation);
      return this.ownWaiting.present(actor, waits);
    }
    if (thread.state === 'closed') {
      // Its answer may have been lost before that: what stands was not refused.
      const before = await this.publisher.madeBefore(threadId, creation);
      if (!before) throw new DomainError('thread-closed');
      this.creations.expectSame(before.creation, creation);
      return this.presenter.presentOne(before);
    }
    this.policies.authorize(actor, createPost, thread);
    const replyTo = await this.expectReplyTo(threadId, request);
    const author: Author = { kind: 'member', memberId: actor.memberId };
    const contentNote = request.contentNote ?? null;
    const why = await this.checks.ofMember(actor, thread, request.text);
    if (why !== null || request.pictures?.length) {
      const before = await this.publisher.madeBefore(threadId, creation);
      if (before) {
        this.creations.expectSame(before.creation, creation);
        return this.presenter.presentOne(before);
      }
    }
    const pictures = await this.pictures.expect(request.pictures ?? []);
    if (why !== null) {
      const { text } = request;
      const choice = await this.choiceOf(actor, thread, request);
      const words = { text, ...holding(pictures), contentNote };
      const wanted = { kind: 'post' as const, threadId, author, replyTo, ...words, why, ...choice, creation };
      return this.ownWaiting.present(actor, await this.takeIn(wanted, true));
    }
    const { post, again } = await this.publisher.publish({
      _id: this.ids.next(),
      threadId,
      replyTo,
      author,
      state: 'published',
      text: request.text,
      bodyHtml: renderMarkdown(request.text, { threadId }),
      ...holding(pictures),
      contentNote,
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
    await this.pictures.settle(pictures);
    return this.presenter.presentOne(post);
  }

  /** Nothing of this is kept by the member: not the post, not the key of the request, not that they have read it (P2a). */
  private async createAsAlias(
    actor: SignedIn,
    thread: Thread,
    request: NewPost,
    standing: Standing,
  ): Promise<WrittenPost> {
    const threadId = thread._id;
    const before = standing.current && (await this.madeAs(actor, standing.current, threadId, request));
    if (before) return before;
    if (thread.state === 'closed') throw new DomainError('thread-closed');
    this.policies.authorize(actor, createPost, thread);
    const replyTo = await this.expectReplyTo(threadId, request);
    // Before an alias is made of it: what is refused leaves nothing behind.
    await this.checkers.expectOne(actor, thread.audience, request.checker);
    const pictures = await this.pictures.expect(request.pictures ?? []);
    const alias = await this.personas.take(actor, thread, request, standing);
    const author: Author = { kind: 'alias', aliasId: alias._id };
    const why = await this.checks.ofAlias(alias, thread, allWords({ ...request, pictures }), pictures.length > 0);
    const wanted = {
      kind: 'post' as const,
      threadId,
      author,
      replyTo,
      text: request.text,
      contentNote: request.contentNote ?? null,
      ...holding(pictures),
      why,
      ...(why === null ? {} : await this.choiceOf(actor, thread, request)),
      creation: this.creations.stampFor(alias.voice, `${createPost.name}/${threadId}`, request),
    };
    return this.ownWaiting.present(actor, await this.takeIn(wanted, why !== null));
  }

  /** It waits, and holds its pictures from now on. */
  private async takeIn(wanted: ToWait, held: boolean): Promise<Waiting> {
    const waiting = await this.room.take(wanted, held);
    await this.pictures.settle(wanted.pictures);
    return waiting;
  }

  /** What the same request made as this alias before, whether it waits still or is out by now. */
  private async madeAs(
    actor: SignedIn,
    { voice }: KnownAlias,
    threadId: string,
    request: NewPost,
  ): Promise<WrittenPost | undefined> {
    const creation = this.creations.stampFor(voice, `${createPost.name}/${threadId}`, request);
    const waits = await this.room.madeBefore(creation.key);
    // In this order: what leaves is copied before it is taken away.
    const out = waits ? null : await this.publisher.madeBefore(threadId, creation);
    if (!waits && !out) return undefined;
    this.creations.expectSame((waits ?? out)?.creation, creation);
    return waits ? this.ownWaiting.present(actor, waits) : out ? this.presenter.presentOne(out) : undefined;
  }

  /** Who alone may read it before it comes out, as its author chose. */
  private async choiceOf(
    actor: SignedIn,
    { audience }: Thread,
    { checker, goOn = false }: NewPost,
  ): Promise<{ chosen: string | null; goesOn: boolean }> {
    return { chosen: await this.checkers.expectOne(actor, audience, checker), goesOn: goOn };
  }

  private async expectReplyTo(threadId: string, request: NewPost): Promise<number | null> {
    const replyTo = request.replyTo ?? null;
    if (replyTo !== null && !(await this.publisher.hasNumber(threadId, replyTo)))
      throw wrongField('replyTo', 'There is no such post in this thread.');
    return replyTo;
  }

  /** The text as it was written, for editing it and for quoting from it. */
  async source(actor: SignedIn, id: string): Promise<PostSource> {
    const { post, facts } = await this.access.find(actor, id);
    this.policies.authorize(actor, readWords, facts);
    const { threadId, number, text, contentNote, textVersion, pictures } = post;
    return { place: { threadId, number }, text, pictures: presentPictures(pictures), contentNote, textVersion };
  }

  /** The pictures that go with its words, also those of earlier revisions: for who may read those. */
  async picturesOf(actor: SignedIn, id: string): Promise<PostPicture[]> {
    const { post, facts } = await this.access.find(actor, id);
    this.policies.authorize(actor, readWords, facts);
    return [post, ...post.former].flatMap(({ pictures }) => pictures ?? []);
  }

  /** A post as it is told on in a report: its exact words, and whose they are, as far as that is shown. */
  async quote(actor: SignedIn, id: string): Promise<QuotedPost> {
    const { post, facts } = await this.access.find(actor, id);
    this.policies.authorize(actor, readWords, facts);
    return this.quoted(post);
  }

  /** The same by its place. */
  async quoteAt(actor: SignedIn, threadId: string, number: number): Promise<QuotedPost> {
    const post = await this.posts.findOne({ threadId, number }, { _id: 1 }).lean();
    if (!post) throw notFound();
    return this.quote(actor, post._id);
  }

  /**
   * The same for what is reported now: it may have been hidden while somebody read it, and what they have to say of it is taken all the
   * same. They are not to be shown this.
   */
  async reported(actor: SignedIn, id: string): Promise<QuotedPost> {
    const { post } = await this.access.find(actor, id);
    if (post.state !== 'published' && post.state !== 'hidden') throw notFound();
    return this.quoted(post);
  }

  /** Whether the actor wrote it, under whatever name. */
  async isOwn(actor: SignedIn, { id: _id, threadId, by }: QuotedPost): Promise<boolean> {
    if (by.kind !== 'alias') return isBy(this.unnamed.authorFor(actor.memberId, { _id, author: by }), actor.memberId);
    const { mine } = await this.personas.now(actor, threadId);
    return isBy(
      by,
      actor.memberId,
      mine.map(({ _id }) => _id),
    );
  }

  private async quoted(post: Post): Promise<QuotedPost> {
    const { _id: id, threadId, number, text, textVersion, author, state } = post;
    const shown = (await this.authors.views([author]))(author);
    return {
      id,
      threadId,
      number,
      text,
      textVersion,
      isHidden: state === 'hidden',
      by: author,
      author: 'name' in shown ? shown.name : null,
    };
  }

  /** Every text the post had, oldest first; none once it was taken back or removed. */
  async revisions(actor: SignedIn, id: string): Promise<RevisionList> {
    const { post, facts } = await this.access.find(actor, id);
    this.policies.authorize(actor, readWords, facts);
    const { threadId, number, textVersion, text, editedAt, publishedAt } = post;
    const texts = [...post.former, { textVersion, text, pictures: post.pictures, at: editedAt ?? publishedAt }];
    // Everybody waits while it is done: once is enough. What led to a version never changes, whatever else does.
    const parts = await this.memory.get(
      `revisions/${id}/${textVersion}`,
      [],
      () => Promise.resolve(differences(texts.map((revision) => revision.text))),
      (compared) => JSON.stringify(compared).length,
    );
    return {
      place: { threadId, number },
      revisions: texts.map((revision, index) => ({
        textVersion: revision.textVersion,
        at: post.author.kind === 'alias' ? dayText(revision.at) : revision.at.toISOString(),
        parts: parts[index] ?? [],
        pictures: presentPictures(revision.pictures),
      })),
    };
  }

  /**
   * Throws `changed-meanwhile` where the text is not the one that was edited, and `edited-too-often`. What an alias changes comes
   * out with the next half-hour, and what has to be checked after that: both answer as what waits.
   */
  async edit(actor: SignedIn, id: string, request: PostEdit): Promise<WrittenPost> {
    const { post, thread, facts, standing } = await this.access.find(actor, id);
    const { author } = post;
    this.policies.authorize(actor, editPost, facts);
    const pictures = await this.picturesFor(request, post);
    const edit = textOf(post, request, pictures);
    if (!edit) return this.presenter.presentOne(post);
    const { threadId } = post;
    const wanted = { kind: 'edit' as const, threadId, author, postId: id, ...edit, ...holding(edit.pictures) };
    if (author.kind === 'alias') {
      const alias = standing.mine.find(({ _id }) => _id === author.aliasId);
      const why = alias ? await this.checks.ofAlias(alias, thread, allWords(edit), addsTo(post, edit)) : 'first';
      return this.ownWaiting.present(actor, await this.takeInstead({ ...wanted, why }, why !== null));
    }
    const why = await this.checks.ofMembersEdit(actor, thread, edit.text);
    if (why !== null) return this.ownWaiting.present(actor, await this.takeInstead({ ...wanted, why }, true));
    const view = await this.change(actor, id, editPost, (now) => {
      const newer = textOf(now, request, pictures);
      return newer && withText(now, { ...newer, at: this.clock.now() });
    });
    await this.pictures.settle(pictures);
    return view;
  }

  /**
   * The pictures that an edit leaves or adds; undefined where it says nothing of them. Those of an edit that waits already are there
   * too: its answer may have been lost.
   */
  private async picturesFor({ pictures: given }: PostEdit, post: Post): Promise<PostPicture[] | undefined> {
    if (!given) return undefined;
    const waiting = await this.room.find({ ...aboutPost(post._id), kind: 'edit', author: post.author });
    return this.pictures.expect(
      given,
      [post, ...waiting].flatMap(({ pictures }) => pictures ?? []),
    );
  }

  private async takeInstead(wanted: ToWait & { postId: string }, held: boolean): Promise<Waiting> {
    const waiting = await this.room.takeInstead(wanted, held);
    await this.pictures.settle(wanted.pictures);
    return waiting;
  }

  /** Takes a post back: a tombstone keeps the replies, and no text of it is shown again. At once, also what an alias wrote. */
  async withdraw(actor: SignedIn, id: string): Promise<PostView> {
    const today = await this.days.today();
    await this.access.expect(actor, id, withdrawPost);
    await this.erased.add(['withdrawn', id]);
    const view = await this.change(actor, id, withdrawPost, (post) => {
      if (post.state === 'withdrawn') return undefined;
      if (post.state !== 'published' && post.state !== 'hidden') throw new DomainError('already-done');
      const at = post.author.kind === 'alias' ? today : this.clock.now();
      return { $set: { state: 'withdrawn', gone: { at, reason: null, to: null } } };
    });
    await this.room.dropAbout(id);
    return view;
  }

  async remove(actor: SignedIn, id: string, reason: string): Promise<PostView> {
    const line = (post: Post) =>
      this.audit.change({ act: 'post.removed', by: actor.memberId, about: { post: id, thread: post.threadId } });
    await this.access.expect(actor, id, removePost);
    await this.erased.add(['removed', id]);
    const view = await this.change(
      actor,
      id,
      removePost,
      (post) => {
        if (post.state !== 'published' && post.state !== 'hidden') throw new DomainError('already-done');
        return { $set: { state: 'removed', gone: { at: this.clock.now(), reason, to: null } } };
      },
      line,
    );
    // A change of it that waits would come out nowhere.
    await this.room.dropAbout(id);
    return view;
  }

  /**
   * Says a word about a post, or takes it back; saying it twice is saying it once. A page from before somebody had an alias here does
   * not say as whom; after that it has to.
   */
  async react(actor: SignedIn, id: string, request: ReactionRequest): Promise<WrittenPost> {
    const { kind, on } = request;
    const { post, facts, standing } = await this.access.find(actor, id);
    const as = this.personas.expectChoice(
      { as: request.as ?? (standing.current ? undefined : 'self'), sure: request.sure },
      standing,
    );
    const { current } = standing;
    if (as === 'self')
      return this.change(actor, id, reactToPost, (now) => withReaction(now, { kind, by: actor.memberId }, on));
    this.policies.authorize(actor, reactToPost, facts);
    if (!current || current.step === 'bar') throw new DomainError('no-alias-here');
    const author: Author = { kind: 'alias', aliasId: current._id };
    const wanted = { kind: 'reaction' as const, threadId: post.threadId, author, postId: id, reaction: { kind, on } };
    return this.ownWaiting.present(actor, await this.room.takeInstead(wanted, false));
  }

  private async change(
    actor: SignedIn,
    id: string,
    action: typeof editPost,
    updateOf: (post: Post) => UpdateQuery<Post> | undefined,
    auditLine?: (post: Post) => PendingChange,
  ): Promise<PostView> {
    const changed = await this.writes.change(id, async (post) => {
      const standing = post.author.kind === 'alias' ? await this.personas.now(actor, post.threadId) : noAlias;
      const { facts } = await this.access.factsOf(actor, post, standing);
      this.policies.authorize(actor, readPost, facts);
      this.policies.authorize(actor, action, facts);
      const update = updateOf(post);
      return update && { update, words: action !== reactToPost, lines: auditLine ? [auditLine(post)] : [] };
    });
    return this.presenter.presentOne(changed);
  }
}

/** What an edit leads to; undefined where the post says that already. */
function textOf(post: Post, request: PostEdit, pictures = post.pictures ?? []): Wording | undefined {
  const contentNote = request.contentNote === undefined ? post.contentNote : request.contentNote;
  const wording = { text: request.text, contentNote, pictures };
  if (says(post, wording)) return undefined;
  // Asked only now: what was saved already, and its answer lost, is saved.
  if (post.textVersion !== request.textVersion) throw new DomainError('changed-meanwhile');
  if (post.former.length >= mostFormer) throw new DomainError('edited-too-often');
  return wording;
}

/** Whether an edit brings a picture that the post does not have. */
function addsTo({ pictures: before }: Post, { pictures }: Wording): boolean {
  return pictures.some(({ id }) => !idsIn(before).includes(id));
}
