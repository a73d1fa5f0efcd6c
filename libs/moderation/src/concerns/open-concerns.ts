import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { OpenConcerns } from '@throughline/kernel';
import { trusted, type Model } from 'mongoose';
import { Concern } from './concern.schema';

/** Answers where a concern is open: for as long as it is, who wrote there under another name is not forgotten (domain.md). */
@Injectable()
export class ConcernsOpen implements OpenConcerns {
  constructor(@InjectModel(Concern.name) private readonly concerns: Model<Concern>) {}

  /** Those of these threads about whose posts a concern is open. */
  async openIn(threadIds: readonly string[]): Promise<ReadonlySet<string>> {
    const open = await this.concerns
      .find({ 'post.threadId': trusted({ $in: [...threadIds] }), closedAt: null }, { 'post.threadId': 1 })
      .lean<Pick<Concern, 'post'>[]>();
    return new Set(open.flatMap(({ post }) => (post ? [post.threadId] : [])));
  }
}
