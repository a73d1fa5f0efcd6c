import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { type PendingChange, withPending } from '@throughline/stream';
import type { CoverDay } from './cover';

export interface Contact {
  what: string;
  number: string;
}

const contact = { type: { what: String, number: String, _id: false }, default: null };

/** What administrators set for when somebody is not safe; there is one document. */
@Schema({ collection: 'safeguarding', versionKey: false, strict: 'throw' })
export class Safeguarding {
  @Prop({ required: true, type: String })
  _id!: 'safeguarding';

  @Prop({ type: [{ day: Number, from: String, to: String, _id: false }], default: [] })
  cover!: CoverDay[];

  @Prop({ type: [String], default: [] })
  closedOn!: string[];

  /** Somebody outside this community; without it no concern is taken. */
  @Prop(contact)
  outside!: Contact | null;

  /** The council's out-of-hours number; without it no concern is taken. */
  @Prop(contact)
  nightTeam!: Contact | null;

  @Prop({ type: String, default: null })
  webhook!: string | null;

  /** The numbers by which leads get alerts as text messages: theirs to set. */
  @Prop({ type: [{ memberId: String, phone: String, _id: false }], default: [] })
  phones!: { memberId: string; phone: string }[];

  @Prop({ required: true, default: 1 })
  textVersion!: number;

  pending!: PendingChange[];
}

export const SafeguardingSchema = SchemaFactory.createForClass(Safeguarding);
withPending(SafeguardingSchema);
