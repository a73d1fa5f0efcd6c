import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { LinkedPassages } from '@throughline/discussion';
import type { ItemFacts } from './report-facts';

/**
 * One change or note of a stored report, as it was when it was stored. Words of members are not in it: where they stand is, and they are
 * put in from their posts each time (docs/decisions/0031).
 */
@Schema({ collection: 'report_items', versionKey: false, strict: 'throw', minimize: false })
export class ReportItem {
  @Prop({ required: true, type: String })
  _id!: string;

  @Prop({ required: true, type: String })
  reportId!: string;

  @Prop({ required: true, type: String })
  edition!: string;

  @Prop({ required: true, type: Number })
  place!: number;

  @Prop({ required: true, type: Object })
  facts!: ItemFacts;

  @Prop({
    type: [
      {
        postId: String,
        textVersion: Number,
        passages: [{ start: Number, end: Number, _id: false }],
        digest: String,
        _id: false,
      },
    ],
    default: [],
  })
  words!: LinkedPassages[];

  /** How many words stood here that were erased since: nothing else is left of them. */
  @Prop({ required: true, type: Number, default: 0 })
  erased!: number;
}

export const ReportItemSchema = SchemaFactory.createForClass(ReportItem);
ReportItemSchema.index({ edition: 1, place: 1 });
ReportItemSchema.index({ reportId: 1 });
ReportItemSchema.index({ 'words.postId': 1 }, { partialFilterExpression: { 'words.postId': { $exists: true } } });
