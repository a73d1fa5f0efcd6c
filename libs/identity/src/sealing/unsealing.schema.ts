import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { type UnsealingState, unsealingStates } from '@throughline/contracts/names';
import { type Creation, withCreation } from '@throughline/platform';
import { type PendingChange, withPending } from '@throughline/stream';

/** Something sealed to one lead's pair of keys. */
export interface BoxForLead {
  leadId: string;
  leadKeyId: string;
  box: string;
}

const boxes = { type: [{ leadId: String, leadKeyId: String, box: String, _id: false }], default: [] };

/**
 * One lead's request to find out who wrote as an alias, and what came of it. It never says who that is, but for the thirty minutes
 * in which both leads may read it, sealed to them.
 */
@Schema({ collection: 'unsealings', versionKey: false, strict: 'throw' })
export class Unsealing {
  @Prop({ required: true, type: String })
  _id!: string;

  @Prop({ required: true })
  aliasId!: string;

  @Prop({ required: true })
  threadId!: string;

  @Prop({ required: true })
  askedBy!: string;

  @Prop({ required: true })
  askedAt!: Date;

  /** Empty once it is a year old. */
  @Prop({ type: String, default: '' })
  reason!: string;

  @Prop({ required: true, type: String, enum: unsealingStates, default: 'waiting' })
  state!: UnsealingState;

  /** When it ends unanswered. */
  @Prop({ required: true })
  expiresAt!: Date;

  /** The share of who asked, sealed to the leads of other organisations; gone once it was answered or is over. */
  @Prop(boxes)
  shares!: BoxForLead[];

  @Prop({ type: String, default: null })
  answeredBy!: string | null;

  @Prop({ type: Date, default: null })
  answeredAt!: Date | null;

  @Prop({ type: String, default: '' })
  answerReason!: string;

  /** Why the author is told later, and from when. */
  @Prop({ type: { reason: String, on: String, _id: false }, default: null })
  delay!: { reason: string; on: string } | null;

  /** Who wrote it, sealed to both leads; gone when they may not read it any more. */
  @Prop(boxes)
  found!: BoxForLead[];

  @Prop({ type: Date, default: null })
  readableUntil!: Date | null;

  /**
   * That its author is to be told: `for` is a digest that only the author's own session derives, under a secret that is not in the
   * database, and of this request alone, so that two of one author have nothing in common.
   */
  @Prop({ type: { for: String, from: Date, readOn: { type: String, default: null }, _id: false }, default: null })
  notice!: { for: string; from: Date; readOn: string | null } | null;

  creation?: Creation;
  pending!: PendingChange[];
}

export const UnsealingSchema = SchemaFactory.createForClass(Unsealing);
UnsealingSchema.index({ askedAt: -1 });
UnsealingSchema.index({ state: 1, expiresAt: 1 });
UnsealingSchema.index({ readableUntil: 1 }, { partialFilterExpression: { 'found.0': { $exists: true } } });
UnsealingSchema.index({ 'notice.from': 1 }, { partialFilterExpression: { 'notice.from': { $exists: true } } });
withCreation(UnsealingSchema);
withPending(UnsealingSchema);
