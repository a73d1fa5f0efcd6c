import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type PendingChange, Relay } from '@throughline/stream';
import type { Model, UpdateQuery } from 'mongoose';
import { OwnStreams } from '../own-streams';
import { Step } from './step.schema';

/** Tells servers, and no reader, that a step was taken or ended: no gate opens this stream. */
export const stepsStream = 'steps';

/** The one way in which steps are written: atomic, told to whom it is about, to moderators, and to nobody else. */
@Injectable()
export class StepChanges {
  constructor(
    @InjectModel(Step.name) private readonly steps: Model<Step>,
    private readonly ownStreams: OwnStreams,
    private readonly relay: Relay,
  ) {}

  async changesOf(step: Pick<Step, '_id' | 'about' | 'by'>, revision: number): Promise<PendingChange[]> {
    const theirs = await this.ownStreams.of([step.about, { kind: 'member', memberId: step.by }]);
    return [stepsStream, 'moderators', ...theirs].map((stream) => ({
      changeId: `step-${step._id}-${revision}`,
      stream,
      type: 'step.changed' as const,
      subject: step._id,
      revision,
    }));
  }

  /** Tried again where another came between; undefined where there is nothing to do, or no such step. */
  async change(
    id: string,
    updateOf: (step: Step) => UpdateQuery<Step> | undefined,
    lines: readonly PendingChange[] = [],
  ): Promise<Step | undefined> {
    for (;;) {
      const step = await this.steps.findById(id).lean<Step>();
      const update = step ? updateOf(step) : undefined;
      if (!step || !update) return undefined;
      const told = await this.changesOf(step, step.revision + 1);
      const changed = await this.steps
        .findOneAndUpdate(
          { _id: id, revision: step.revision },
          {
            ...update,
            $inc: { revision: 1 },
            $push: { ...update['$push'], pending: { $each: [...told, ...lines] } },
          },
          { returnDocument: 'after' },
        )
        .lean<Step>();
      if (!changed) continue;
      await this.relay.deliver(this.steps, changed);
      return changed;
    }
  }
}
