import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { type ApartWarningKind, apartWarningKinds } from '@throughline/contracts/names';
import { type PendingChange, withPending } from '@throughline/stream';

/** That somebody comes near who may be one whom a member is to be kept apart from. Leads are warned of it once. */
@Schema({ collection: 'apart_warnings', versionKey: false, strict: 'throw' })
export class ApartWarning {
  @Prop({ required: true, type: String })
  _id!: string;

  /** What it is about, so that it is there once: see `keyOf`. */
  @Prop({ required: true })
  key!: string;

  @Prop({ required: true, type: String, enum: apartWarningKinds })
  kind!: ApartWarningKind;

  /** Who asked to be kept apart. */
  @Prop({ required: true })
  of!: string;

  /** The member who may be meant; null for an invitation. */
  @Prop({ type: String, default: null })
  memberId!: string | null;

  /** For whom an invitation is, in the words of whoever made it. */
  @Prop({ type: String, default: null })
  forWhom!: string | null;

  @Prop({ type: { id: String, name: String, _id: false }, default: null })
  place!: { id: string; name: string } | null;

  @Prop({ required: true })
  at!: Date;

  @Prop({ type: String, default: null })
  seenBy!: string | null;

  pending!: PendingChange[];
}

export const ApartWarningSchema = SchemaFactory.createForClass(ApartWarning);
ApartWarningSchema.index({ key: 1 }, { unique: true });
ApartWarningSchema.index({ seenBy: 1 });
ApartWarningSchema.index({ at: -1 });
withPending(ApartWarningSchema);
