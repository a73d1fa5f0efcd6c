import { type PendingChange, withPending } from '@throughline/stream';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** What a link is for: those from before there were others are for a new password. */
export type ResetOf = 'password' | 'second-factor';

/** A way to choose a new password, or to take away a second factor that was lost; once. */
@Schema({ collection: 'resets', versionKey: false, strict: 'throw' })
export class Reset {
  /** Keyed digest of the link's secret. */
  @Prop({ required: true, type: String })
  _id!: string;

  @Prop({ required: true })
  memberId!: string;

  @Prop({ type: String, default: 'password' })
  of!: ResetOf;

  /** Who handed it over; null where it was mailed, and unknown for older ones. */
  @Prop({ type: String, default: null })
  madeBy!: string | null;

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
