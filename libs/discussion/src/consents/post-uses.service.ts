import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { PostUsesView, postUsesEdit } from '@throughline/contracts';
import { type ChosenUses, usesUnchosen, wordUses } from '@throughline/contracts/names';
import { GeneralConsents, Refusals, wordsChanged } from '@throughline/identity';
import { type Healer, Ids, notFound, Registries, type SignedIn } from '@throughline/kernel';
import { Relay } from '@throughline/stream';
import type { Model } from 'mongoose';
import type { z } from 'zod';
import { Post } from '../posts/post.schema';
import { PostAccess } from '../posts/post-access';
import { chooseUses } from '../posts/post.policy';
import { FollowedWords } from './followed-words';

/** What one post may be used for: its author's to choose, at any time, for each use. */
@Injectable()
export class PostUses implements Healer {
  constructor(
    @InjectModel(Post.name) private readonly posts: Model<Post>,
    private readonly access: PostAccess,
    private readonly general: GeneralConsents,
    private readonly followed: FollowedWords,
    private readonly relay: Relay,
    private readonly ids: Ids,
    private readonly refusals: Refusals,
    registries: Registries,
  ) {
    registries.healers.add(this);
  }

  /** After a restore: what was taken back since is taken back again. */
  async heal(): Promise<void> {
    for (const [_id, uses] of await this.refusals.all())
      for (const use of uses) await this.posts.updateOne({ _id }, { $set: { [`consents.${use}`]: false } });
  }

  async view(actor: SignedIn, id: string): Promise<PostUsesView> {
    const { threadId, number, text, state, author, consents } = await this.access.expect(actor, id, chooseUses);
    if (state !== 'published' && state !== 'hidden' && state !== 'withdrawn') throw notFound();
    // Of an alias, and of what has no name on it, nothing that somebody chose for themselves is looked at.
    const general = author.kind === 'member' ? await this.general.view(actor) : usesUnchosen;
    const choice = (chosen: boolean | undefined) => (chosen === undefined ? 'general' : chosen ? 'yes' : 'no');
    return {
      place: { threadId, number },
      // What was taken back is not shown again, to whoever wrote it neither.
      text: state === 'withdrawn' ? '' : text,
      alias: author.kind === 'alias',
      unnamed: author.kind === 'unnamed',
      chosen: {
        summary: choice(consents?.summary),
        evidence: choice(consents?.evidence),
        report: choice(consents?.report),
      },
      general: { ...general },
    };
  }

  async choose(actor: SignedIn, id: string, request: z.output<typeof postUsesEdit>): Promise<PostUsesView> {
    const before = await this.access.expect(actor, id, chooseUses);
    await this.refusals.add(
      id,
      wordUses.filter((use) =>
        request[use] === 'no' ? before.consents?.[use] !== false : request[use] !== 'yes' && before.consents?.[use],
      ),
    );
    const consents: ChosenUses = Object.fromEntries(
      wordUses.flatMap((use) => (request[use] === 'general' ? [] : [[use, request[use] === 'yes']])),
    );
    // No revision: nobody who reads the post is told that its author chose something.
    const changed = await this.posts
      .findOneAndUpdate(
        { _id: id },
        { $set: { consents }, $push: { pending: wordsChanged(id, this.ids.next()) } },
        { returnDocument: 'after' },
      )
      .lean<Post>();
    if (!changed) throw notFound();
    await this.relay.deliver(this.posts, changed);
    // Before the answer: what was taken back is shown nowhere by the time that its author reads so.
    await this.followed.follow([id]);
    return this.view(actor, id);
  }
}
