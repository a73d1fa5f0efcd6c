import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import {
  type ReportDetail,
  reportDetails,
  type ReportMaker,
  reportMakers,
  type ReportOrder,
  reportOrders,
  type ReportState,
  reportStates,
} from '@throughline/contracts/names';
import { type Creation, withCreation } from '@throughline/platform';
import type { MethodFacts } from './report-facts';

const ids = { type: [String], default: [] };
const said = { type: String, default: '' };

/** A report: what was chosen for it and, once it is stored, what its first page said. What is in it stands in `report_items`. */
@Schema({ collection: 'reports', versionKey: false, strict: 'throw', minimize: false })
export class Report {
  @Prop({ required: true, type: String })
  _id!: string;

  @Prop({ required: true, type: String, enum: reportStates, default: 'draft' })
  state!: ReportState;

  /** Stored reports are counted: "Report 3". */
  @Prop({ type: Number, default: null })
  number!: number | null;

  @Prop({ required: true })
  title!: string;

  @Prop(said)
  forWhom!: string;

  /** Days: `2020-07-08` */
  @Prop({ required: true })
  from!: string;

  @Prop({ required: true })
  to!: string;

  @Prop(ids)
  themes!: string[];

  @Prop(ids)
  withoutOutcomes!: string[];

  @Prop(ids)
  withoutNotes!: string[];

  @Prop({ required: true, type: String, enum: reportDetails, default: 'full' })
  detail!: ReportDetail;

  @Prop({ required: true, type: String, enum: reportOrders, default: 'theme' })
  order!: ReportOrder;

  @Prop(said)
  found!: string;

  @Prop(said)
  context!: string;

  @Prop(said)
  limits!: string;

  @Prop(said)
  asks!: string;

  @Prop({ type: String, default: null })
  madeBy!: string | null;

  /** As what, which its readers are told; who it was they are not. */
  @Prop({ type: String, enum: [...reportMakers, null], default: null })
  maker!: ReportMaker | null;

  /** The day on which it was stored. */
  @Prop({ type: String, default: null })
  asAt!: string | null;

  @Prop({ type: Object, default: null })
  method!: MethodFacts | null;

  /** Names the items that are its own: of two that store it at once, one does. */
  @Prop({ type: String, default: null })
  edition!: string | null;

  /** How many words had gone out of it when its readers were last told. */
  @Prop({ required: true, type: Number, default: 0 })
  told!: number;

  @Prop({ required: true, type: Number, default: 1 })
  textVersion!: number;

  creation?: Creation;
}

export const ReportSchema = SchemaFactory.createForClass(Report);
ReportSchema.index({ number: 1 }, { unique: true, partialFilterExpression: { number: { $gt: 0 } } });
ReportSchema.index({ state: 1, number: -1, _id: 1 });
ReportSchema.index({ madeBy: 1 });
withCreation(ReportSchema);
