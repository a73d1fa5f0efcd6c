import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { trusted, type Model } from 'mongoose';
import { Consents, type Usable } from '../consents/consents';
import { Post } from '../posts/post.schema';
import type { Summary, Thread } from './thread.schema';

type Found = Usable & Pick<Post, 'threadId' | 'number' | 'formerly'>;

/**
 * Which points of a summary stand: those whose every post may be used in one. So a point goes in the moment in which its author takes
 * the words back, wherever it is shown.
 */
@Injectable()
export class SummaryPoints {
  constructor(
    @InjectModel(Post.name) private readonly posts: Model<Post>,
    private readonly consents: Consents,
  ) {}

  /** Answers, for summaries of these threads, what of each is shown; null where nothing is left of it. */
  async shown(
    threads: readonly Pick<Thread, '_id' | 'summary' | 'offeredSummary'>[],
  ): Promise<(threadId: string, summary: Summary | null | undefined) => Summary | null> {
    const places = threads.flatMap(({ _id, summary, offeredSummary }) => {
      const numbers = [summary, offeredSummary].flatMap((one) => one?.points.flatMap((point) => point.numbers) ?? []);
      return numbers.length > 0 ? [{ threadId: _id, numbers: [...new Set(numbers)] }] : [];
    });
    const usable = new Map<string, ReadonlySet<number>>();
    for (const { threadId, numbers } of places) usable.set(threadId, await this.usableIn(threadId, numbers));
    return (threadId, summary) => {
      if (!summary) return null;
      const points = summary.points.filter(({ numbers }) =>
        numbers.every((number) => usable.get(threadId)?.has(number) ?? false),
      );
      return points.length === 0 ? null : { ...summary, points };
    };
  }

  /** Those of these numbers of a thread that a summary may name; one that was moved is asked about where it is now. */
  async usableIn(threadId: string, numbers: readonly number[]): Promise<ReadonlySet<number>> {
    const wanted = trusted({ $in: [...numbers] });
    const fields = { threadId: 1, number: 1, formerly: 1, state: 1, author: 1, consents: 1 } as const;
    const here = await this.posts.find({ threadId, number: wanted }, fields).lean<Found[]>();
    const elsewhere = here.some(({ state }) => state === 'moved')
      ? await this.posts
          .find({ formerly: trusted({ $elemMatch: { threadId, number: { $in: [...numbers] } } }) }, fields)
          .lean<Found[]>()
      : [];
    const usable = await this.consents.usable([...here, ...elsewhere], 'summary');
    return new Set([
      ...here.filter(({ _id }) => usable.has(_id)).map(({ number }) => number),
      ...elsewhere
        .filter(({ _id }) => usable.has(_id))
        .flatMap(({ formerly }) => formerly.filter((place) => place.threadId === threadId).map(({ number }) => number)),
    ]);
  }
}
