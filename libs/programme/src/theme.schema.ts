import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { type Creation, withCreation } from '@throughline/platform';
import { type PendingChange, withPending } from '@throughline/stream';

/** A season of sessions on one topic, with a question that it asks. */
@Schema({ collection: 'themes', versionKey: false, strict: 'throw' })
export class Theme {
  @Prop({ required: true, type: String })
  _id!: string;

  @Prop({ required: true })
  title!: string;

  @Prop({ required: true })
  question!: string;

  @Prop({ type: String, default: '' })
  about!: string;

  /** Calendar days, `2020-07-08`. */
  @Prop({ required: true })
  startsOn!: string;

  @Prop({ type: String, default: null })
  endsOn!: string | null;

  @Prop({ required: true, default: 1 })
  revision!: number;

  @Prop({ required: true, default: 1 })
  textVersion!: number;

  creation?: Creation;
  pending!: PendingChange[];
}

export const ThemeSchema = SchemaFactory.createForClass(Theme);
ThemeSchema.index({ startsOn: -1 });
withCreation(ThemeSchema);
withPending(ThemeSchema);
