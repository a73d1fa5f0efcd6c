import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import {
  type ChangeKind,
  changeKinds,
  type Condition,
  conditions,
  type OutcomeState,
  outcomeStates,
} from '@throughline/contracts/names';
import { type Creation, withCreation } from '@throughline/platform';
import { type PendingChange, withPending } from '@throughline/stream';
import { type Evidence, type Kept, type LookAgain, type Version, withEvidence } from '../evidence/evidence.schema';

const ids = { type: [String], default: [] };

/** Something that changed: who did what differently, when and where, why it matters, and how this community helped. */
@Schema({ collection: 'outcomes', versionKey: false, strict: 'throw' })
export class Outcome implements Kept {
  @Prop({ required: true, type: String })
  _id!: string;

  /** A draft is there for those who look after it alone. */
  @Prop({ required: true, type: String, enum: outcomeStates, default: 'draft' })
  state!: OutcomeState;

  @Prop({ type: String, default: '' })
  who!: string;

  @Prop({ type: String, default: '' })
  what!: string;

  @Prop({ type: String, default: '' })
  when!: string;

  @Prop({ type: String, default: '' })
  where!: string;

  @Prop({ type: String, default: '' })
  why!: string;

  @Prop({ type: String, default: '' })
  ourPart!: string;

  @Prop({ type: String, default: '' })
  others!: string;

  @Prop({ type: [String], enum: changeKinds, default: [] })
  kinds!: ChangeKind[];

  @Prop({ type: [String], enum: conditions, default: [] })
  conditions!: Condition[];

  @Prop({ type: String, default: null })
  direction!: 'positive' | 'negative' | null;

  @Prop({ type: String, default: null })
  origin!: 'planned' | 'emergent' | null;

  @Prop(ids)
  notes!: string[];

  /** Who began it, and fills in what was not said yet. */
  @Prop({ type: String, default: null })
  madeBy!: string | null;

  @Prop({ type: Date, default: null })
  recordedOn!: Date | null;

  themes!: string[];
  sessions!: string[];
  threads!: string[];
  evidence!: Evidence[];
  lookAgain!: LookAgain | null;
  versions!: Version[];
  revision!: number;
  textVersion!: number;
  creation?: Creation;
  pending!: PendingChange[];
}

export const OutcomeSchema = SchemaFactory.createForClass(Outcome);
OutcomeSchema.index({ state: 1, recordedOn: -1, _id: 1 });
OutcomeSchema.index({ notes: 1 });
OutcomeSchema.index({ madeBy: 1 });
withEvidence(OutcomeSchema);
withCreation(OutcomeSchema);
withPending(OutcomeSchema);
