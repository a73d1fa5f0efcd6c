import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import {
  type HeldReason,
  heldReasons,
  type ReactionKind,
  reactionKinds,
  type Sector,
  type ThreadKind,
  type WaitingKind,
  waitingKinds,
} from '@throughline/contracts/names';
import { type Creation, withCreation, keptByIds } from '@throughline/platform';
import { type PendingChange, withPending } from '@throughline/stream';
import { Schema as MongooseSchema } from 'mongoose';
import type { Audience } from '../audience';
import { type Author, authorFields } from '../author';
import { pictureFields, type PostPicture } from '../pictures/post-picture';

/** A thread that is not there yet: it begins when the post that begins it is published. */
export interface ThreadToBe {
  themeId: string;
  sessionId: string | null;
  kind: ThreadKind;
  audience: Audience;
  title: string;
  mightKnow: Sector[];
  aliasesOffered: boolean;
}

/** What was said between a moderator and its author, neither knowing who the other is. */
export interface Word {
  by: 'moderator' | 'author';
  text: string;
  on: Date;
}

/** What of a thread is changed beside its title, by the alias that began it. */
export interface Marks {
  kind?: ThreadKind | undefined;
  mightKnow?: readonly Sector[] | undefined;
  answer?: number | null | undefined;
  state?: 'open' | 'resolved' | undefined;
}

const markFields = new MongooseSchema(
  { kind: String, mightKnow: { type: [String], default: undefined }, answer: Number, state: String },
  { _id: false, strict: 'throw' },
);

/** `leaving` and `gone`: on its way out, and out. What is gone is deleted as soon as it was told. */
export const storedStates = ['due', 'held', 'asked', 'declined', 'leaving', 'gone'] as const;
export type StoredState = (typeof storedStates)[number];

/**
 * Something that is not published yet. It has no number, no time finer than the day and no order: its id is random, and the
 * collection is kept in the order of ids (safety.md P6). Publishing copies it; nothing of what waited remains.
 */
@Schema({
  collection: 'waiting',
  versionKey: false,
  strict: 'throw',
})
export class Waiting {
  @Prop({ required: true, type: String })
  _id!: string;

  @Prop({ required: true, type: String, enum: waitingKinds })
  kind!: WaitingKind;

  @Prop({ required: true })
  threadId!: string;

  @Prop({
    type: {
      themeId: String,
      sessionId: String,
      kind: String,
      audience: String,
      title: String,
      mightKnow: [String],
      aliasesOffered: Boolean,
      _id: false,
    },
    default: null,
  })
  starts!: ThreadToBe | null;

  @Prop({ required: true, type: authorFields })
  author!: Author;

  /** The post that is changed, or that a word is about. */
  @Prop({ type: String, default: null })
  postId!: string | null;

  @Prop({ type: Number, default: null })
  replyTo!: number | null;

  @Prop({ type: String, default: '' })
  text!: string;

  /** Missing where it has none. */
  @Prop({ type: pictureFields, default: undefined })
  pictures?: PostPicture[];

  @Prop({ type: String, default: null })
  contentNote!: string | null;

  @Prop({ type: { kind: { type: String, enum: reactionKinds }, on: Boolean, _id: false }, default: null })
  reaction!: { kind: ReactionKind; on: boolean } | null;

  /** Of a change of a thread, whose new title stands in `text`. */
  @Prop({ type: markFields, default: undefined })
  marks?: Marks;

  @Prop({ required: true, type: String, enum: storedStates })
  state!: StoredState;

  /** Why a moderator looks first; older ones do not say. */
  @Prop({ type: String, enum: [...heldReasons, null], default: null })
  why?: HeldReason | null;

  /** The moderator whom its author chose: nobody else reads it before it comes out. It goes with this entry. */
  @Prop({ type: String, default: null })
  chosen?: string | null;

  /** The day on which they were chosen, where that was later than it was written. */
  @Prop({ type: Date, default: null })
  chosenOn?: Date | null;

  /** Its author allows that it goes on to others after a day. */
  @Prop({ type: Boolean })
  goesOn?: boolean;

  /** The day that it was written on, and no finer. */
  @Prop({ required: true })
  on!: Date;

  @Prop({ type: [{ by: String, text: String, on: Date, _id: false }], default: [] })
  talk!: Word[];

  /** Why it was declined; null where nobody did, but its author was asked and never answered. */
  @Prop({ type: String, default: null })
  reason!: string | null;

  /** The day on which it was declined; what was declined before that was noted has it from the first look on. */
  @Prop({ type: Date })
  declinedOn?: Date;

  /** The day on which its author was asked for a change, the last time; what was asked before that was noted has it from the first look on. */
  @Prop({ type: Date })
  askedOn?: Date;

  /** The id that it gets among posts: set before it is copied, so that copying twice is copying once. */
  @Prop({ type: String })
  copy?: string;

  @Prop({ required: true, default: 1 })
  revision!: number;

  creation?: Creation;
  pending!: PendingChange[];
}

export const WaitingSchema = SchemaFactory.createForClass(Waiting);
keptByIds(WaitingSchema);
WaitingSchema.index({ threadId: 1 });
WaitingSchema.index({ state: 1, on: 1 });
WaitingSchema.index({ postId: 1 }, { partialFilterExpression: { postId: { $type: 'string' } } });
WaitingSchema.index({ 'author.memberId': 1 }, { partialFilterExpression: { 'author.memberId': { $exists: true } } });
WaitingSchema.index({ 'author.aliasId': 1 }, { partialFilterExpression: { 'author.aliasId': { $exists: true } } });
WaitingSchema.index({ 'pictures.id': 1 }, { partialFilterExpression: { 'pictures.id': { $exists: true } } });
withCreation(WaitingSchema, ['threadId']);
withPending(WaitingSchema);
