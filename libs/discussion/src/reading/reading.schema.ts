import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { type PendingChange, withPending } from '@throughline/stream';

/** What one member has read of one thread. Nothing of it is ever shown to others. */
@Schema({ collection: 'readings', versionKey: false, strict: 'throw' })
export class Reading {
  /** `<memberId>/<threadId>` */
  @Prop({ required: true, type: String })
  _id!: string;

  @Prop({ required: true })
  memberId!: string;

  @Prop({ required: true })
  threadId!: string;

  /** Ranges of post numbers, ascending, both ends included. */
  @Prop({ type: [[Number]], default: [] })
  read!: [number, number][];

  @Prop({ required: true, default: 0 })
  revision!: number;

  pending!: PendingChange[];
}

export const ReadingSchema = SchemaFactory.createForClass(Reading);
ReadingSchema.index({ memberId: 1, threadId: 1 }, { unique: true });
withPending(ReadingSchema);
