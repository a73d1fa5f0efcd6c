import { trusted, type Model } from 'mongoose';
import type { Post } from './post.schema';

/** The last number that a thread has given; 0 for none. Also that of a post which has left it, and whose tombstone is yet to come. */
export async function lastNumberIn(posts: Model<Post>, threadId: string): Promise<number> {
  const last = await posts.findOne({ threadId }, { number: 1 }).sort({ number: -1 }).lean();
  const number = last?.number ?? 0;
  // Asked afterwards: what has left by then is here, or its tombstone was there before.
  const left = await posts
    .find(
      {
        formerly: trusted({ $elemMatch: { threadId, number: trusted({ $gt: number }) } }),
        // Says to the database that its index of what was moved will do.
        'formerly.threadId': trusted({ $exists: true }),
      },
      { formerly: 1 },
    )
    .lean();
  const numbers = left.flatMap(({ formerly }) => formerly.filter((place) => place.threadId === threadId));
  return Math.max(number, ...numbers.map((place) => place.number));
}

/** Which number a post has in a thread that it was moved to from another place; null where it did not come there. */
export async function numberAfterMove(
  posts: Model<Post>,
  threadId: string,
  from: { threadId: string; number: number },
): Promise<number | null> {
  const moved = await posts
    .findOne(
      { threadId, formerly: trusted({ $elemMatch: { threadId: from.threadId, number: from.number } }) },
      { number: 1 },
    )
    .lean();
  return moved?.number ?? null;
}
