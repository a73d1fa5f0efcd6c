import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import {
  type ChosenUses,
  type LeavingChoice,
  leavingChoices,
  type PostState,
  postStates,
  type ReactionKind,
  reactionKinds,
} from '@throughline/contracts/names';
import { type Creation, keptByIds, withCreation } from '@throughline/platform';
import { type PendingChange, withPending } from '@throughline/stream';
import { type Author, authorFields } from '../author';
import { pictureFields, type PostPicture } from '../pictures/post-picture';

export interface Reaction {
  kind: ReactionKind;
  /** A member's id, or an alias's. */
  by: string;
  alias?: boolean;
}

/** A text that a post had before it was edited. */
export interface Revision {
  textVersion: number;
  text: string;
  pictures?: PostPicture[];
  at: Date;
}

export interface Gone {
  at: Date;
  reason: string | null;
  to: { threadId: string; number: number } | null;
}

/** A message in a thread. Its number is given in the write that publishes it; numbers in a thread have no gaps. */
@Schema({ collection: 'posts', versionKey: false, strict: 'throw' })
export class Post {
  @Prop({ required: true, type: String })
  _id!: string;

  @Prop({ required: true })
  threadId!: string;

  @Prop({ required: true })
  number!: number;

  /** The number, in the same thread, of the post that this one replies to. */
  @Prop({ type: Number, default: null })
  replyTo!: number | null;

  @Prop({ required: true, type: authorFields })
  author!: Author;

  @Prop({ required: true, type: String, enum: postStates })
  state!: PostState;

  @Prop({ type: String, default: '' })
  text!: string;

  @Prop({ type: String, default: '' })
  bodyHtml!: string;

  /** Missing where it has none. */
  @Prop({ type: pictureFields, default: undefined })
  pictures?: PostPicture[];

  @Prop({ type: String, default: null })
  contentNote!: string | null;

  @Prop({ required: true })
  publishedAt!: Date;

  @Prop({ type: Date, default: null })
  editedAt!: Date | null;

  @Prop({
    type: [{ kind: { type: String, enum: reactionKinds }, by: String, alias: Boolean, _id: false }],
    default: [],
  })
  reactions!: Reaction[];

  @Prop({
    type: [
      {
        textVersion: Number,
        text: String,
        pictures: { type: pictureFields, default: undefined },
        at: Date,
        _id: false,
      },
    ],
    default: [],
  })
  former!: Revision[];

  /** What it may be used for, as far as its author chose so for it. */
  @Prop({ type: { summary: Boolean, evidence: Boolean, report: Boolean, _id: false } })
  consents?: ChosenUses;

  /** What becomes of it when its author leaves, where that is not to be what becomes of all. */
  @Prop({ type: String, enum: leavingChoices })
  leavesAs?: LeavingChoice;

  @Prop({
    type: { at: Date, reason: String, to: { type: { threadId: String, number: Number }, _id: false }, _id: false },
    default: null,
  })
  gone!: Gone | null;

  /** Where it stood before it was moved: a post is read if any of its places is. */
  @Prop({ type: [{ threadId: String, number: Number, _id: false }], default: [] })
  formerly!: { threadId: string; number: number }[];

  /** Something was made from its words once: what hangs on it is asked for when it is shown (`Registries.margins`). */
  @Prop({ type: Boolean })
  marked?: boolean;

  @Prop({ required: true, default: 1 })
  revision!: number;

  @Prop({ required: true, default: 1 })
  textVersion!: number;

  creation?: Creation;
  pending!: PendingChange[];
}

export const PostSchema = SchemaFactory.createForClass(Post);
PostSchema.index({ threadId: 1, number: 1 }, { unique: true });
PostSchema.index({ threadId: 1, replyTo: 1, number: 1 });
PostSchema.index(
  { threadId: 1, 'formerly.threadId': 1 },
  { partialFilterExpression: { 'formerly.threadId': { $exists: true } } },
);
PostSchema.index(
  { 'formerly.threadId': 1, 'formerly.number': 1 },
  { partialFilterExpression: { 'formerly.threadId': { $exists: true } } },
);
PostSchema.index({ 'author.aliasId': 1 }, { partialFilterExpression: { 'author.aliasId': { $exists: true } } });
for (const held of ['pictures.id', 'former.pictures.id'])
  PostSchema.index({ [held]: 1 }, { partialFilterExpression: { [held]: { $exists: true } } });
PostSchema.index({ 'author.memberId': 1, publishedAt: -1 });
PostSchema.index({ 'author.proof': 1 }, { partialFilterExpression: { 'author.proof': { $exists: true } } });
withCreation(PostSchema, ['threadId']);
withPending(PostSchema);
keptByIds(PostSchema);

/** Everything of a post but what only its own service needs. */
export const shownFields = { former: 0, pending: 0, creation: 0, text: 0 } as const;
export type ShownPost = Omit<Post, 'former' | 'pending' | 'creation' | 'text'>;
