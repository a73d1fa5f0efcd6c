import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { MergedThreads } from '@throughline/discussion';
import type { PublicationRule, UnpublishedPost } from '@throughline/kernel';
import { Memory } from '@throughline/stream';
import type { Model } from 'mongoose';
import { stepsStream } from './step-changes';
import { Step } from './step.schema';

/**
 * What steps say of posts before they are published: all of a member about whom it was decided wait, and all of a thread in which an
 * alias is barred, whoever writes them: were it only whoever that alias is, their names would say so (safety.md P3, standing).
 */
@Injectable()
export class CheckedFirst implements PublicationRule {
  constructor(
    @InjectModel(Step.name) private readonly steps: Model<Step>,
    private readonly merged: MergedThreads,
    private readonly memory: Memory,
  ) {}

  async judge({ threadId, memberId }: UnpublishedPost): Promise<'publish' | 'hold'> {
    const { members, threads } = await this.checked();
    const isHeld = (memberId !== null && members.has(memberId)) || (await this.isBarred(threadId, threads));
    return isHeld ? 'hold' : 'publish';
  }

  /** Also one that has taken in the thread of that alias: its author writes there from then on. */
  private async isBarred(threadId: string, barred: ReadonlySet<string>): Promise<boolean> {
    if (barred.size === 0) return false;
    return [threadId, ...(await this.merged.into(threadId))].some((id) => barred.has(id));
  }

  /** Looked up when a step was taken or ended: whoever posts waits for nothing. */
  private checked(): Promise<{ members: ReadonlySet<string>; threads: ReadonlySet<string> }> {
    return this.memory.get('checked-first', [stepsStream], async () => {
      const active = await this.steps.find({ active: true }, { about: 1, kind: 1, threadId: 1 }).lean<Step[]>();
      const checked = active.flatMap(({ about, kind }) =>
        about.kind === 'member' && kind === 'check' ? [about.memberId] : [],
      );
      const barred = active.flatMap(({ kind, threadId }) => (kind === 'bar' && threadId !== null ? [threadId] : []));
      return { members: new Set(checked), threads: new Set(barred) };
    });
  }
}
