import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { type PendingChange, withPending } from '@throughline/stream';

/** The one rota. What goes on to whom is worked out from it and the day: no row joins a moderator to anything that waits. */
@Schema({ collection: 'review_rota', versionKey: false, strict: 'throw' })
export class Rota {
  @Prop({ required: true, type: String })
  _id!: 'rota';

  @Prop({ type: [String], required: true })
  days!: (string | null)[];

  @Prop({ type: [{ from: Date, by: String, _id: false }], default: [] })
  weeks!: { from: Date; by: string }[];

  /** The last day of which moderators were told that it began, because other people's turn it may be. */
  @Prop({ type: Date, default: null })
  toldOn!: Date | null;

  @Prop({ required: true, default: 1 })
  textVersion!: number;

  pending!: PendingChange[];
}

export const RotaSchema = SchemaFactory.createForClass(Rota);
withPending(RotaSchema);
