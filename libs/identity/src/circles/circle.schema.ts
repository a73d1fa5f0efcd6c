import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { type Creation, withCreation } from '@throughline/platform';
import { type PendingChange, withPending } from '@throughline/stream';

/** A named group of members. Who is in it stands with each member (`Member.circles`), in the same write as their access. */
@Schema({ collection: 'circles', versionKey: false, strict: 'throw' })
export class Circle {
  @Prop({ required: true, type: String })
  _id!: string;

  @Prop({ required: true })
  name!: string;

  /** What it is for, in a sentence. */
  @Prop({ required: true })
  purpose!: string;

  @Prop({ required: true, default: false })
  livedExperience!: boolean;

  @Prop({ required: true, type: String, enum: ['open', 'closed'], default: 'open' })
  state!: 'open' | 'closed';

  @Prop({ required: true, default: 1 })
  textVersion!: number;

  creation?: Creation;
  pending!: PendingChange[];
}

export const CircleSchema = SchemaFactory.createForClass(Circle);
withCreation(CircleSchema);
withPending(CircleSchema);
