import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { notFound } from '@throughline/kernel';
import { type PendingChange, Relay } from '@throughline/stream';
import type { Model, UpdateQuery } from 'mongoose';
import { everyMember } from '../evidence/evidence.service';
import { OutsideRequest } from './outside-request.schema';

type Asked = Pick<OutsideRequest, '_id' | 'outcomeId' | 'noteId' | 'madeBy'>;

/** The one way in which requests to people outside are changed: each write is atomic and tells open pages of what it is about. */
@Injectable()
export class OutsideWrites {
  constructor(
    @InjectModel(OutsideRequest.name) private readonly requests: Model<OutsideRequest>,
    private readonly relay: Relay,
  ) {}

  /** Open pages of it, and those of whoever asked. */
  changesOf(request: Asked, revision: number): PendingChange[] {
    return [change(request, revision, everyMember), ...this.toWhoAsked(request, revision)];
  }

  /** Whoever asked has seen what came in: nobody else is told. */
  async seen(id: string): Promise<void> {
    await this.relay.change(this.requests, id, (request, revision) =>
      request.news ? { update: { $set: { news: false } }, changes: this.toWhoAsked(request, revision) } : undefined,
    );
  }

  private toWhoAsked(request: Asked, revision: number): PendingChange[] {
    return request.madeBy === null ? [] : [change(request, revision, `member:${request.madeBy}`)];
  }

  /** Throws `not-found`; `updateOf` is asked anew each time, and answers undefined where there is nothing to do. */
  async change(
    id: string,
    updateOf: (request: OutsideRequest) => UpdateQuery<OutsideRequest> | undefined,
  ): Promise<OutsideRequest> {
    const changed = await this.relay.change(this.requests, id, (request, revision) => {
      const update = updateOf(request);
      return update && { update, changes: this.changesOf(request, revision) };
    });
    if (!changed) throw notFound();
    return changed.after ?? changed.before;
  }
}

function change({ _id, outcomeId, noteId }: Asked, revision: number, stream: string): PendingChange {
  return {
    changeId: `outside-${_id}-${revision}`,
    stream,
    type: outcomeId === null ? 'note.changed' : 'outcome.changed',
    subject: outcomeId ?? noteId ?? '',
    revision: 1,
  };
}
