import { type PendingChange, withPending } from '@throughline/stream';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

export interface AgreementPoint {
  title: string;
  text: string;
}

/** What a community sets for itself; there is one document. */
@Schema({ collection: 'community', versionKey: false, strict: 'throw' })
export class Community {
  @Prop({ required: true, type: String })
  _id!: 'community';

  @Prop({ required: true })
  name!: string;

  @Prop({ type: String, default: '' })
  place!: string;

  @Prop({ required: true })
  headline!: string;

  @Prop({ required: true })
  welcome!: string;

  /** Where "Exit this page" goes. */
  @Prop({ required: true })
  exitTo!: string;

  @Prop({ required: true })
  timeZone!: string;

  @Prop({ type: [{ what: String, number: String, _id: false }], required: true })
  supportLines!: { what: string; number: string }[];

  @Prop({ type: [{ title: String, text: String, _id: false }], required: true })
  agreement!: AgreementPoint[];

  @Prop({ required: true, default: 1 })
  agreementVersion!: number;

  @Prop({ required: true })
  agreementChangedAt!: Date;

  /** One change told by years on the front page, until the published impact page tells it. */
  @Prop({
    type: { title: String, text: String, steps: [{ title: String, text: String, _id: false }], _id: false },
    default: null,
  })
  story!: { title: string; text: string; steps: { title: string; text: string }[] } | null;

  /** How many posts of a new member are checked first; a community from before has no such field. */
  @Prop({ type: Number })
  newMemberPosts?: number;

  /** How somebody from outside reaches those who publish; nothing where they have not said so. */
  @Prop({ type: String, default: '' })
  contact?: string;

  /** The published accounts of a demonstration; empty in a real community. */
  @Prop({
    type: [{ name: String, password: String, who: String, passphrase: { type: String, default: null }, _id: false }],
    default: [],
  })
  demonstrationAccounts!: { name: string; password: string; who: string; passphrase?: string | null }[];

  @Prop({ required: true, default: 1 })
  textVersion!: number;

  pending!: PendingChange[];
}

export const CommunitySchema = SchemaFactory.createForClass(Community);
withPending(CommunitySchema);
