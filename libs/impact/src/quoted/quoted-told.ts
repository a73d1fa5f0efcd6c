import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { AliasNotices, QuotedList } from '@throughline/contracts';
import type { NoticeKind } from '@throughline/contracts/names';
import { WordsInUse } from '@throughline/discussion';
import { Ids, type NoticeSource, type SignedIn } from '@throughline/kernel';
import { Relay } from '@throughline/stream';
import type { Model } from 'mongoose';
import { Note } from '../notes/note.schema';
import { Outcome } from '../outcomes/outcome.schema';
import { type Quoting, Quotings } from './quoting';

const postsOf = (quotings: readonly Quoting[]) => [...new Set(quotings.map(({ words }) => words.postId))];

/**
 * Tells people that words of theirs stand behind something: members on a page of theirs, aliases in their thread. Stored is that it was
 * told, never to whom; who wrote a post is asked of the post.
 */
@Injectable()
export class QuotedTold implements NoticeSource {
  constructor(
    @InjectModel(Outcome.name) private readonly outcomes: Model<Outcome>,
    @InjectModel(Note.name) private readonly notes: Model<Note>,
    private readonly quotings: Quotings,
    private readonly words: WordsInUse,
    private readonly relay: Relay,
    private readonly ids: Ids,
  ) {}

  async noticesFor({ memberId }: SignedIn): Promise<readonly NoticeKind[]> {
    const untold = await this.quotings.find('untold');
    const mine = untold.length > 0 ? await this.words.writtenBy([memberId], postsOf(untold)) : [];
    return (await this.standing(untold, mine)).length > 0 ? ['moderators'] : [];
  }

  /** What words stand behind that a member wrote under their own name. Told from now on. */
  async toMember({ memberId }: SignedIn): Promise<QuotedList> {
    const all = await this.quotings.find('all');
    const theirs = await this.standing(all, await this.words.writtenBy([memberId], postsOf(all)));
    const untold = postsOf(theirs.filter(({ words }) => words.untold));
    const posts = (await this.listed(theirs)).map((one) => ({ ...one, isNew: untold.includes(one.post) }));
    if (untold.length > 0) await this.told(untold);
    posts.sort(
      (one, other) =>
        Number(other.isNew) - Number(one.isNew) ||
        one.place.title.localeCompare(other.place.title) ||
        other.place.number - one.place.number,
    );
    return { posts };
  }

  /** To the author of these aliases, in their thread: what they were not told yet. */
  async toAliases(aliasIds: readonly string[]): Promise<AliasNotices['quoted']> {
    const untold = await this.quotings.find('untold');
    if (untold.length === 0) return [];
    const mine = await this.words.writtenAs(aliasIds, postsOf(untold));
    const posts = await this.listed(await this.standing(untold, mine));
    return posts.map(({ post, place, in: titles }) => ({ post, number: place.number, in: titles }));
  }

  /** The author of these posts knows of it from now on. Only their own pages are told. */
  async told(postIds: readonly string[]): Promise<void> {
    const untold = (await this.quotings.find('untold')).filter(({ words }) => postIds.includes(words.postId));
    const streams = await this.words.authorStreams(postIds);
    const update = (type: 'outcome.changed' | 'note.changed', subject: string) => ({
      $set: { 'evidence.$[theirs].untold': false },
      $push: {
        pending: {
          $each: streams.map((stream) => ({
            changeId: `told-${this.ids.next()}`,
            ...{ stream, type, subject, revision: 1 },
          })),
        },
      },
    });
    const options = { arrayFilters: [{ 'theirs.postId': { $in: [...postIds] } }], returnDocument: 'after' as const };
    for (const id of new Set(untold.filter(({ about }) => about === 'outcomes').map((one) => one.id))) {
      const saved = await this.outcomes
        .findOneAndUpdate({ _id: id }, update('outcome.changed', id), options)
        .lean<Outcome>();
      if (saved) await this.relay.deliver(this.outcomes, saved);
    }
    for (const id of new Set(untold.filter(({ about }) => about === 'notes').map((one) => one.id))) {
      const saved = await this.notes.findOneAndUpdate({ _id: id }, update('note.changed', id), options).lean<Note>();
      if (saved) await this.relay.deliver(this.notes, saved);
    }
  }

  /** Those of these posts whose words still stand there: what was taken back stands behind nothing. */
  private async standing(quotings: readonly Quoting[], posts: readonly string[]): Promise<Quoting[]> {
    const theirs = quotings.filter(({ words }) => posts.includes(words.postId));
    if (theirs.length === 0) return [];
    const standingOf = await this.words.standings(
      theirs.map(({ words }) => words),
      'evidence',
    );
    return theirs.filter(({ words }) => standingOf(words).standing !== 'gone');
  }

  private async listed(quotings: readonly Quoting[]) {
    const posts = postsOf(quotings);
    const places = posts.length === 0 ? [] : await this.words.places(posts);
    return places.map(({ id: post, threadId, number, title }) => ({
      post,
      place: { threadId, number, title },
      in: [...new Set(quotings.filter(({ words }) => words.postId === post).map((one) => one.title))],
    }));
  }
}
