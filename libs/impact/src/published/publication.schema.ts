import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { PublishedAnswer, PublishedNote, PublishedOutcome } from '@throughline/contracts';
import { type PublishedKind, publishedKinds } from '@throughline/contracts/names';

/** The texts of something as they were approved; words of members are never among them. */
export type SaidNote = Omit<PublishedNote, 'id' | 'on' | 'evidence' | 'organisations'>;
export type SaidOutcome = Pick<
  PublishedOutcome,
  'title' | 'when' | 'where' | 'why' | 'ourPart' | 'others' | 'kinds' | 'conditions' | 'direction' | 'origin'
>;
export type SaidAnswer = Pick<PublishedAnswer, 'title' | 'said' | 'did'>;

/**
 * One thing that visitors may see. It holds the texts as they were approved, so that a later change is shown only once it was approved
 * too; and which evidence goes with it, by id: words are put in from their posts each time.
 */
@Schema({ collection: 'publications', versionKey: false, strict: 'throw', minimize: false })
export class Publication {
  /** Of the note, the outcome or the theme. */
  @Prop({ required: true, type: String })
  _id!: string;

  @Prop({ required: true, type: String, enum: publishedKinds })
  kind!: PublishedKind;

  /** Who approved it last, on which day: `2022-09-30` */
  @Prop({ type: String, default: null })
  by!: string | null;

  @Prop({ required: true })
  on!: string;

  @Prop({ required: true, type: Object })
  said!: SaidNote | SaidOutcome | SaidAnswer;

  @Prop({ type: [String], default: [] })
  notes!: string[];

  @Prop({ type: [String], default: [] })
  evidence!: string[];
}

export const PublicationSchema = SchemaFactory.createForClass(Publication);
PublicationSchema.index({ kind: 1, on: -1, _id: 1 });
PublicationSchema.index({ by: 1 });
