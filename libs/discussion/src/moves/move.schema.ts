import { type PendingChange, withPending } from '@throughline/stream';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** Posts on their way from one thread to another: stored before the first of them goes, so that a crash ends nothing halfway. */
@Schema({ collection: 'moves', versionKey: false, strict: 'throw' })
export class Move {
  @Prop({ required: true, type: String })
  _id!: string;

  @Prop({ required: true })
  from!: string;

  @Prop({ required: true })
  to!: string;

  /** The numbers to move, ascending; null for all of them, which is a merge. */
  @Prop({ type: [Number], default: null })
  numbers!: number[] | null;

  /** The moderator who asked for it. */
  @Prop({ required: true })
  by!: string;

  @Prop({ required: true })
  at!: Date;

  /** Present until it is done. */
  @Prop({ type: Boolean })
  open?: boolean;

  pending!: PendingChange[];
}

export const MoveSchema = SchemaFactory.createForClass(Move);
withPending(MoveSchema);
MoveSchema.index({ open: 1 }, { partialFilterExpression: { open: true } });
