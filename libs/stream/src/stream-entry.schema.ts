import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { AuditAbout, AuditAct, ChangeType } from '@throughline/contracts/names';
import { keptByIds } from '@throughline/platform';
import { Schema as MongooseSchema } from 'mongoose';

/**
 * One change in the log of a stream. It holds no content: what goes out with it is presented from the documents as they
 * are when it is sent, so nothing that was taken back lives on in a log (architecture.md, "One change").
 */
@Schema({ collection: 'stream_entries', versionKey: false, strict: 'throw' })
export class StreamEntry {
  @Prop({ required: true })
  stream!: string;

  /** 1, 2, 3, … without gaps in each stream. */
  @Prop({ required: true })
  seq!: number;

  /** What makes "twice" be "once": the same change has the same id wherever it is appended from. */
  @Prop({ required: true })
  changeId!: string;

  @Prop({ required: true, type: String })
  type!: ChangeType;

  /** The id of the thing that changed. */
  @Prop({ required: true })
  subject!: string;

  @Prop({ required: true })
  revision!: number;

  /** The day, and no finer: who reads and who writes follow one another closely. */
  @Prop({ required: true })
  at!: Date;

  /** Subscribers that have not yet taken this change. Absent when there are none left. */
  @Prop({ type: [String], default: undefined })
  waiting?: string[];

  /** In the audit chain alone, where `_id` is the entry's hash: see `AuditEntry`. */
  @Prop({ type: String })
  act?: AuditAct;

  @Prop({ type: String })
  by?: string | null;

  @Prop({ type: MongooseSchema.Types.Mixed })
  about?: AuditAbout;

  @Prop({ type: String })
  previous?: string;
}

export const StreamEntrySchema = SchemaFactory.createForClass(StreamEntry);
// By stream and number, so that the collection keeps no order of time across streams.
keptByIds(StreamEntrySchema);
StreamEntrySchema.index({ stream: 1, seq: 1 }, { unique: true });
StreamEntrySchema.index({ stream: 1, changeId: 1 }, { unique: true });
StreamEntrySchema.index({ at: 1 });
// For the page of the audit chain: nothing else has an act, so the log of all other streams pays nothing for these.
for (const field of ['act', 'by'])
  StreamEntrySchema.index({ stream: 1, [field]: 1, seq: -1 }, { partialFilterExpression: { act: { $exists: true } } });
StreamEntrySchema.index({ waiting: 1 }, { partialFilterExpression: { waiting: { $exists: true } } });
