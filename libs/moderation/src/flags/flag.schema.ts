import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import {
  type FlagKind,
  flagKinds,
  type FlagState,
  flagStates,
  type WhyNotHidden,
  whyNotHidden,
} from '@throughline/contracts/names';
import { type Author, authorFields } from '@throughline/discussion';
import { keptByIds } from '@throughline/platform';
import { type PendingChange, withPending } from '@throughline/stream';
import { Schema as MongooseSchema } from 'mongoose';

/** What one person said of a post. Of an alias nothing is kept that leads to who it is: no time, and a key of its own voice (P2a). */
export interface Flag {
  kind: FlagKind;
  /** The point of the agreement, by its title. */
  point: string | null;
  words: string;
  by: Author;
  on: Date;
  /** The post was to be hidden for it; else why not, where that was asked. */
  hides: boolean;
  whyNot: WhyNotHidden | null;
  /** They were not told yet what came of it. */
  unread: boolean;
  /** Digests of the request: sent again, it is the same. */
  key: string;
  body: string;
}

/** What a moderator decided, about the text that they looked at. */
export interface Decision {
  /** Null where a moderator removed the post where it stood. */
  by: string | null;
  point: string | null;
  text: string;
  on: Date;
}

const flagFields = new MongooseSchema(
  {
    kind: { type: String, enum: flagKinds, required: true },
    point: String,
    words: String,
    by: { type: authorFields, required: true },
    on: { type: Date, required: true },
    hides: Boolean,
    whyNot: { type: String, enum: [...whyNotHidden, null] },
    unread: Boolean,
    key: String,
    body: String,
  },
  { _id: false, strict: 'throw' },
);

/** A post that somebody reported, with all that is said of it: it is decided once. Kept in no order of time, as all that an alias may write. */
@Schema({ collection: 'flags', versionKey: false, strict: 'throw' })
export class FlaggedPost {
  @Prop({ required: true, type: String })
  _id!: string;

  @Prop({ required: true })
  postId!: string;

  @Prop({ required: true })
  threadId!: string;

  @Prop({ required: true })
  number!: number;

  @Prop({ required: true, type: authorFields })
  author!: Author;

  @Prop({ required: true, type: String, enum: flagStates })
  state!: FlagState;

  @Prop({ type: [flagFields], required: true })
  flags!: Flag[];

  @Prop({ type: { by: String, point: String, text: String, on: Date, _id: false }, default: null })
  decision!: Decision | null;

  /** The text that the post had when this was decided: the same words are not hidden at once again. */
  @Prop({ type: Number, default: null })
  textVersion!: number | null;

  /** The day of the first flag. */
  @Prop({ required: true })
  on!: Date;

  /** Its author is to be told: that it is hidden, or what was decided. */
  @Prop({ type: Boolean, default: false })
  newToAuthor!: boolean;

  /** Set until the post is as this says. */
  @Prop({ type: Boolean })
  unsettled?: boolean;

  @Prop({ required: true, default: 1 })
  revision!: number;

  pending!: PendingChange[];
}

export const FlaggedPostSchema = SchemaFactory.createForClass(FlaggedPost);
keptByIds(FlaggedPostSchema);
FlaggedPostSchema.index({ postId: 1 }, { unique: true, partialFilterExpression: { state: 'open' } });
FlaggedPostSchema.index({ postId: 1, textVersion: 1 });
FlaggedPostSchema.index({ state: 1, on: 1 });
FlaggedPostSchema.index({ unsettled: 1 }, { partialFilterExpression: { unsettled: true } });
FlaggedPostSchema.index({ 'flags.key': 1 });
FlaggedPostSchema.index({ 'flags.by.memberId': 1 });
FlaggedPostSchema.index({ 'flags.by.aliasId': 1 });
FlaggedPostSchema.index({ 'author.memberId': 1 });
FlaggedPostSchema.index({ 'author.aliasId': 1 });
withPending(FlaggedPostSchema);

export const hides = ({ flags }: Pick<FlaggedPost, 'flags'>) => flags.some((flag) => flag.hides);
