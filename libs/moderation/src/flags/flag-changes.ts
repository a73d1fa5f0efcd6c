import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Author } from '@throughline/discussion';
import { Ids } from '@throughline/kernel';
import { type PendingChange, Relay } from '@throughline/stream';
import type { Model, UpdateQuery } from 'mongoose';
import { OwnStreams } from '../own-streams';
import { FlaggedPost } from './flag.schema';

/** The one way in which flagged posts are written: atomic, with what it tells to moderators and to those whom it is about. */
@Injectable()
export class FlagChanges {
  constructor(
    @InjectModel(FlaggedPost.name) private readonly flags: Model<FlaggedPost>,
    private readonly ownStreams: OwnStreams,
    private readonly relay: Relay,
    private readonly ids: Ids,
  ) {}

  /** Stores a new one. Throws where the post has an open one. */
  async add(flagged: Omit<FlaggedPost, 'pending'>, tell: readonly Author[]): Promise<FlaggedPost> {
    const whole = { ...flagged, pending: await this.changesFor(tell) };
    await this.flags.create(whole);
    await this.relay.deliver(this.flags, whole);
    return whole;
  }

  /** One atomic write; null where it is another by now. */
  async change(
    { _id, revision }: FlaggedPost,
    update: UpdateQuery<FlaggedPost>,
    tell: readonly Author[],
    lines: readonly PendingChange[] = [],
  ): Promise<FlaggedPost | null> {
    const pending = [...(await this.changesFor(tell)), ...lines];
    const changed = await this.flags
      .findOneAndUpdate(
        { _id, revision },
        {
          ...update,
          $inc: { revision: 1 },
          $push: { ...update['$push'], pending: { $each: pending } },
        },
        { returnDocument: 'after' },
      )
      .lean<FlaggedPost>();
    if (changed) await this.relay.deliver(this.flags, changed);
    return changed;
  }

  /** That there is something, and not of which post: an alias may have told of it, and the log would keep when, beside what others did. */
  private async changesFor(tell: readonly Author[]): Promise<PendingChange[]> {
    const theirs = await this.ownStreams.of(tell);
    return ['moderators', ...theirs].map((stream) => flagChanged(this.ids.next(), stream));
  }
}

/** Who is told looks at all of it anew. */
export function flagChanged(changeId: string, stream: string): PendingChange {
  return { changeId, stream, type: 'flag.changed', subject: 'flags', revision: 1 };
}
