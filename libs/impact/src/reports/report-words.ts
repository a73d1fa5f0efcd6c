import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type LinkedPassages, WordsInUse } from '@throughline/discussion';
import { type ErasureWitness, Registries } from '@throughline/kernel';
import { type Appended, type Subscriber, Subscribers } from '@throughline/stream';
import { trusted, type Model } from 'mongoose';
import { ReportItem } from './report-item.schema';

/**
 * Words that stored reports tell were erased, or are not what was stored any more. What is told is decided each time it is read; this
 * takes off what would otherwise stay of them, so that nothing does: no place, no digest. That there were words stays counted.
 */
@Injectable()
export class ReportWords implements Subscriber, ErasureWitness, OnModuleInit {
  readonly name = 'report-words';
  readonly types = ['words.changed'] as const;

  constructor(
    @InjectModel(ReportItem.name) private readonly items: Model<ReportItem>,
    private readonly words: WordsInUse,
    private readonly subscribers: Subscribers,
    registries: Registries,
  ) {
    registries.erasures.add(this);
  }

  onModuleInit(): void {
    this.subscribers.add(this);
  }

  async take(entries: readonly Appended[]): Promise<void> {
    await this.follow([...new Set(entries.map(({ subject }) => subject))], (links) => this.replaced(links));
  }

  async wordsErased(postIds: readonly string[]): Promise<void> {
    await this.follow(postIds, (links) => Promise.resolve(links));
  }

  /** Words that may be used and are not there: their text was written over, because something in it was erased. */
  private async replaced(links: readonly LinkedPassages[]): Promise<readonly LinkedPassages[]> {
    const [standingOf, shownOf] = await Promise.all([
      this.words.standings(links, 'report'),
      this.words.shown(links, 'report'),
    ]);
    return links.filter((link) => standingOf(link).standing !== 'gone' && shownOf(link) === undefined);
  }

  private async follow(
    postIds: readonly string[],
    lostOf: (links: readonly LinkedPassages[]) => Promise<readonly LinkedPassages[]>,
  ): Promise<void> {
    if (postIds.length === 0) return;
    const posts = new Set(postIds);
    const found = this.items.find({ 'words.postId': trusted({ $in: [...postIds] }) }, { words: 1 });
    for await (const { _id, words } of found.lean<Pick<ReportItem, '_id' | 'words'>[]>().cursor()) {
      const lost = await lostOf(words.filter(({ postId }) => posts.has(postId)));
      for (const { digest, postId } of lost)
        // Once, however often it is told: what is counted is what is taken off.
        await this.items.updateOne(
          { _id, words: trusted({ $elemMatch: { postId, digest } }) },
          { $pull: { words: { postId, digest } }, $inc: { erased: 1 } },
        );
    }
  }
}
