import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { trusted, type Model } from 'mongoose';
import { Post } from '../posts/post.schema';
import { Thread } from '../threads/thread.schema';
import type { Waiting } from './waiting.schema';

export type Place = Pick<Thread, '_id' | 'title' | 'audience' | 'state' | 'checkFirst' | 'lastNumber' | 'mergedInto'>;
const placeFields = { title: 1, audience: 1, state: 1, checkFirst: 1, lastNumber: 1, mergedInto: 1 } as const;

/** More threads than this have never been put into one another, one after the other. */
const mostSteps = 20;

/** Where what waits belongs by now: its thread may have become part of another, and the post that it changes may have been moved. */
@Injectable()
export class WaitingPlaces {
  constructor(
    @InjectModel(Thread.name) private readonly threads: Model<Thread>,
    @InjectModel(Post.name) private readonly posts: Model<Post>,
  ) {}

  /** By the ids of what waits; of what begins a thread that is not there yet there is none. */
  async of(waiting: readonly Waiting[]): Promise<ReadonlyMap<string, Place>> {
    const moved = await this.threadsOfPosts(waiting.flatMap(({ postId }) => postId ?? []));
    const wanted = new Map(
      waiting.map(({ _id, threadId, postId }) => [_id, (postId === null ? undefined : moved.get(postId)) ?? threadId]),
    );
    const found = new Map<string, Place>();
    let lacking = [...new Set(wanted.values())];
    for (let step = 0; step < mostSteps && lacking.length > 0; step += 1) {
      const threads = await this.threads.find({ _id: trusted({ $in: lacking }) }, placeFields).lean<Place[]>();
      for (const thread of threads) found.set(thread._id, thread);
      lacking = threads.flatMap(({ mergedInto }) => (mergedInto && !found.has(mergedInto) ? [mergedInto] : []));
    }
    return new Map(
      [...wanted].flatMap(([id, threadId]) => {
        let place = found.get(threadId);
        for (let step = 0; step < mostSteps && place?.mergedInto; step += 1)
          place = found.get(place.mergedInto) ?? place;
        return place ? [[id, place] as const] : [];
      }),
    );
  }

  private async threadsOfPosts(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (ids.length === 0) return new Map();
    const posts = await this.posts
      .find({ _id: trusted({ $in: [...ids] }) }, { threadId: 1 })
      .lean<Pick<Post, '_id' | 'threadId'>[]>();
    return new Map(posts.map(({ _id, threadId }) => [_id, threadId]));
  }
}
