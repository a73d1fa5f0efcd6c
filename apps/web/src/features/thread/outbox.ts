import type { WrittenPost } from '@throughline/contracts';
import { call, ProblemError } from '../../app/http';
import { forms } from '../../forms/definitions';
import { dropWords, keepWords } from '../../forms/kept-words';
import { texts } from '../../texts/en';
import type { SendingPost } from './thread-context';

/** What was not sent goes again by itself after so long, in milliseconds, unless the server said when. */
const againAfter = 5_000;
/** Refused for what it is, or for who sends it: as it is it would be refused again. */
const finally_ = [400, 401, 403, 404, 409, 413, 422];
const none: readonly SendingPost[] = [];

/**
 * The reader's posts on their way, by thread: they go on being sent, and are kept where they fail, whichever page of the site
 * is shown. In this page's memory alone (safety.md P10).
 */
class Outbox {
  private readonly posts = new Map<string, readonly SendingPost[]>();
  private readonly watchers = new Set<() => void>();
  /** What takes a post that was sent, where its thread is on the screen. */
  private readonly receivers = new Map<string, (written: WrittenPost) => void>();

  readonly of = (threadId: string): readonly SendingPost[] => this.posts.get(threadId) ?? none;

  readonly watch = (changed: () => void): (() => void) => {
    this.watchers.add(changed);
    return () => this.watchers.delete(changed);
  };

  receive(threadId: string, take: (written: WrittenPost) => void): () => void {
    this.receivers.set(threadId, take);
    return () => this.receivers.delete(threadId);
  }

  send(threadId: string, post: SendingPost): void {
    this.set(threadId, [...this.of(threadId), post]);
    // Loading the page anew would lose it: the browser asks first.
    keepWords(nameOf(post.key), {});
    void this.go(threadId, post.key);
  }

  /** Sends again, with the same key: what did arrive before is not there twice. */
  retry(threadId: string, key: string): void {
    this.change(threadId, key, { failed: false, message: '' });
    void this.go(threadId, key);
  }

  /** Takes a post out; undefined where it is not there. */
  take(threadId: string, key: string): SendingPost | undefined {
    const post = this.of(threadId).find((other) => other.key === key);
    this.set(
      threadId,
      this.of(threadId).filter((other) => other !== post),
    );
    dropWords(nameOf(key));
    return post;
  }

  private async go(threadId: string, key: string): Promise<void> {
    const definition = forms['reply'];
    const post = this.of(threadId).find((other) => other.key === key);
    if (!definition || !post) return;
    const fields = { ...post.fields, key, thread: threadId };
    try {
      const sent = (await call(definition.path(fields), 'POST', definition.body(fields))) as WrittenPost;
      this.take(threadId, key);
      this.receivers.get(threadId)?.(sent);
    } catch (error) {
      const { status, problem } =
        error instanceof ProblemError ? error : { status: 500, problem: { message: texts.errors.broken } as never };
      const final = finally_.includes(status);
      const why = problem.issues?.map(({ message }) => message).join(' ') ?? problem.message;
      this.change(threadId, key, { failed: true, final, message: final ? why : texts.errors.whenItCan });
      if (!final) this.goAgain(threadId, key, (problem.retryAfter ?? 0) * 1_000 || againAfter);
    }
  }

  /** Later, or as soon as the line is back; once. */
  private goAgain(threadId: string, key: string, after: number): void {
    const again = () => {
      clearTimeout(timer);
      window.removeEventListener('online', again);
      if (this.of(threadId).some((post) => post.key === key && post.failed)) void this.go(threadId, key);
    };
    const timer = setTimeout(again, after);
    window.addEventListener('online', again);
  }

  private change(threadId: string, key: string, part: Partial<SendingPost>): void {
    this.set(
      threadId,
      this.of(threadId).map((post) => (post.key === key ? { ...post, ...part } : post)),
    );
  }

  private set(threadId: string, posts: readonly SendingPost[]): void {
    this.posts.set(threadId, posts);
    for (const changed of this.watchers) changed();
  }
}

function nameOf(key: string): string {
  return `sending/${key}`;
}

export const outbox = new Outbox();
