import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Ids, notFound } from '@throughline/kernel';
import { type PendingChange, Relay } from '@throughline/stream';
import type { Model } from 'mongoose';
import { Concern, dueAtOf } from './concern.schema';
import { Leads } from './leads';

/** What a write changes, and whom it tells beside the leads. */
export interface ConcernUpdate {
  set?: Partial<Pick<Concern, 'holderId' | 'closedAt' | 'alarm' | 'calls' | 'answered' | 'talks'>>;
  push?: Record<string, unknown>;
  pending?: readonly PendingChange[];
  /** Members whose letters changed: they are told so, and nothing else. */
  letterFor?: readonly string[];
}

/** The one way in which concerns are written: atomic, with what it causes, for those alone who can see it. */
@Injectable()
export class ConcernChanges {
  constructor(
    @InjectModel(Concern.name) private readonly concerns: Model<Concern>,
    private readonly leads: Leads,
    private readonly relay: Relay,
    private readonly ids: Ids,
  ) {}

  /**
   * One atomic write; tried again where another came between. `updateOf` answers undefined where nothing is to be done any more.
   * Throws `not-found` where there is no such concern.
   */
  async change(id: string, updateOf: (concern: Concern) => ConcernUpdate | undefined): Promise<Concern> {
    for (;;) {
      const known = await this.concerns.findById(id).lean<Concern>();
      if (!known) throw notFound();
      const update = updateOf(known);
      if (!update) return known;
      const { set = {}, push = {}, pending = [], letterFor = [] } = update;
      const revision = known.revision + 1;
      const told = await this.tell(known, revision);
      const letters = letterFor.map((memberId) => letterChanged(id, memberId, revision));
      const saved = await this.concerns
        .findOneAndUpdate(
          { _id: id, revision: known.revision, turn: known.turn },
          {
            $set: { ...set, revision, dueAt: dueAtOf({ ...known, ...set }) },
            $push: { ...push, pending: { $each: [...told, ...letters, ...pending] } },
          },
          { returnDocument: 'after' },
        )
        .lean<Concern>();
      if (!saved) continue;
      await this.relay.deliver(this.concerns, saved);
      return saved;
    }
  }

  /** Somebody has looked at what leads wrote to them: told to their own pages alone. */
  async seen(id: string, memberId: string): Promise<void> {
    const pending = { ...letterChanged(id, memberId, 1), changeId: `letter-seen-${this.ids.next()}` };
    const saved = await this.concerns
      .findOneAndUpdate(
        { _id: id },
        { $set: { 'talks.$[theirs].unread': false }, $inc: { turn: 1 }, $push: { pending } },
        { arrayFilters: [{ 'theirs.memberId': memberId }], returnDocument: 'after' },
      )
      .lean<Concern>();
    if (saved) await this.relay.deliver(this.concerns, saved);
  }

  /** On the concern's own stream, and on that of each lead who can see it: on no other, so that nobody else finds a gap. */
  async tell(
    { _id: id, excluded }: Pick<Concern, '_id' | 'excluded'>,
    revision: number,
    mark = `${revision}`,
  ): Promise<PendingChange[]> {
    const leads = await this.leads.without(excluded);
    return [`concern:${id}`, ...leads.map((lead) => `member:${lead.id}`)].map((stream) => ({
      changeId: `concern-${id}-${mark}`,
      stream,
      type: 'concern.changed',
      subject: id,
      revision,
    }));
  }
}

/** What leads and an alias write to each other about a concern is told of as the concern is. */
export const concernTopic = (id: string) => `concern:${id}`;

/** Names neither the concern nor the talk: whoever looks over a shoulder learns that there is a letter. */
function letterChanged(id: string, memberId: string, revision: number): PendingChange {
  return {
    changeId: `letter-${id}-${revision}`,
    stream: `member:${memberId}`,
    type: 'letter.changed',
    subject: memberId,
    revision,
  };
}
