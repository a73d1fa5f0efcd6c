import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { type PendingChange, withPending } from '@throughline/stream';

/** "You said, we did": the short answer of those who follow changes to the members of one theme. */
@Schema({ collection: 'theme_answers', versionKey: false, strict: 'throw' })
export class ThemeAnswer {
  /** The theme's id. */
  @Prop({ required: true, type: String })
  _id!: string;

  @Prop({ required: true })
  said!: string;

  @Prop({ required: true })
  did!: string;

  /** `2022-09-30` */
  @Prop({ required: true })
  on!: string;

  /** Who wrote it last. */
  @Prop({ type: String, default: null })
  by!: string | null;

  @Prop({ required: true })
  textVersion!: number;

  pending!: PendingChange[];
}

export const ThemeAnswerSchema = SchemaFactory.createForClass(ThemeAnswer);
ThemeAnswerSchema.index({ by: 1 });
withPending(ThemeAnswerSchema);
