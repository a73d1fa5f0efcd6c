import { type PendingChange, withPending } from '@throughline/stream';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** One device that is signed in. Its secret lives in the device's cookie; here is only its hash. */
@Schema({ collection: 'sign_ins', versionKey: false, strict: 'throw' })
export class SignIn {
  /** SHA-256 of the secret, base64url. */
  @Prop({ required: true, type: String })
  _id!: string;

  @Prop({ required: true })
  memberId!: string;

  /** For the list of devices: tells nothing of the secret. */
  @Prop({ required: true })
  deviceId!: string;

  /** "Firefox on Android" */
  @Prop({ required: true })
  what!: string;

  /** "Is this phone yours?" was answered with no. */
  @Prop({ required: true })
  shared!: boolean;

  @Prop({ required: true })
  signedInAt!: Date;

  @Prop({ required: true })
  lastUsedAt!: Date;

  /** As the member's was when the second step was taken, if there was one: an older one is over. */
  @Prop({ required: true, default: 0 })
  factorVersion!: number;

  /** It ends then, used or not. */
  @Prop({ required: true })
  endsAt!: Date;

  pending!: PendingChange[];
}

export const SignInSchema = SchemaFactory.createForClass(SignIn);
SignInSchema.index({ memberId: 1 });
withPending(SignInSchema);
SignInSchema.index({ deviceId: 1 }, { unique: true });
SignInSchema.index({ endsAt: 1 }, { expireAfterSeconds: 0 });
