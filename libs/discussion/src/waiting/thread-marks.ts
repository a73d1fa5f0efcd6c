import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Relay } from '@throughline/stream';
import { trusted, type Model } from 'mongoose';
import { type Author, isBy } from '../author';
import { Days } from '../days';
import { Post } from '../posts/post.schema';
import { threadChanged } from '../threads/thread-changed';
import { Thread } from '../threads/thread.schema';
import { WaitingRoom } from './waiting-room';
import type { Marks, Waiting } from './waiting.schema';

/**
 * What somebody who began a thread under an alias changes of it: its title, what answers it, that it is resolved. It comes out with the
 * next half-hour as their other words do, so that the moment says nothing (safety.md P6); several changes come out as one.
 */
@Injectable()
export class ThreadMarks {
  constructor(
    @InjectModel(Thread.name) private readonly threads: Model<Thread>,
    @InjectModel(Post.name) private readonly posts: Model<Post>,
    private readonly room: WaitingRoom,
    private readonly relay: Relay,
    private readonly days: Days,
  ) {}

  /** Takes in a change, together with those that wait already: of each thing the last word counts. */
  async take(threadId: string, author: Author & { kind: 'alias' }, title: string | undefined, marks: Marks) {
    const state = trusted({ $nin: ['leaving' as const, 'gone' as const] });
    const before = await this.room.find({ threadId, kind: 'thread', 'author.aliasId': author.aliasId, state });
    const text = [...before.map((one) => one.text), title ?? ''].filter((one) => one !== '').at(-1) ?? '';
    const all: Marks = Object.assign({}, ...before.map((one) => one.marks), marks);
    await this.room.take({ kind: 'thread', threadId, author, text, marks: all }, false);
    for (const one of before) await this.room.letOut(one);
  }

  /** Makes the thread as it says, as far as that still can be: it may have been closed or put into another. Done twice it is done once. */
  async apply({ threadId, author, text, marks = {} }: Waiting): Promise<void> {
    const answer = marks.answer ?? null;
    const answered = answer === null || (await this.posts.exists({ threadId, number: answer })) !== null;
    const stateAt = await this.days.today();
    await this.relay.change(this.threads, threadId, (thread, revision) => {
      const { startedBy, mergedInto } = thread;
      const isStarter = author.kind === 'alias' && isBy(startedBy, '', [author.aliasId]);
      if (!isStarter || mergedInto !== null) return undefined;
      const { kind, mightKnow, state } = marks;
      const set: Partial<Thread> = {
        ...(text !== '' && text !== thread.title ? { title: text } : {}),
        ...(kind && kind !== thread.kind ? { kind } : {}),
        ...(mightKnow ? { mightKnow: [...mightKnow] } : {}),
        ...('answer' in marks && answered && answer !== thread.answer ? { answer } : {}),
        ...(state && state !== thread.state && thread.state !== 'closed' ? { state, stateAt } : {}),
      };
      if (Object.keys(set).length === 0) return undefined;
      return { update: { $set: set }, changes: threadChanged(thread, revision) };
    });
  }
}
