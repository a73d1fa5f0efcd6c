import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { type PendingChange, withPending } from '@throughline/stream';

/** A secret key under a passphrase, with what is needed to come from one to the other; base64url. */
export interface PassphraseLocked {
  salt: string;
  /** Argon2id's costs when it was made: KiB, and passes. */
  memory: number;
  passes: number;
  nonce: string;
  box: string;
}

/**
 * A safeguarding lead who has set up their part in finding out who wrote something: a pair of keys, of which the secret one opens
 * with their passphrase alone. It goes when they are no lead any more.
 */
@Schema({ collection: 'sealing_leads', versionKey: false, strict: 'throw' })
export class SealingLead {
  /** The member's id. */
  @Prop({ required: true, type: String })
  _id!: string;

  /** Of this pair of keys; another once it was set up anew. */
  @Prop({ required: true })
  keyId!: string;

  @Prop({ required: true })
  publicKey!: string;

  @Prop({
    required: true,
    type: { salt: String, memory: Number, passes: Number, nonce: String, box: String, _id: false },
  })
  secretKey!: PassphraseLocked;

  /** Where they worked when they set it up: a lead who says since that they work elsewhere counts as of both. */
  @Prop({ type: String, default: null })
  organisationId!: string | null;

  @Prop({ required: true })
  setUpAt!: Date;

  pending!: PendingChange[];
}

export const SealingLeadSchema = SchemaFactory.createForClass(SealingLead);
withPending(SealingLeadSchema);
