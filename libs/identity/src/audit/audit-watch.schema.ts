import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { type PendingChange, withPending } from '@throughline/stream';

/** Who gets the head of the audit chain by mail, and what came of it last; there is one document. */
@Schema({ collection: 'audit_watch', versionKey: false, strict: 'throw' })
export class AuditWatch {
  @Prop({ required: true, type: String })
  _id!: 'audit';

  @Prop({ type: [String], default: [] })
  addresses!: string[];

  @Prop({ required: true, default: 1 })
  textVersion!: number;

  /** The head that was mailed last, and when. */
  @Prop({ type: { seq: Number, hash: String, at: Date, _id: false }, default: null })
  last!: { seq: number; hash: string; at: Date } | null;

  @Prop({ type: String, enum: ['not-sent', 'chain-broken', null], default: null })
  problem!: 'not-sent' | 'chain-broken' | null;

  pending!: PendingChange[];
}

export const AuditWatchSchema = SchemaFactory.createForClass(AuditWatch);
withPending(AuditWatchSchema);
