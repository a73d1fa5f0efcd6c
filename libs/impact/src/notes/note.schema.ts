import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import {
  type ChangeTest,
  changeTests,
  type Condition,
  conditions,
  type Stage,
  stages,
} from '@throughline/contracts/names';
import { type Creation, withCreation } from '@throughline/platform';
import { type PendingChange, withPending } from '@throughline/stream';
import { type Evidence, type Kept, type LookAgain, type Version, withEvidence } from '../evidence/evidence.schema';

/** Something added by a request of its own: sent again, it is the same. */
interface Added {
  key: string;
  body: string;
}

export interface StageEntry extends Added {
  stage: Stage;
  /** `2022-06-15` */
  on: string;
  why: string;
  /** Null where something seen changed it. */
  by: string | null;
  tests: { test: ChangeTest; reason: string }[];
}

export interface Update extends Added {
  _id: string;
  on: string;
  text: string;
  by: string;
}

export interface Measure extends Added {
  _id: string;
  title: string;
  unit: string;
  source: string;
  baseline: number | null;
  target: number | null;
  points: { on: string; value: number }[];
}

/** What is taken away again stands in its history, under these names. */
export type TakenAway = 'updates' | 'measures' | 'points';

const ids = { type: [String], default: [] };
const added = { key: String, body: String };

/** The running record of one change in the system that the community works for. */
@Schema({ collection: 'notes', versionKey: false, strict: 'throw' })
export class Note implements Kept {
  @Prop({ required: true, type: String })
  _id!: string;

  @Prop({ required: true })
  title!: string;

  @Prop({ type: String, default: '' })
  lead!: string;

  @Prop({ required: true })
  blockage!: string;

  @Prop({ type: String, default: '' })
  bestHopes!: string;

  @Prop({ type: String, default: '' })
  exceptions!: string;

  @Prop({ type: String, default: '' })
  changeSought!: string;

  @Prop({ type: [String], enum: conditions, default: [] })
  conditions!: Condition[];

  @Prop(ids)
  mustAct!: string[];

  @Prop(ids)
  haveActed!: string[];

  @Prop({ type: String, default: null })
  owner!: string | null;

  /** `2023-01-11` */
  @Prop({ type: String, default: null })
  nextReview!: string | null;

  /** The day of review that its owner was reminded of, once. */
  @Prop({ type: String, default: null })
  remindedFor?: string | null;

  @Prop({ required: true, type: String, enum: stages, default: 'noticed' })
  stage!: Stage;

  @Prop({
    type: [
      {
        ...added,
        stage: { type: String, enum: stages },
        on: String,
        why: String,
        by: { type: String, default: null },
        tests: [{ test: { type: String, enum: changeTests }, reason: String, _id: false }],
        _id: false,
      },
    ],
    default: [],
  })
  history!: StageEntry[];

  @Prop({ type: [{ ...added, _id: String, on: String, text: String, by: String }], default: [] })
  updates!: Update[];

  @Prop({
    type: [
      {
        ...added,
        _id: String,
        title: String,
        unit: String,
        source: String,
        baseline: { type: Number, default: null },
        target: { type: Number, default: null },
        points: [{ on: String, value: Number, _id: false }],
      },
    ],
    default: [],
  })
  measures!: Measure[];

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

export const NoteSchema = SchemaFactory.createForClass(Note);
NoteSchema.index({ title: 1 });
NoteSchema.index({ owner: 1 });
NoteSchema.index({ nextReview: 1 });
withEvidence(NoteSchema);
withCreation(NoteSchema);
withPending(NoteSchema);
