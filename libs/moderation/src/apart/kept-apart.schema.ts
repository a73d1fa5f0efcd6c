import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { type PendingChange, withPending } from '@throughline/stream';

/** What a member answered to "Is there anyone you need to be kept apart from?". By their id; read by safeguarding leads alone. */
@Schema({ collection: 'kept_apart', versionKey: false, strict: 'throw' })
export class KeptApart {
  @Prop({ required: true, type: String })
  _id!: string;

  @Prop({ type: String, default: '' })
  words!: string;

  @Prop({ type: [String], default: [] })
  names!: string[];

  /** Members whom they chose. */
  @Prop({ type: [String], default: [] })
  members!: string[];

  /** Leads whom they left out. */
  @Prop({ type: [String], default: [] })
  without!: string[];

  @Prop({ required: true })
  changedAt!: Date;

  @Prop({ required: true, default: 1 })
  textVersion!: number;

  pending!: PendingChange[];
}

export const KeptApartSchema = SchemaFactory.createForClass(KeptApart);
withPending(KeptApartSchema);
