import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import {
  type AgeOfConcern,
  type ConcernEntryKind,
  concernEntryKinds,
  type ConcernKind,
  concernKinds,
  type Consent,
  type Danger,
  dangers,
  type TalkPartner,
  talkPartners,
} from '@throughline/contracts/names';
import { type Creation, withCreation } from '@throughline/platform';
import { type PendingChange, withPending } from '@throughline/stream';
import { Schema as MongooseSchema } from 'mongoose';

/** What a referral says, as it was saved at one time. */
export interface ConcernNote {
  words: string;
  danger: Danger;
  age: AgeOfConcern;
  wants: string;
  consent: Consent;
  overriddenWhy: string;
  referredTo: string;
  referredAt: Date | null;
  reporterTold: boolean;
}

/** One line of the log: it is only ever added. `key` makes one that is sent twice the same line. */
export interface ConcernEntry {
  at: Date;
  by: string | null;
  kind: ConcernEntryKind;
  to: string | null;
  text: string | null;
  note: ConcernNote | null;
  key: string | null;
}

export interface TalkMessage {
  from: 'lead' | 'them';
  by: string | null;
  text: string;
  at: Date;
  key: string;
}

/** Words in private between leads and one person, who knows it by an id of its own: never by that of the concern. */
export interface Talk {
  _id: string;
  with: TalkPartner;
  memberId: string;
  /** Something from a lead that was not looked at yet. */
  unread: boolean;
  messages: TalkMessage[];
}

/** A mail or a text message that somebody is to get. It names nobody and says nothing. */
export interface Call {
  _id: string;
  to: string;
  channel: 'mail' | 'text';
  /** When it is to be tried; null once it is out, or was given up. */
  nextAt: Date | null;
  tries: number;
  outAt: Date | null;
}

/** What is called for, and when next. */
export interface Alarm {
  for: 'answer' | 'second';
  step: number;
  nextAt: Date;
}

/** The post as it was when it was reported: it stays, also when the post is edited or taken back. */
export interface QuotedPost {
  id: string;
  threadId: string;
  number: number;
  author: string | null;
  text: string;
}

const noteFields = new MongooseSchema(
  {
    words: String,
    danger: String,
    age: String,
    wants: String,
    consent: String,
    overriddenWhy: String,
    referredTo: String,
    referredAt: Date,
    reporterTold: Boolean,
  },
  { _id: false, strict: 'throw' },
);
const entryFields = new MongooseSchema(
  {
    at: { type: Date, required: true },
    by: String,
    kind: { type: String, enum: concernEntryKinds, required: true },
    to: String,
    text: String,
    note: { type: noteFields, default: null },
    key: String,
  },
  { _id: false, strict: 'throw' },
);
const messageFields = new MongooseSchema(
  { from: String, by: String, text: String, at: Date, key: String },
  { _id: false, strict: 'throw' },
);
const talkFields = new MongooseSchema(
  {
    _id: String,
    with: { type: String, enum: talkPartners },
    memberId: String,
    unread: Boolean,
    messages: [messageFields],
  },
  { strict: 'throw' },
);
const callFields = new MongooseSchema(
  { _id: String, to: String, channel: String, nextAt: Date, tries: Number, outAt: Date },
  { strict: 'throw' },
);

/** A safeguarding report. Nothing of it is ever deleted here; who is excluded from it can neither read nor infer it. */
@Schema({ collection: 'concerns', versionKey: false, strict: 'throw' })
export class Concern {
  @Prop({ required: true, type: String })
  _id!: string;

  @Prop({ required: true, type: String, enum: concernKinds })
  kind!: ConcernKind;

  @Prop({ required: true, type: String, enum: dangers })
  danger!: Danger;

  @Prop({ required: true })
  words!: string;

  @Prop({ required: true })
  reporterId!: string;

  /** Whether leads may know who told them. */
  @Prop({ required: true })
  named!: boolean;

  /** Who it is about, as far as it was said. An alias is named by its id alone. */
  @Prop({ type: { memberId: String, aliasId: String, words: String, _id: false }, required: true })
  about!: { memberId: string | null; aliasId: string | null; words: string | null };

  @Prop({
    type: { id: String, threadId: String, number: Number, author: String, text: String, _id: false },
    default: null,
  })
  post!: QuotedPost | null;

  /** Members who never get it, whatever their duties are or become. */
  @Prop({ type: [String], required: true })
  excluded!: string[];

  @Prop({ required: true })
  openedAt!: Date;

  @Prop({ type: Date, default: null })
  closedAt!: Date | null;

  @Prop({ type: String, default: null })
  holderId!: string | null;

  @Prop({ type: [{ by: String, at: Date, _id: false }], default: [] })
  answered!: { by: string; at: Date }[];

  @Prop({ type: [entryFields], default: [] })
  entries!: ConcernEntry[];

  @Prop({ type: [talkFields], default: [] })
  talks!: Talk[];

  @Prop({ type: { for: String, step: Number, nextAt: Date, _id: false }, default: null })
  alarm!: Alarm | null;

  @Prop({ type: [callFields], default: [] })
  calls!: Call[];

  /** When the alarm or a call is next due; null where nothing is. */
  @Prop({ type: Date, default: null })
  dueAt!: Date | null;

  @Prop({ required: true, default: 1 })
  revision!: number;

  /** Counts what the alarm writes, which nobody sees: so that it and who works on the concern never write over each other. */
  @Prop({ required: true, default: 1 })
  turn!: number;

  creation?: Creation;
  pending!: PendingChange[];
}

export const ConcernSchema = SchemaFactory.createForClass(Concern);
ConcernSchema.index({ dueAt: 1 });
ConcernSchema.index({ closedAt: 1, openedAt: -1 });
ConcernSchema.index({ reporterId: 1, openedAt: -1 });
ConcernSchema.index({ 'talks.memberId': 1 });
ConcernSchema.index({ 'talks._id': 1 });
ConcernSchema.index({ 'post.threadId': 1, closedAt: 1 });
withCreation(ConcernSchema);
withPending(ConcernSchema);

/** When something is next to be done for a concern. */
export function dueAtOf({ alarm, calls }: Pick<Concern, 'alarm' | 'calls'>): Date | null {
  const times = [alarm?.nextAt, ...calls.map(({ nextAt }) => nextAt)].filter((time) => time instanceof Date);
  return times.length === 0 ? null : new Date(Math.min(...times.map((time) => time.getTime())));
}
