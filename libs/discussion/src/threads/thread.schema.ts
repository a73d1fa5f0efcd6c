import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import {
  type Sector,
  type ThreadKind,
  threadKinds,
  type ThreadState,
  threadStates,
} from '@throughline/contracts/names';
import { type Creation, withCreation } from '@throughline/platform';
import { type PendingChange, withPending } from '@throughline/stream';
import type { Audience } from '../audience';
import { type Author, authorFields } from '../author';

/** "Where we have got to": at the head of a thread, each point linked to posts. */
export interface Summary {
  points: { text: string; numbers: number[] }[];
  by: Author;
  at: Date;
  /** The last post that it takes into account. */
  upTo: number;
}

const summaryFields = {
  points: [{ text: String, numbers: [Number], _id: false }],
  by: authorFields,
  at: Date,
  upTo: Number,
  _id: false,
};

/**
 * A discussion. What it says of its posts (`lastNumber`, `lastPostAt`) follows them by a moment, for lists and counts;
 * the posts themselves are the truth.
 */
@Schema({ collection: 'threads', versionKey: false, strict: 'throw' })
export class Thread {
  @Prop({ required: true, type: String })
  _id!: string;

  @Prop({ required: true })
  themeId!: string;

  @Prop({ type: String, default: null })
  sessionId!: string | null;

  @Prop({ required: true, type: String, enum: threadKinds })
  kind!: ThreadKind;

  @Prop({ required: true, type: String })
  audience!: Audience;

  @Prop({ required: true })
  title!: string;

  @Prop({ required: true, type: String, enum: threadStates, default: 'open' })
  state!: ThreadState;

  @Prop({ type: Date, default: null })
  stateAt!: Date | null;

  @Prop({ type: [String], default: [] })
  mightKnow!: Sector[];

  /** The number of the post that answers a question. */
  @Prop({ type: Number, default: null })
  answer!: number | null;

  @Prop({ required: true, default: false })
  pinned!: boolean;

  @Prop({ type: summaryFields, default: null })
  summary!: Summary | null;

  /** What a member offers for the head of the thread, until a moderator has taken it or not. */
  @Prop({ type: summaryFields, default: null })
  offeredSummary!: Summary | null;

  @Prop({ required: true, type: authorFields })
  startedBy!: Author;

  @Prop({ required: true })
  startedAt!: Date;

  @Prop({ required: true, default: 0 })
  lastNumber!: number;

  @Prop({ required: true })
  lastPostAt!: Date;

  /** Set when posts came and the lists have not been told yet. */
  @Prop({ type: Boolean })
  touched?: boolean;

  @Prop({ type: Date })
  touchedAt?: Date;

  /** Whether people can post under an alias here; false only where a moderator began it so. */
  @Prop({ type: Boolean, default: true })
  aliasesOffered!: boolean;

  /** A moderator looks at what is written here before it comes out; older threads have no such field. */
  @Prop({ type: Boolean })
  checkFirst?: boolean;

  @Prop({ type: String, default: null })
  mergedInto!: string | null;

  /** The threads for which it leads to what came of them, itself or what became part of it; where nothing did, there is no such field. */
  @Prop({ type: [String], default: undefined })
  marked?: string[];

  @Prop({ required: true, default: 1 })
  revision!: number;

  creation?: Creation;
  pending!: PendingChange[];
}

export const ThreadSchema = SchemaFactory.createForClass(Thread);
ThreadSchema.index({ audience: 1, pinned: -1, lastPostAt: -1, _id: 1 });
ThreadSchema.index({ themeId: 1, pinned: -1, lastPostAt: -1, _id: 1 });
ThreadSchema.index({ sessionId: 1, pinned: -1, lastPostAt: -1, _id: 1 });
ThreadSchema.index({ mergedInto: 1 }, { partialFilterExpression: { mergedInto: { $type: 'string' } } });
// Those whose first post is not out.
ThreadSchema.index({ lastNumber: 1 }, { partialFilterExpression: { lastNumber: 0 } });
ThreadSchema.index({ touched: 1 }, { partialFilterExpression: { touched: true } });
withCreation(ThreadSchema);
withPending(ThreadSchema);
