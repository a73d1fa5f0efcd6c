import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { type SightingKind, sightingKinds } from '@throughline/contracts/names';

/** "We see this too", or "I have seen it working": said by one member, once a year. Only how many did is shown, and not of a few. */
@Schema({ collection: 'sightings', versionKey: false, strict: 'throw' })
export class Sighting {
  @Prop({ required: true, type: String })
  _id!: string;

  @Prop({ required: true })
  noteId!: string;

  /** Null once its member has left. */
  @Prop({ type: String, default: null })
  by!: string | null;

  @Prop({ required: true, type: String, enum: sightingKinds })
  kind!: SightingKind;

  /** `2019-10-03` */
  @Prop({ required: true })
  on!: string;

  @Prop({ required: true })
  year!: number;
}

export const SightingSchema = SchemaFactory.createForClass(Sighting);
SightingSchema.index({ noteId: 1, year: 1, kind: 1 });
SightingSchema.index(
  { by: 1, noteId: 1, kind: 1, year: 1 },
  { unique: true, partialFilterExpression: { by: { $type: 'string' } } },
);
