import { Injectable } from '@nestjs/common';
import { usesUnchosen, type WordUse } from '@throughline/contracts/names';
import { GeneralConsents } from '@throughline/identity';
import type { Post } from '../posts/post.schema';

/** What has to be known of a post to say what it may be used for. */
export type Usable = Pick<Post, '_id' | 'state' | 'author' | 'consents'>;

/**
 * Whether words may be used: the one place that says so, asked each time anew, because whoever wrote them can take that back at any
 * time. What changes is told by `words.changed` (see `wordsChanged`).
 */
@Injectable()
export class Consents {
  constructor(private readonly general: GeneralConsents) {}

  /** Only what stands, and as its author chose for it; or else in general, or else as holds where nothing was chosen. */
  async mayUse(post: Usable, use: WordUse): Promise<boolean> {
    return (await this.usable([post], use)).has(post._id);
  }

  /** The ids of those of these posts that may be used. */
  async usable(posts: readonly Usable[], use: WordUse): Promise<ReadonlySet<string>> {
    const unchosen = posts.flatMap(({ author, consents }) =>
      author.kind === 'member' && typeof consents?.[use] !== 'boolean' ? [author.memberId] : [],
    );
    const general = await this.general.of([...new Set(unchosen)]);
    const may = ({ state, author, consents }: Usable) =>
      state === 'published' &&
      (consents?.[use] ??
        (author.kind === 'member' ? general.get(author.memberId) : undefined)?.[use] ??
        usesUnchosen[use]);
    return new Set(posts.filter(may).map(({ _id }) => _id));
  }
}
