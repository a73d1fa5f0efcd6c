import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { keptByIds } from '@throughline/platform';
import { type PendingChange, withPending } from '@throughline/stream';

/**
 * Says who has something in the queue open; or, for a day or so after it was decided and is gone, that it was. It holds the id that
 * the thing had while it waited, which nothing that is published has.
 */
@Schema({ collection: 'review_claims', versionKey: false, strict: 'throw' })
export class ReviewClaim {
  @Prop({ required: true, type: String })
  _id!: string;

  /** The moderator; null once they let go of it, until everybody was told. */
  @Prop({ type: String, default: null })
  by!: string | null;

  @Prop({ required: true })
  until!: Date;

  @Prop({ required: true, default: false })
  decided!: boolean;

  pending!: PendingChange[];
}

export const ReviewClaimSchema = SchemaFactory.createForClass(ReviewClaim);
keptByIds(ReviewClaimSchema);
ReviewClaimSchema.index({ until: 1 });
ReviewClaimSchema.index({ by: 1 });
withPending(ReviewClaimSchema);
