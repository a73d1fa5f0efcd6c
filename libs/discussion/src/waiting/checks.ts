import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ChecksView } from '@throughline/contracts';
import type { HeldReason } from '@throughline/contracts/names';
import { Aliases, CommunityService, type KnownAlias, newMemberPostsOf, personasStream } from '@throughline/identity';
import { hasRole, Registries, type SignedIn } from '@throughline/kernel';
import { findIdentifying } from '@throughline/rules/identifying';
import { Memory } from '@throughline/stream';
import { LRUCache } from 'lru-cache';
import { trusted, type Model } from 'mongoose';
import type { PostPicture } from '../pictures/post-picture';
import { Post } from '../posts/post.schema';
import type { Thread } from '../threads/thread.schema';
import { Checkers } from './checkers';
import { WaitingPlaces } from './places';
import type { Waiting } from './waiting.schema';

/** How many members are remembered of whom enough is out. */
const mostRemembered = 10_000;

type Where = Pick<Thread, '_id' | 'audience' | 'checkFirst'>;

/** Whether a moderator has to look before something comes out, and why; null where not. */
@Injectable()
export class Checks {
  /** So many posts of a member are out at the least: it seldom shrinks, so that most who write cost no look. */
  private readonly out = new LRUCache<string, number>({ max: mostRemembered });

  constructor(
    @InjectModel(Post.name) private readonly posts: Model<Post>,
    private readonly community: CommunityService,
    private readonly checkers: Checkers,
    private readonly aliases: Aliases,
    private readonly places: WaitingPlaces,
    private readonly registries: Registries,
    private readonly memory: Memory,
  ) {}

  /** What a page says of it before anything is written. */
  async view(actor: SignedIn, thread: Where): Promise<ChecksView> {
    const why = await this.ofMember(actor, thread, '');
    // What moderators decided about somebody is not told by the way.
    const checkers = await this.checkers.shown(thread.audience);
    return { by: checkers.filter(({ id }) => id !== actor.memberId), self: why === 'step' ? null : why };
  }

  /** Of words under somebody's own name. Moderators are checked by nobody for being new, or in a thread that they look after. */
  async ofMember(actor: SignedIn, thread: Where, text: string): Promise<HeldReason | null> {
    const { memberId } = actor;
    const why = hasRole(actor, 'moderator')
      ? null
      : thread.checkFirst
        ? 'thread'
        : (await this.isNew(memberId))
          ? 'new'
          : null;
    // Where nobody could look, as in a circle without a moderator, it would wait for ever.
    if (why !== null && (await this.checkers.of(thread.audience)).some((id) => id !== memberId)) return why;
    return this.byRule({ threadId: thread._id, memberId, aliasId: null, text });
  }

  /** Of a change of a post under somebody's own name: they are not new any more. */
  async ofMembersEdit(actor: SignedIn, thread: Where, text: string): Promise<HeldReason | null> {
    const why = await this.ofMember(actor, thread, text);
    return why === 'new' ? this.byRule({ threadId: thread._id, memberId: actor.memberId, aliasId: null, text }) : why;
  }

  /** Of words under an alias: it is asked of the alias alone, and never of who that is. */
  async ofAlias(
    { _id: aliasId, step }: Pick<KnownAlias, '_id' | 'step'>,
    thread: Where,
    text: string,
    addsPictures: boolean,
  ): Promise<HeldReason | null> {
    if (step !== null) return 'step';
    if ((await this.posts.exists({ 'author.aliasId': aliasId })) === null) return 'first';
    if (thread.checkFirst) return 'thread';
    if (findIdentifying(text).length > 0) return 'found';
    // What can be seen in one may say who somebody is, and only people can tell.
    if (addsPictures) return 'picture';
    return this.byRule({ threadId: thread._id, memberId: null, aliasId, text });
  }

  /** Of an alias's words that are due: asked again where they were changed, and before they come out. A moderator may have said so since. */
  async ofDue(waiting: Waiting, addsPictures = false): Promise<HeldReason | null> {
    const { author, kind, _id } = waiting;
    if (author.kind !== 'alias' || kind === 'reaction') return null;
    // Without a title there are no words in it.
    if (kind === 'thread' && waiting.text === '') return null;
    const [[alias], places] = await Promise.all([this.aliases.byIds([author.aliasId]), this.places.of([waiting])]);
    const place = places.get(_id);
    return alias && place ? this.ofAlias(alias, place, allWords(waiting), addsPictures) : null;
  }

  private async isNew(memberId: string): Promise<boolean> {
    const wanted = newMemberPostsOf(await this.community.get());
    if (wanted <= (this.out.get(memberId) ?? 0)) return false;
    const stands = { 'author.memberId': memberId, state: trusted({ $ne: 'removed' as const }) };
    // What somebody new writes comes out of what waits, and that is told there.
    const out = await this.memory.get(`posts-out/${memberId}/${wanted}`, [personasStream], () =>
      this.posts.countDocuments(stands).limit(wanted),
    );
    this.out.set(memberId, out);
    return out < wanted;
  }

  private async byRule(post: {
    threadId: string;
    memberId: string | null;
    aliasId: string | null;
    text: string;
  }): Promise<'step' | null> {
    for (const rule of this.registries.publicationRules.all())
      if ((await rule.judge(post)) !== 'publish') return 'step';
    return null;
  }
}

/** All that is shown of it: the line before the words, and what is said of a picture, may say who somebody is, too. */
export function allWords({
  text,
  contentNote,
  pictures = [],
}: {
  text: string;
  contentNote?: string | null | undefined;
  pictures?: readonly Pick<PostPicture, 'description'>[] | undefined;
}): string {
  return [contentNote, text, ...pictures.map(({ description }) => description)].filter(Boolean).join('\n');
}
