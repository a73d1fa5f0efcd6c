import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ThreadPage } from '@throughline/contracts';
import { PostsService, Review, ThreadPagesService, ThreadsService } from '@throughline/discussion';
import type { SignedIn } from '@throughline/kernel';
import type { Cast } from './cast';
import { people } from './people';
import type { StoryPost, StoryThread } from './story';
import { threads } from './threads';

/** Posts of a thread follow each other in this time. */
const pace = 47 * 60_000;

/** What is said in threads, and who has read how much of it. */
export class Telling {
  constructor(
    private readonly app: NestFastifyApplication,
    private readonly cast: Cast,
  ) {}

  async tell(story: StoryThread): Promise<void> {
    const starts = new Date(story.on).getTime();
    // Its state is told a little after the last of its posts.
    const last = new Date(story.posts.at(-1)?.on ?? story.on).getTime();
    const at = (index: number) => {
      const post = story.posts[index];
      return new Date(post?.on ?? Math.max(starts + index * pace, post ? 0 : last + pace));
    };
    const [first, ...rest] = story.posts;
    if (!first) return;
    const starter = this.cast.actor(first.by);
    const sessionId = story.session ? (this.cast.sessionIds.get(story.session) ?? null) : null;
    const circleId = story.circle ? (this.cast.circleIds.get(story.circle) ?? null) : null;
    const kind = circleId ? 'circle' : (story.audience ?? 'members');
    const thread = await this.cast.clock.pretend(at(0), () =>
      this.app.get(ThreadsService).create(starter, {
        key: this.cast.key(),
        themeId: this.cast.themeId(story.theme),
        sessionId,
        kind: story.kind,
        audience: { kind, id: circleId ?? (kind === 'session' ? sessionId : null) },
        title: story.title,
        text: first.before ?? first.text,
        mightKnow: story.mightKnow ?? [],
        contentNote: first.note ?? null,
        as: 'self',
      }),
    );
    this.cast.threadIds.set(story.title, thread.id);
    const page = await this.pageOf(starter, thread.id);
    const ids = [page.posts[0]?.id ?? ''];
    for (const [index, post] of rest.entries()) {
      ids.push(await this.cast.clock.pretend(at(index + 1), () => this.write(thread.id, post)));
    }
    await this.cast.clock.pretend(at(story.posts.length), async () => {
      for (const [index, post] of story.posts.entries()) await this.finish(ids[index] ?? '', post);
      await this.conclude(thread.id, story);
    });
  }

  /** People have read most of it: what each finds unread is the end of some threads, as after a few days away. */
  async readTheRest(): Promise<void> {
    const pages = this.app.get(ThreadPagesService);
    const lists = await this.app.get(ThreadsService).startedIds();
    for (const [turn, person] of people.entries()) {
      const actor = this.cast.actor(person.key);
      for (const [index, { id, audience, lastNumber }] of lists.entries()) {
        if (!actor.audiences.includes(audience)) continue;
        const left = (index + turn) % 6 === 0 ? Math.min(2, lastNumber - 1) : 0;
        if (lastNumber - left > 0) await pages.markRead(actor, id, [[1, lastNumber - left]]);
      }
    }
  }

  async postId(thread: string, number: number): Promise<string> {
    const { posts } = await this.pageOf(this.cast.actor('tansy'), this.cast.threadIds.get(thread) ?? '');
    return posts.find((post) => post.number === number)?.id ?? '';
  }

  /** Who wrote a post of the story. */
  authorOf(title: string, number: number): SignedIn {
    const story = threads.find((thread) => thread.title === title);
    return this.cast.actor(story?.posts[number - 1]?.by ?? '');
  }

  /** Writes a post of the story, and answers its id; under another name a moderator reads it before it is out. */
  private async write(threadId: string, post: StoryPost): Promise<string> {
    const made = await this.app.get(PostsService).create(this.cast.actor(post.by), threadId, {
      key: this.cast.key(),
      text: post.before ?? post.text,
      replyTo: post.to ?? null,
      contentNote: post.note ?? null,
      as: post.underAlias ? 'alias' : 'self',
    });
    if (!post.underAlias) return made.id;
    await this.app.get(Review).publish(this.cast.actor('tansy'), made.id, made.revision, null);
    return (await this.pageOf(this.cast.actor('tansy'), threadId)).posts.at(-1)?.id ?? '';
  }

  /** What happened to a post afterwards. */
  private async finish(id: string, post: StoryPost): Promise<void> {
    const posts = this.app.get(PostsService);
    if (post.before !== undefined) await posts.edit(this.cast.actor(post.by), id, { text: post.text, textVersion: 1 });
    if (post.withdrawn) await posts.withdraw(this.cast.actor(post.by), id);
    for (const [by, kind] of post.reactions ?? []) await posts.react(this.cast.actor(by), id, { kind, on: true });
  }

  private async conclude(threadId: string, story: StoryThread): Promise<void> {
    const chair = this.cast.actor('tansy');
    const service = this.app.get(ThreadsService);
    if (story.answer !== undefined) await service.edit(chair, threadId, { answer: story.answer });
    if (story.pinned) await service.edit(chair, threadId, { pinned: true });
    if (story.summary) await service.summarise(chair, threadId, { points: story.summary });
    if (story.state) await service.edit(chair, threadId, { state: story.state });
  }

  private async pageOf(actor: SignedIn, threadId: string): Promise<ThreadPage> {
    return JSON.parse(String(await this.app.get(ThreadPagesService).page(actor, threadId, { page: 1 }))) as ThreadPage;
  }
}
