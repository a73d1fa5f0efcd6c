import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { type StepKind, stepKinds } from '@throughline/contracts/names';
import { type Author, authorFields } from '@throughline/discussion';
import { type Creation, keptByIds, withCreation } from '@throughline/platform';
import { type PendingChange, withPending } from '@throughline/stream';
import { Schema as MongooseSchema } from 'mongoose';

/** Something said about a step, in private: of whom it is about nothing is kept but which step it is. To the day. */
export interface StepWord {
  from: 'moderator' | 'them';
  /** The moderator; null for whom it is about. */
  by: string | null;
  text: string;
  on: Date;
  key: string;
}

export interface StepEnd {
  /** Null where its time was over. */
  by: string | null;
  why: string;
  on: Date;
}

const wordFields = new MongooseSchema(
  { from: String, by: String, text: String, on: Date, key: String },
  { _id: false, strict: 'throw' },
);

/**
 * What moderators did about a member, or about an alias. That about an alias is kept by the alias and shows nowhere on a member
 * (safety.md P3, standing); so it is dated to the day, and kept in the order of random ids.
 */
@Schema({ collection: 'steps', versionKey: false, strict: 'throw' })
export class Step {
  @Prop({ required: true, type: String })
  _id!: string;

  @Prop({ required: true, type: String, enum: stepKinds })
  kind!: StepKind;

  @Prop({ required: true, type: authorFields })
  about!: Author;

  /** Of an alias: the thread that it is of. */
  @Prop({ type: String, default: null })
  threadId!: string | null;

  @Prop({ type: String, default: null })
  point!: string | null;

  @Prop({ required: true })
  reason!: string;

  @Prop({ required: true })
  by!: string;

  @Prop({ required: true })
  on!: Date;

  /** The end of its last day; null where it has none. */
  @Prop({ type: Date, default: null })
  until!: Date | null;

  @Prop({ required: true })
  active!: boolean;

  @Prop({ type: { by: String, why: String, on: Date, _id: false }, default: null })
  ended!: StepEnd | null;

  @Prop({ type: [wordFields], default: [] })
  talk!: StepWord[];

  /** Whom it is about has not read it, or what was said since. */
  @Prop({ required: true, default: true })
  unread!: boolean;

  /** They have answered, and no moderator has read that. */
  @Prop({ required: true, default: false })
  answered!: boolean;

  /** Set until all is as this says. */
  @Prop({ type: Boolean })
  unsettled?: boolean;

  @Prop({ required: true, default: 1 })
  revision!: number;

  creation?: Creation;
  pending!: PendingChange[];
}

export const StepSchema = SchemaFactory.createForClass(Step);
keptByIds(StepSchema);
StepSchema.index({ 'about.memberId': 1 }, { partialFilterExpression: { 'about.memberId': { $exists: true } } });
StepSchema.index({ 'about.aliasId': 1 }, { partialFilterExpression: { 'about.aliasId': { $exists: true } } });
StepSchema.index({ active: 1, kind: 1 });
StepSchema.index({ answered: 1, by: 1 });
StepSchema.index({ unsettled: 1 }, { partialFilterExpression: { unsettled: true } });
withCreation(StepSchema);
withPending(StepSchema);
