import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { keptByIds } from '@throughline/platform';
import { type PendingChange, withPending } from '@throughline/stream';

/** Who an alias is, sealed to the safeguarding leads: it opens for two of them together (safety.md P2). */
export interface SealedAuthor {
  /** Which of the community's sealing keys it was sealed with. */
  keyId: string;
  /** A libsodium sealed box of one length for all, base64url. */
  box: string;
}

/** What was decided about an alias: `check`, a moderator reads everything first; `bar`, its author posts under none in the thread. */
export const aliasSteps = ['check', 'bar'] as const;
export type AliasStep = (typeof aliasSteps)[number];

/**
 * A name that one member posts under in one thread, and nowhere else. No field says who that is or joins to one that does:
 * `voice` is derived under a secret that is not in the database, `sealed` opens for two safeguarding leads together.
 */
@Schema({
  collection: 'aliases',
  versionKey: false,
  strict: 'throw',
})
export class Alias {
  @Prop({ required: true, type: String })
  _id!: string;

  /** Its home: a merge takes its posts elsewhere, and its name and proof stay by this. */
  @Prop({ required: true })
  threadId!: string;

  /** "Quiet Heron" */
  @Prop({ required: true })
  name!: string;

  /** What only its author's session can derive; random once it was let go. */
  @Prop({ required: true })
  voice!: string;

  /** The secret that `voice` was derived under: exempt from rotation (architecture.md, "Data"). */
  @Prop({ required: true })
  voiceKeyId!: string;

  /** The id of the stream that its author follows: a digest of the voice, and random with it. */
  @Prop({ type: String })
  stream!: string;

  /** Null once it was destroyed: twelve months after the thread's last post. */
  @Prop({ type: { keyId: String, box: String, _id: false }, default: null })
  sealed!: SealedAuthor | null;

  @Prop({ type: String, enum: [...aliasSteps, null], default: null })
  step!: AliasStep | null;

  pending!: PendingChange[];
}

export const AliasSchema = SchemaFactory.createForClass(Alias);
keptByIds(AliasSchema);
AliasSchema.index({ threadId: 1, voice: 1 }, { unique: true });
AliasSchema.index({ threadId: 1, name: 1 }, { unique: true });
AliasSchema.index({ stream: 1 }, { unique: true, partialFilterExpression: { stream: { $exists: true } } });
AliasSchema.index(
  { 'sealed.keyId': 1, threadId: 1 },
  { partialFilterExpression: { 'sealed.keyId': { $exists: true } } },
);
withPending(AliasSchema);
