import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { type SessionState, sessionStates } from '@throughline/contracts/names';
import { type Creation, withCreation } from '@throughline/platform';
import { type PendingChange, withPending } from '@throughline/stream';

/** Somebody who takes part: who said "I'm coming", or whom a moderator put on the list. */
export interface Participant {
  memberId: string;
}

/** One meeting of a theme. */
@Schema({ collection: 'sessions', versionKey: false, strict: 'throw' })
export class Session {
  @Prop({ required: true, type: String })
  _id!: string;

  @Prop({ required: true })
  themeId!: string;

  @Prop({ required: true })
  title!: string;

  @Prop({ required: true })
  startsAt!: Date;

  @Prop({ required: true })
  minutes!: number;

  @Prop({ type: String, default: null })
  place!: string | null;

  @Prop({ type: String, default: null })
  joiningLink!: string | null;

  @Prop({ type: String, default: '' })
  about!: string;

  @Prop({ type: String, default: '' })
  notes!: string;

  @Prop({ required: true, type: String, enum: sessionStates, default: 'planned' })
  state!: SessionState;

  @Prop({ type: [{ memberId: { type: String, required: true }, _id: false }], default: [] })
  participants!: Participant[];

  @Prop({ required: true, default: 1 })
  revision!: number;

  @Prop({ required: true, default: 1 })
  textVersion!: number;

  creation?: Creation;
  pending!: PendingChange[];
}

export const SessionSchema = SchemaFactory.createForClass(Session);
SessionSchema.index({ themeId: 1, startsAt: 1 });
SessionSchema.index({ startsAt: 1 });
SessionSchema.index({ 'participants.memberId': 1 });
withCreation(SessionSchema);
withPending(SessionSchema);
