import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** An app that makes a code every half a minute (TOTP, RFC 6238). */
@Schema({ _id: false })
export class CodeApp {
  /** Its key in base 32, encrypted. */
  @Prop({ required: true })
  key!: string;

  /** The last half-minute whose code was used: each is good once. */
  @Prop({ required: true })
  lastStep!: number;
}

/** A key that a phone, a computer or a stick keeps (WebAuthn). */
@Schema({ _id: false })
export class Passkey {
  @Prop({ required: true })
  id!: string;

  /** What its owner calls it. */
  @Prop({ required: true })
  name!: string;

  /** How the browser knows it; base64url. */
  @Prop({ required: true })
  credentialId!: string;

  /** COSE, base64url. */
  @Prop({ required: true })
  publicKey!: string;

  /** Counts uses, where the device counts: one that runs backwards was copied. */
  @Prop({ required: true })
  counter!: number;

  @Prop({ type: [String], default: [] })
  transports!: string[];

  /** To the day, like everything that says when a member was here. */
  @Prop({ required: true })
  addedOn!: string;

  @Prop({ type: String, default: null })
  lastUsedOn!: string | null;
}

/** What somebody has besides the password; there is one exactly where an app or a passkey is set up. */
@Schema({ _id: false })
export class SecondFactor {
  /** To the day. */
  @Prop({ required: true })
  setOn!: string;

  @Prop({ type: SchemaFactory.createForClass(CodeApp), default: null })
  app!: CodeApp | null;

  @Prop({ type: [SchemaFactory.createForClass(Passkey)], default: [] })
  passkeys!: Passkey[];

  /** Keyed digests of those that are left. */
  @Prop({ type: [String], default: [] })
  recoveryCodes!: string[];
}

export const SecondFactorSchema = SchemaFactory.createForClass(SecondFactor);
