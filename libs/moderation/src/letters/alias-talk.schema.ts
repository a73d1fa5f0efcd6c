import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { type LetterWriter, letterWriters } from '@throughline/contracts/names';
import { keptByIds } from '@throughline/platform';
import { type PendingChange, withPending } from '@throughline/stream';
import { Schema as MongooseSchema } from 'mongoose';

/** One letter. What the alias answers is dated to the day: nothing of an alias is dated finer (safety.md P6). */
export interface AliasMessage {
  from: 'us' | 'alias';
  /** Who of us wrote it; null for the alias. */
  by: string | null;
  text: string;
  at: Date;
  key: string;
}

const messageFields = new MongooseSchema(
  { from: String, by: String, text: String, at: Date, key: String },
  { _id: false, strict: 'throw' },
);

/**
 * Words in private between those who look after this place and whoever an alias is. It names the alias alone, and its author finds it by
 * the voice that their session derives: nothing is sealed open, and nothing here says whether it was read.
 */
@Schema({ collection: 'alias_talks', versionKey: false, strict: 'throw' })
export class AliasTalk {
  @Prop({ required: true, type: String })
  _id!: string;

  @Prop({ required: true })
  aliasId!: string;

  /** What it is about, of which its author learns nothing: `concern:<id>`. */
  @Prop({ required: true })
  topic!: string;

  @Prop({ required: true, type: String, enum: letterWriters })
  from!: LetterWriter;

  @Prop({ type: [messageFields], default: [] })
  messages!: AliasMessage[];

  /** Whether an answer is still waited for. One that comes later is taken all the same. */
  @Prop({ required: true, default: true })
  open!: boolean;

  @Prop({ required: true, default: 1 })
  revision!: number;

  pending!: PendingChange[];
}

export const AliasTalkSchema = SchemaFactory.createForClass(AliasTalk);
keptByIds(AliasTalkSchema);
AliasTalkSchema.index({ aliasId: 1, topic: 1 }, { unique: true });
AliasTalkSchema.index({ topic: 1 });
withPending(AliasTalkSchema);
