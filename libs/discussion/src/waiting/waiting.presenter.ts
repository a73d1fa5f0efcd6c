import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { AuthorView, WaitingView } from '@throughline/contracts';
import type { WaitingState } from '@throughline/contracts/names';
import { renderMarkdown } from '@throughline/platform';
import { trusted, type Model } from 'mongoose';
import type { Author } from '../author';
import { Authors } from '../authors';
import { Days, daysBetween } from '../days';
import { Post } from '../posts/post.schema';
import { Thread } from '../threads/thread.schema';
import type { Waiting } from './waiting.schema';

/** The only place that makes JSON of what waits: no time, and to who checks it never who wrote it. */
@Injectable()
export class WaitingPresenter {
  constructor(
    @InjectModel(Thread.name) private readonly threads: Model<Thread>,
    @InjectModel(Post.name) private readonly posts: Model<Post>,
    private readonly authors: Authors,
    private readonly days: Days,
  ) {}

  /** To its author, or to who checks it; with what the reader may do to each. */
  async present(
    waiting: readonly Waiting[],
    to: 'author' | 'checker',
    abilitiesOf: (one: Waiting) => string[],
  ): Promise<WaitingView[]> {
    if (waiting.length === 0) return [];
    const shownAs = ({ author }: Waiting): Author =>
      to === 'checker' && author.kind === 'member' ? { kind: 'unnamed' } : author;
    const [authorOf, titles, numbers, today] = await Promise.all([
      this.authors.views(waiting.map(shownAs)),
      this.titlesOf(waiting),
      this.numbersOf(waiting),
      this.days.today(),
    ]);
    return waiting.map((one) => ({
      waits: true,
      id: one._id,
      threadId: one.threadId,
      title: one.starts?.title ?? titles.get(one.threadId) ?? '',
      starts: one.starts !== null,
      kind: one.kind,
      of: one.postId === null ? null : (numbers.get(one.postId) ?? null),
      author: authorOf(shownAs(one)) satisfies AuthorView,
      replyTo: one.replyTo,
      text: one.text,
      bodyHtml: renderMarkdown(one.text, { threadId: one.threadId }),
      contentNote: one.contentNote,
      reaction: one.reaction?.kind ?? null,
      state: shownState(one),
      days: daysBetween(one.on, today),
      talk: one.talk.map(({ by, text, on }) => ({ by, text, days: daysBetween(on, today) })),
      reason: one.reason,
      revision: one.revision,
      abilities: abilitiesOf(one),
    }));
  }

  private async titlesOf(waiting: readonly Waiting[]): Promise<ReadonlyMap<string, string>> {
    const ids = [...new Set(waiting.map(({ threadId }) => threadId))];
    const found = await this.threads.find({ _id: trusted({ $in: ids }) }, { title: 1 }).lean();
    return new Map(found.map(({ _id, title }) => [_id, title]));
  }

  private async numbersOf(waiting: readonly Waiting[]): Promise<ReadonlyMap<string, number>> {
    const ids = waiting.flatMap(({ postId }) => postId ?? []);
    if (ids.length === 0) return new Map();
    const found = await this.posts.find({ _id: trusted({ $in: ids }) }, { number: 1 }).lean();
    return new Map(found.map(({ _id, number }) => [_id, number]));
  }
}

/** What is on its way out is shown as what comes out with the next half-hour. */
function shownState({ state }: Waiting): WaitingState {
  return state === 'leaving' || state === 'gone' ? 'due' : state;
}
