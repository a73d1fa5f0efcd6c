import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** A sign-in whose password was right and whose second step is to come. It opens nothing. */
@Schema({ collection: 'second_steps', versionKey: false, strict: 'throw' })
export class SecondStep {
  /** Keyed digest of the secret in the browser's cookie. */
  @Prop({ required: true, type: String })
  _id!: string;

  @Prop({ required: true })
  memberId!: string;

  /** Keyed digest of the password's hash: with another password it is over. */
  @Prop({ required: true })
  password!: string;

  /** "Is this phone yours?" */
  @Prop({ required: true })
  mine!: boolean;

  /** What a passkey is to sign, once. */
  @Prop({ type: String, default: null })
  challenge!: string | null;

  @Prop({ required: true })
  expiresAt!: Date;
}

export const SecondStepSchema = SchemaFactory.createForClass(SecondStep);
SecondStepSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

/** What somebody who is signed in on this device has shown again, and is setting up. */
@Schema({ collection: 'proofs', versionKey: false, strict: 'throw' })
export class DeviceProof {
  /** The session's. */
  @Prop({ required: true, type: String })
  _id!: string;

  @Prop({ required: true })
  memberId!: string;

  /** Password and second factor were given, and hold until then. */
  @Prop({ type: Date, default: null })
  provenUntil!: Date | null;

  /** What a passkey is to sign, once. */
  @Prop({ type: String, default: null })
  challenge!: string | null;

  /** The key of an app that is being set up, encrypted. */
  @Prop({ type: String, default: null })
  newKey!: string | null;

  @Prop({ required: true })
  expiresAt!: Date;
}

export const DeviceProofSchema = SchemaFactory.createForClass(DeviceProof);
DeviceProofSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
