import { type PendingChange, withPending } from '@throughline/stream';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** A way to choose a new password, once. */
@Schema({ collection: 'resets', versionKey: false, strict: 'throw' })
export class Reset {
  /** Keyed digest of the link's secret. */
  @Prop({ required: true, type: String })
  _id!: string;

  @Prop({ required: true })
  memberId!: string;

  /** As it was when the link was made: with another role, or another duty, it is void. */
  @Prop({ required: true })
  accessVersion!: number;

  @Prop({ required: true })
  expiresAt!: Date;

  @Prop({ type: Date, default: null })
  usedAt!: Date | null;

  pending!: PendingChange[];
}

export const ResetSchema = SchemaFactory.createForClass(Reset);
ResetSchema.index({ memberId: 1 });
withPending(ResetSchema);
ResetSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
