import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';

interface EpochDocument {
  _id: 'epoch';
  epoch: string;
  /** False while a server runs that started the database itself; found false at a start, that server did not stop cleanly. */
  clean: boolean;
}

/**
 * The epoch of all streams. A cursor of another epoch cannot be continued: its reader fetches anew. A new one begins at the
 * first start, at a restore, and where what readers saw may not have survived (live.md, "Epoch and retention").
 */
@Injectable()
export class Epochs {
  private known = '';

  constructor(@InjectConnection() private readonly connection: Connection) {}

  /** The epoch as last read; `open` comes before anything asks. */
  get current(): string {
    return this.known;
  }

  /** `ownDatabase`: this server started the database itself, so that an unclean stop was the database's too. */
  async open(ownDatabase: boolean): Promise<void> {
    const stored = await this.collection.findOneAndUpdate(
      { _id: 'epoch' },
      { $setOnInsert: { epoch: newEpoch() }, ...(ownDatabase ? { $set: { clean: false } } : {}) },
      { upsert: true, returnDocument: 'before' },
    );
    if (stored && ownDatabase && stored.clean === false) await this.renew();
    else await this.refresh();
  }

  async refresh(): Promise<void> {
    this.known = (await this.collection.findOne({ _id: 'epoch' }))?.epoch ?? this.known;
  }

  /** Begins a new epoch for everybody. */
  async renew(): Promise<void> {
    const epoch = newEpoch();
    await this.collection.updateOne({ _id: 'epoch' }, { $set: { epoch } });
    this.known = epoch;
  }

  /** Notes that everything was written out before the stop. */
  async close(): Promise<void> {
    await this.collection.updateOne({ _id: 'epoch' }, { $set: { clean: true } });
  }

  private get collection() {
    return this.connection.collection<EpochDocument>('stream_state');
  }
}

function newEpoch(): string {
  return randomBytes(9).toString('base64url');
}
