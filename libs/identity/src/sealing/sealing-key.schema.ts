import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { type PendingChange, withPending } from '@throughline/stream';
import type { SealedShare } from './shares';

/**
 * A key of the community that authors are sealed with. The one with the highest number is used; older ones open what was sealed
 * with them, as long as two leads hold shares of them.
 */
@Schema({ collection: 'sealing_keys', versionKey: false, strict: 'throw' })
export class SealingKey {
  @Prop({ required: true, type: String })
  _id!: string;

  /** 1, 2, 3, …: of two servers that make the next at once, one is refused. */
  @Prop({ required: true })
  number!: number;

  @Prop({ required: true })
  publicKey!: string;

  @Prop({ required: true })
  madeAt!: Date;

  @Prop({ type: [{ leadId: String, leadKeyId: String, box: String, _id: false }], required: true })
  shares!: SealedShare[];

  /** Into how many parts its secret was split: with fewer shares than these, somebody left who may have kept theirs. */
  @Prop({ required: true })
  parts!: number;

  pending!: PendingChange[];
}

export const SealingKeySchema = SchemaFactory.createForClass(SealingKey);
SealingKeySchema.index({ number: 1 }, { unique: true });
withPending(SealingKeySchema);
