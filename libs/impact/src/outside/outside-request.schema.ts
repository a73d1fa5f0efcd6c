import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import {
  allOutsideChoices,
  type OutsideChoice,
  type OutsideKind,
  outsideKinds,
  type OutsideRelation,
  outsideRelations,
} from '@throughline/contracts/names';
import { type Creation, withCreation } from '@throughline/platform';
import { type PendingChange, withPending } from '@throughline/stream';

export interface OutsideQuestion {
  _id: string;
  /** Keyed digests of the request that asked it: sent again it is the same question. */
  key: string;
  body: string;
  text: string;
  on: Date;
  answer: { text: string; by: string | null; on: Date } | null;
}

/** What somebody outside answered, as they wrote it: nobody can change it. */
export interface StoredAnswer {
  key: string;
  body: string;
  choice: OutsideChoice;
  text: string;
  how: string | null;
  role: string;
  relation: OutsideRelation | null;
  /** Only where they said that they may be named. */
  name: string | null;
  /** Which text of the statement they had read. */
  read: string;
  on: Date;
}

/** Somebody outside is asked something, by a link that takes one answer. */
@Schema({ collection: 'outside_requests', versionKey: false, strict: 'throw' })
export class OutsideRequest {
  @Prop({ required: true, type: String })
  _id!: string;

  @Prop({ required: true, type: String, enum: outsideKinds })
  kind!: OutsideKind;

  /** What it is about: one of the two. */
  @Prop({ type: String, default: null })
  outcomeId!: string | null;

  @Prop({ type: String, default: null })
  noteId!: string | null;

  @Prop({ type: String, default: null })
  organisation!: string | null;

  /** Whom the writers meant, for their list; gone when that person has answered, or soon after the link is too old. */
  @Prop({ type: String, default: null })
  forWhom!: string | null;

  /** Of an ask: what for, and by when. */
  @Prop({ type: String, default: null })
  text!: string | null;

  @Prop({ type: String, default: null })
  wishedFor!: string | null;

  /** Gone as soon as nothing more can be sent there. */
  @Prop({ type: String, default: null })
  mail!: string | null;

  @Prop({ required: true, type: Boolean })
  mailed!: boolean;

  /** Keyed digests of the secrets of its links: that of each reminder opens it too. */
  @Prop({ type: [String], default: [] })
  links!: string[];

  @Prop({ type: String, default: null })
  madeBy!: string | null;

  @Prop({ required: true, type: Date })
  on!: Date;

  /** To the instant: those of one day stand in the order in which they were asked. Shown is the day. */
  @Prop({ type: Date, default: null })
  askedAt!: Date | null;

  /** When what there is to read was last sent, and which text of it that was. */
  @Prop({ required: true, type: Date })
  sentOn!: Date;

  @Prop({ required: true, type: String })
  sent!: string;

  @Prop({ required: true, type: Date })
  expiresAt!: Date;

  @Prop({ type: [Date], default: [] })
  remindedOn!: Date[];

  @Prop({ type: Date, default: null })
  withdrawnOn!: Date | null;

  @Prop({
    type: [
      {
        _id: String,
        key: String,
        body: String,
        text: String,
        on: Date,
        answer: { type: { text: String, by: { type: String, default: null }, on: Date }, _id: false, default: null },
      },
    ],
    default: [],
  })
  questions!: OutsideQuestion[];

  @Prop({
    type: {
      key: String,
      body: String,
      choice: { type: String, enum: allOutsideChoices },
      text: String,
      how: { type: String, default: null },
      role: String,
      relation: { type: String, enum: [...outsideRelations, null], default: null },
      name: { type: String, default: null },
      read: String,
      on: Date,
    },
    _id: false,
    default: null,
  })
  answer!: StoredAnswer | null;

  /** A disagreement that was settled. */
  @Prop({ type: { on: Date, by: { type: String, default: null }, why: String }, _id: false, default: null })
  settled!: { on: Date; by: string | null; why: string } | null;

  /** Something came in that whoever asked has not seen: they are told on their pages, as not everybody has a mail address. */
  @Prop({ type: Boolean, default: false })
  news!: boolean;

  @Prop({ required: true, type: Number, default: 1 })
  revision!: number;

  creation?: Creation;
  pending!: PendingChange[];
}

export const OutsideRequestSchema = SchemaFactory.createForClass(OutsideRequest);
OutsideRequestSchema.index({ links: 1 });
OutsideRequestSchema.index({ outcomeId: 1 });
OutsideRequestSchema.index({ noteId: 1 });
OutsideRequestSchema.index({ madeBy: 1, news: 1 });
OutsideRequestSchema.index({ expiresAt: 1 });
withCreation(OutsideRequestSchema);
withPending(OutsideRequestSchema);
