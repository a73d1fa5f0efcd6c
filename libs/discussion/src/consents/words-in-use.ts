import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { AuthorView } from '@throughline/contracts';
import type { WordUse } from '@throughline/contracts/names';
import { Aliases } from '@throughline/identity';
import { DomainError, Policies, type SignedIn } from '@throughline/kernel';
import { Secrets } from '@throughline/platform';
import { trusted, type Model } from 'mongoose';
import { Authors } from '../authors';
import { joinedPassages, ownWords, type Passage, plainWords, sentencesOf } from '../posts/plain-words';
import { ReadText, type Stretch } from '../posts/read-text';
import { chooseUses, linkWords } from '../posts/post.policy';
import { PostAccess } from '../posts/post-access';
import { Post } from '../posts/post.schema';
import { PostWrites } from '../posts/post-writes';
import { Thread } from '../threads/thread.schema';
import { Consents } from './consents';

/** Words of a post as another feature keeps them: where they stand, and a keyed digest of them; never the words. */
export interface LinkedPassages {
  postId: string;
  /** Of which text of the post, by its version. */
  textVersion: number;
  passages: Passage[];
  digest: string;
}

/** How linked words stand now. What is gone has none. */
export interface WordsStanding {
  standing: 'live' | 'changed' | 'gone';
  /** Who may read the thread that they stand in; null where there is no such post. */
  audience: string | null;
  threadId: string | null;
}

/** Linked words with what is shown of them. */
export interface WordsShown {
  place: { threadId: string; number: number; title: string };
  author: AuthorView;
  standing: 'live' | 'changed';
  contentNote: string | null;
  passages: { before: string; exact: string; after: string }[];
  /** What the post says by now, where it says something else. */
  now: string | null;
}

interface ChosenPassages {
  post: string;
  textVersion: number;
  passages: readonly (Passage & { exact: string })[];
}

/** What was chosen of the text that was on the screen. */
interface ChosenOnScreen extends Stretch {
  textVersion: number;
}

const placed = { threadId: 1, number: 1, state: 1, author: 1, consents: 1, textVersion: 1 } as const;

/**
 * Words of posts that are shown elsewhere, for uses that each author can take back. Nothing is copied: what is shown is put in from the
 * post when it is asked for (docs/decisions/0020, 0026).
 */
@Injectable()
export class WordsInUse {
  constructor(
    @InjectModel(Post.name) private readonly posts: Model<Post>,
    @InjectModel(Thread.name) private readonly threads: Model<Thread>,
    private readonly access: PostAccess,
    private readonly consents: Consents,
    private readonly authors: Authors,
    private readonly writes: PostWrites,
    private readonly policies: Policies,
    private readonly secrets: Secrets,
    private readonly aliases: Aliases,
  ) {}

  /**
   * A post to choose words from, in sentences; and the words that were chosen on the screen, by which of the letters that are read they are.
   * Throws `not-found` and `not-allowed`.
   */
  async toChooseFrom(actor: SignedIn, id: string, use: WordUse, on?: ChosenOnScreen) {
    const { post, thread, facts } = await this.access.find(actor, id);
    this.policies.authorize(actor, linkWords, facts);
    const { text, textVersion, contentNote, author } = post;
    const authorOf = await this.authors.views([author]);
    const read = new ReadText(text);
    return {
      post: id,
      place: { threadId: thread._id, number: post.number, title: thread.title },
      kind: thread.kind,
      themeId: thread.themeId,
      sessionId: thread.sessionId,
      author: authorOf(author),
      contentNote,
      textVersion,
      sentences: sentencesOf(text).map(({ start, end }) => {
        const exact = text.slice(start, end);
        return { start, end, exact, shown: read.words({ start, end }) };
      }),
      chosen: on?.textVersion === textVersion ? chosenIn(text, read, on) : null,
      mayUse: await this.consents.mayUse(post, use),
    };
  }

  /**
   * The passages as they are kept, with where they stand. Throws `not-those-words` where that text of the post says something else
   * there, and `words-not-given` where its author does not let it be used.
   */
  async expect(actor: SignedIn, chosen: ChosenPassages, use: WordUse) {
    const { post, thread, facts } = await this.access.find(actor, chosen.post);
    this.policies.authorize(actor, linkWords, facts);
    if (!(await this.consents.mayUse(post, use))) throw new DomainError('words-not-given');
    const text = textOf(post, chosen.textVersion) ?? '';
    const isThere = ({ start, end, exact }: Passage & { exact: string }) =>
      start < end && end <= text.length && exact.trim() !== '' && text.slice(start, end) === exact;
    if (text === '' || !chosen.passages.every(isThere)) throw new DomainError('not-those-words');
    const passages = joinedPassages(text, chosen.passages);
    const { textVersion } = chosen;
    const words: LinkedPassages = {
      postId: post._id,
      textVersion,
      passages,
      digest: this.digest(post._id, textVersion, text, passages),
    };
    return {
      words,
      thread: { id: thread._id, themeId: thread.themeId, sessionId: thread.sessionId },
      audience: thread.audience,
    };
  }

  /** How words stand now, by their posts: whether they may be used is asked anew each time. */
  async standings(links: readonly Pick<LinkedPassages, 'postId' | 'textVersion'>[], use: WordUse) {
    const ids = [...new Set(links.map(({ postId }) => postId))];
    const posts = ids.length === 0 ? [] : await this.posts.find({ _id: trusted({ $in: ids }) }, placed).lean<Post[]>();
    const [usable, audiences] = await Promise.all([this.consents.usable(posts, use), this.audiencesOf(posts)]);
    const byId = new Map(posts.map((post) => [post._id, post]));
    return ({ postId, textVersion }: Pick<LinkedPassages, 'postId' | 'textVersion'>): WordsStanding => {
      const post = byId.get(postId);
      const audience = post ? (audiences.get(post.threadId)?.audience ?? null) : null;
      const place = { audience, threadId: post?.threadId ?? null };
      if (!post || audience === null || !usable.has(postId)) return { standing: 'gone', ...place };
      return { standing: post.textVersion === textVersion ? 'live' : 'changed', ...place };
    };
  }

  /** What is shown of linked words now; undefined where they may not be used, or are not what was linked. Who may read them is asked before. */
  async shown(links: readonly LinkedPassages[], use: WordUse) {
    const ids = [...new Set(links.map(({ postId }) => postId))];
    const posts = ids.length === 0 ? [] : await this.posts.find({ _id: trusted({ $in: ids }) }).lean<Post[]>();
    const [usable, threads, authorOf] = await Promise.all([
      this.consents.usable(posts, use),
      this.audiencesOf(posts),
      this.authors.views(posts.map(({ author }) => author)),
    ]);
    const byId = new Map(posts.map((post) => [post._id, post]));
    return (link: LinkedPassages): WordsShown | undefined => {
      const post = byId.get(link.postId);
      const text = post && textOf(post, link.textVersion);
      const thread = post && threads.get(post.threadId);
      if (!thread || text === undefined || !usable.has(post._id) || !this.isAsLinked(link, text)) return undefined;
      const changed = post.textVersion !== link.textVersion;
      const read = new ReadText(text);
      return {
        place: { threadId: post.threadId, number: post.number, title: thread.title },
        author: authorOf(post.author),
        standing: changed ? 'changed' : 'live',
        contentNote: post.contentNote,
        passages: link.passages.map((passage) => ({
          ...read.around(passage),
          exact: read.words(passage),
        })),
        now: changed ? plainWords(ownWords(post.text)) : null,
      };
    };
  }

  /** Which of these posts these members wrote under their names: to find out what their choice is about. */
  async writtenBy(memberIds: readonly string[], postIds: readonly string[]): Promise<string[]> {
    const own = { _id: trusted({ $in: [...postIds] }), 'author.memberId': trusted({ $in: [...memberIds] }) };
    return (await this.posts.find(own, { _id: 1 }).lean()).map(({ _id }) => _id);
  }

  /** Which of these posts were written under these aliases. */
  async writtenAs(aliasIds: readonly string[], postIds: readonly string[]): Promise<string[]> {
    const own = { _id: trusted({ $in: [...postIds] }), 'author.aliasId': trusted({ $in: [...aliasIds] }) };
    return (await this.posts.find(own, { _id: 1 }).lean()).map(({ _id }) => _id);
  }

  /**
   * A post, to whoever wrote it and to nobody else; under which name is found out for this question. Throws `not-found` and `not-allowed`.
   */
  async own(actor: SignedIn, id: string) {
    const { threadId, number, author } = await this.access.expect(actor, id, chooseUses);
    return { threadId, number, isAlias: author.kind === 'alias' };
  }

  /** Where posts stand now, for lists; those that are not there are missing. */
  async places(postIds: readonly string[]): Promise<{ id: string; threadId: string; number: number; title: string }[]> {
    const posts = await this.posts
      .find({ _id: trusted({ $in: [...postIds] }) }, { threadId: 1, number: 1, state: 1, author: 1, consents: 1 })
      .lean<Post[]>();
    const threads = await this.audiencesOf(posts);
    return posts.flatMap(({ _id: id, threadId, number }) => {
      const thread = threads.get(threadId);
      return thread ? [{ id, threadId, number, title: thread.title }] : [];
    });
  }

  /** The streams that tell the authors of posts: of an alias one that leads back to nobody. */
  async authorStreams(postIds: readonly string[]): Promise<string[]> {
    const posts = await this.posts.find({ _id: trusted({ $in: [...postIds] }) }, { author: 1 }).lean<Post[]>();
    const aliasIds = posts.flatMap(({ author }) => (author.kind === 'alias' ? [author.aliasId] : []));
    const aliases = aliasIds.length === 0 ? [] : await this.aliases.byIds([...new Set(aliasIds)]);
    return [
      ...posts.flatMap(({ author }) => (author.kind === 'member' ? [`member:${author.memberId}`] : [])),
      ...aliases.map(({ stream }) => `voice:${stream}`),
    ];
  }

  /** Tells pages of posts anew, because what hangs on them is another: from then on it is asked for whenever they are shown. */
  async mark(postIds: readonly string[]): Promise<void> {
    const there = await this.posts.find({ _id: trusted({ $in: [...new Set(postIds)] }) }, { _id: 1 }).lean();
    for (const { _id } of there) await this.writes.change(_id, () => ({ update: { $set: { marked: true } } }));
  }

  private isAsLinked({ postId, textVersion, passages, digest }: LinkedPassages, text: string): boolean {
    return this.digest(postId, textVersion, text, passages) === digest;
  }

  private digest(postId: string, textVersion: number, text: string, passages: readonly Passage[]): string {
    const words = passages.map(({ start, end }) => text.slice(start, end));
    return this.secrets.digest('linked-words', postId, String(textVersion), ...words);
  }

  private async audiencesOf(posts: readonly Post[]): Promise<ReadonlyMap<string, Pick<Thread, 'audience' | 'title'>>> {
    const ids = [...new Set(posts.map(({ threadId }) => threadId))];
    if (ids.length === 0) return new Map();
    const threads = await this.threads.find({ _id: trusted({ $in: ids }) }, { audience: 1, title: 1 }).lean<Thread[]>();
    return new Map(threads.map((thread) => [thread._id, thread]));
  }
}

/** The text that a post had in a version; undefined where it had none. */
function textOf(post: Post, textVersion: number): string | undefined {
  if (post.textVersion === textVersion) return post.text;
  return post.former.find((revision) => revision.textVersion === textVersion)?.text;
}

/** More than this at once is not linked; `passage` in the contracts takes no more. */
const longest = 10_000;

function chosenIn(text: string, read: ReadText, stretch: Stretch) {
  const passage = read.passage(stretch);
  if (!passage || passage.end - passage.start > longest) return null;
  const exact = text.slice(passage.start, passage.end);
  return { ...passage, exact, shown: read.words(passage), ...read.around(passage) };
}
