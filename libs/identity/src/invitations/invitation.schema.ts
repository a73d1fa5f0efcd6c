import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { type Role, roles } from '@throughline/contracts/names';
import { type Creation, withCreation } from '@throughline/platform';
import { type PendingChange, withPending } from '@throughline/stream';

/** A way in for one person. Link and code are shown once; here are only their keyed digests. */
@Schema({ collection: 'invitations', versionKey: false, strict: 'throw' })
export class Invitation {
  @Prop({ required: true, type: String })
  _id!: string;

  @Prop({ required: true })
  linkDigest!: string;

  @Prop({ required: true })
  codeDigest!: string;

  @Prop({ required: true, type: String, enum: roles })
  role!: Role;

  @Prop({ type: String, default: null })
  forWhom!: string | null;

  /** Null for the one that makes the first administrator. */
  @Prop({ type: String, default: null })
  madeBy!: string | null;

  @Prop({ required: true })
  madeAt!: Date;

  @Prop({ required: true })
  expiresAt!: Date;

  /** The member whom it made, or is about to make: claimed before that member is stored. */
  @Prop({ type: String, default: null })
  usedBy!: string | null;

  @Prop({ type: Date, default: null })
  usedAt!: Date | null;

  @Prop({ type: Date, default: null })
  withdrawnAt!: Date | null;

  creation?: Creation;

  pending!: PendingChange[];
}

export const InvitationSchema = SchemaFactory.createForClass(Invitation);
InvitationSchema.index({ linkDigest: 1 }, { unique: true });
InvitationSchema.index({ codeDigest: 1 }, { unique: true });
InvitationSchema.index({ madeAt: -1 });
withCreation(InvitationSchema);
withPending(InvitationSchema);
