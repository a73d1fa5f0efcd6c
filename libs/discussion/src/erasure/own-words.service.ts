import { Injectable } from '@nestjs/common';
import { wordUses } from '@throughline/contracts/names';
import { Refusals } from '@throughline/identity';
import { DomainError, type SignedIn } from '@throughline/kernel';
import { Consents } from '../consents/consents';
import { FollowedWords } from '../consents/followed-words';
import { PostAccess } from '../posts/post-access';
import { erasePost, takeNameOff } from '../posts/post.policy';
import { Erasure } from './erasure';

/** What authors can do with their own words besides taking them back: erase them, or take their name off them. */
@Injectable()
export class OwnWords {
  constructor(
    private readonly access: PostAccess,
    private readonly erasure: Erasure,
    private readonly consents: Consents,
    private readonly followed: FollowedWords,
    private readonly refusals: Refusals,
  ) {}

  async erase(actor: SignedIn, id: string): Promise<void> {
    const { state } = await this.access.expect(actor, id, erasePost);
    if (state === 'erased' || state === 'moved') throw new DomainError('already-done');
    await this.erasure.words(id);
    await this.followed.follow([id]);
  }

  /** Throws `already-done` where there is none on it. An alias is no name of anybody's. */
  async takeNameOff(actor: SignedIn, id: string): Promise<void> {
    const post = await this.access.expect(actor, id, takeNameOff);
    if (post.author.kind !== 'member' || post.state === 'erased') throw new DomainError('already-done');
    const chosen = await Promise.all(
      wordUses.map(async (use) => [use, await this.consents.mayUse(post, use)] as const),
    );
    await this.refusals.add(
      id,
      chosen.flatMap(([use, may]) => (may ? [] : [use])),
    );
    await this.erasure.nameOff(id, Object.fromEntries(chosen));
    await this.followed.follow([id]);
  }
}
