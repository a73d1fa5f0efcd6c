import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { type Creation, withCreation } from '@throughline/platform';
import { type PendingChange, withPending } from '@throughline/stream';

/** A complaint about how data about somebody is handled. It is dated to the day: the clock of it goes by days. */
@Schema({ collection: 'complaints', versionKey: false, strict: 'throw' })
export class Complaint {
  @Prop({ required: true, type: String })
  _id!: string;

  /** Empty once its member has left and it was answered. */
  @Prop({ type: String, default: '' })
  words!: string;

  @Prop({ type: String, default: null })
  reach!: string | null;

  /** Null for a visitor, and for who has left. */
  @Prop({ type: String, default: null })
  memberId!: string | null;

  /** When it came, and was acknowledged: both at once. */
  @Prop({ required: true })
  on!: Date;

  @Prop({ type: { text: String, by: String, on: Date, _id: false }, default: null })
  answer!: { text: string; by: string; on: Date } | null;

  creation?: Creation;
  pending!: PendingChange[];
}

export const ComplaintSchema = SchemaFactory.createForClass(Complaint);
ComplaintSchema.index({ on: 1 });
ComplaintSchema.index({ memberId: 1, on: -1 });
withCreation(ComplaintSchema);
withPending(ComplaintSchema);
