import { Injectable } from '@nestjs/common';
import { Secrets } from '@throughline/platform';
import type { Author } from '../author';
import type { Post } from '../posts/post.schema';

/**
 * Posts that their authors took their name off. Nothing stored says whose they are; for a member who is signed in it is derived again,
 * as with an alias, so that they can still change, take back and erase them.
 */
@Injectable()
export class Unnamed {
  constructor(private readonly secrets: Secrets) {}

  author(memberId: string, postId: string): Author {
    return { kind: 'unnamed', proof: this.proof(memberId, postId) };
  }

  isBy(memberId: string, { _id, author }: Pick<Post, '_id' | 'author'>): boolean {
    return author.kind === 'unnamed' && author.proof !== undefined && author.proof === this.proof(memberId, _id);
  }

  /** Whose a post is, as this member's own session finds out. */
  authorFor(memberId: string, post: Pick<Post, '_id' | 'author'>): Author {
    return this.isBy(memberId, post) ? { kind: 'member', memberId } : post.author;
  }

  private proof(memberId: string, postId: string): string {
    return this.secrets.digest('unnamed', memberId, postId);
  }
}
