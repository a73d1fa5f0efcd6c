import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Ids } from '@throughline/kernel';
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
    private readonly ids: Ids,
  ) {}

  /**
   * That something is another, and not which step, with an id for each stream: an alias answers, and the log would keep that in the order
   * in which others do so. Who is told looks at all of it anew.
   */
  async changesOf(step: Pick<Step, 'about' | 'by'>): Promise<PendingChange[]> {
    const theirs = await this.ownStreams.of([step.about, { kind: 'member', memberId: step.by }]);
    return [stepsStream, 'moderators', ...theirs].map((stream) => ({
      changeId: this.ids.next(),
      stream,
      type: 'step.changed' as const,
      subject: 'steps',
      revision: 1,
    }));
  }

  /** Tried again where another came between; undefined where there is nothing to do, or no such step. */
  async change(
    id: string,
    updateOf: (step: Step) => UpdateQuery<Step> | undefined,
    lines: readonly PendingChange[] = [],
  ): Promise<Step | undefined> {
    const changed = await this.relay.change(this.steps, id, async (step) => {
      const update = updateOf(step);
      return update && { update, changes: [...(await this.changesOf(step)), ...lines] };
    });
    return changed?.after;
  }
}
