import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import {
  type ChosenUses,
  type Duty,
  type Expertise,
  type LeavingChoice,
  expertises,
  type PauseReason,
  type Role,
  roles,
  duties,
  type Standing,
  standings,
} from '@throughline/contracts/names';
import { type PendingChange, withPending } from '@throughline/stream';
import { trusted } from 'mongoose';
import { SecondFactor, SecondFactorSchema } from '../second-factor/second-factor.schema';

/** What somebody is told of a step. */
export interface Said {
  reason: string;
  point: string | null;
  by: string;
}

/** Access that is suspended: `step` is one that moderators took; the others are for a moderator to ask about. */
export interface Suspended {
  since: Date;
  why: PauseReason | 'step';
  /** Null: until somebody opens it again. */
  until: Date | null;
  /** After a step: what they are told, and who took it. */
  said?: Said | null;
}

/** A person with an account. */
@Schema({ collection: 'members', versionKey: false, strict: 'throw' })
export class Member {
  @Prop({ required: true, type: String })
  _id!: string;

  /** As others see it. */
  @Prop({ required: true })
  name!: string;

  @Prop({ required: true })
  signInName!: string;

  /** The sign-in name as it is compared: see `signInKey`. */
  @Prop({ required: true })
  signInKey!: string;

  /** Argon2id, in its own encoded form. */
  @Prop({ required: true })
  passwordHash!: string;

  @Prop({ required: true, type: String, enum: roles })
  role!: Role;

  @Prop({ type: [String], enum: duties, default: [] })
  duties!: Duty[];

  @Prop({ required: true, type: String, enum: standings, default: 'active' })
  standing!: Standing;

  /** Set while standing is `suspended` or `removed`. */
  @Prop({
    type: {
      since: Date,
      why: String,
      until: Date,
      said: { type: { reason: String, point: String, by: String }, _id: false },
      _id: false,
    },
    default: null,
  })
  suspended!: Suspended | null;

  /** There while they leave: what becomes of their posts. Then nothing of them is. */
  @Prop({ type: String })
  leaving?: LeavingChoice;

  /** When they last said that they are still here; null until the year first begins. */
  @Prop({ type: Date, default: null })
  confirmedAt!: Date | null;

  /** When they were asked since. */
  @Prop({ type: [Date], default: [] })
  confirmAsks!: Date[];

  /** The days on which their address was refused, since mail last reached it. */
  @Prop({ type: [String], default: [] })
  mailRefusedOn!: string[];

  /** How moderators asked before they opened access again. */
  @Prop({ type: [{ at: Date, by: String, how: String, _id: false }], default: [] })
  askedInPerson!: { at: Date; by: string; how: string }[];

  @Prop({ type: String, default: null })
  mail!: string | null;

  @Prop({ type: String, default: null })
  organisationId!: string | null;

  @Prop({ type: [String], enum: expertises, default: [] })
  expertise!: Expertise[];

  @Prop({ required: true, default: false })
  showExpertise!: boolean;

  @Prop({ required: true, default: true })
  showOrganisation!: boolean;

  /** Left out of the list of people: by choice, and for everybody but who looks after the community. */
  @Prop({ type: Boolean, default: false })
  unlisted!: boolean;

  /** Members whom they have blocked: shown to nobody but themselves. */
  @Prop({ type: [String], default: [] })
  blocked!: string[];

  @Prop({ type: String, default: '' })
  about!: string;

  @Prop({ type: [String], default: [] })
  circles!: string[];

  /** Circles that they are asked to join, and have not answered. */
  @Prop({ type: [{ circle: String, at: Date, _id: false }], default: [] })
  circlesAsked!: { circle: string; at: Date }[];

  /** What their words may be used for in general, as far as they chose. */
  @Prop({ type: { summary: Boolean, evidence: Boolean, report: Boolean, _id: false }, default: {} })
  consents?: ChosenUses;

  /** The version of the agreement that was accepted last. */
  @Prop({ required: true })
  agreedVersion!: number;

  @Prop({ required: true })
  joinedAt!: Date;

  /** Raised when access changes, so that live connections are looked at again. */
  @Prop({ required: true, default: 1 })
  accessVersion!: number;

  @Prop({ type: SecondFactorSchema, default: null })
  secondFactor!: SecondFactor | null;

  /** Raised when the second factor changes: sessions from before it are over. */
  @Prop({ required: true, default: 0 })
  factorVersion!: number;

  @Prop({ required: true, default: 1 })
  textVersion!: number;

  pending!: PendingChange[];
}

export const MemberSchema = SchemaFactory.createForClass(Member);
MemberSchema.index({ signInKey: 1 }, { unique: true });
MemberSchema.index({ standing: 1, role: 1 });
MemberSchema.index({ mail: 1 });
MemberSchema.index({ standing: 1, confirmedAt: 1 });
// Of the few whose last code is still known.
MemberSchema.index(
  { 'secondFactor.app.lastStep': 1 },
  { partialFilterExpression: { 'secondFactor.app.lastStep': { $exists: true } } },
);
MemberSchema.index({ circles: 1 });
MemberSchema.index({ 'circlesAsked.circle': 1 });
withPending(MemberSchema);

/** Who still belongs here, suspended or not: as others see people, suspension is nobody's business. */
export const belonging = { standing: trusted({ $nin: ['left' as const, 'removed' as const] }) };

/** Whether somebody may do more than others: what they do to get in is audited. */
export function isPrivileged({ role, duties: held }: Pick<Member, 'role' | 'duties'>): boolean {
  return role !== 'member' || held.length > 0;
}

/** Letters of other scripts that look like Latin ones, and those. */
const alike = new Map(
  [...'авеікмнорстухјѕԁɡһαβεικνορτυχ'].map((letter, place) => [letter, [...'abeikmhopctyxjsdghabeikvoptux'][place]]),
);

/** A display name as it is compared: by its letters and digits alone, so that what looks the same at a glance is the same. */
export function nameKey(name: string): string {
  const plain = name.normalize('NFKD').toUpperCase().toLowerCase().normalize('NFKD');
  const letters = plain.replace(/[^\p{L}\p{N}\p{M}]|\p{Script=Inherited}/gu, '');
  return [...(letters || plain)].map((letter) => alike.get(letter) ?? letter).join('');
}

/** A sign-in name as it is compared: without case, and composed, so that it does not matter how it was typed. */
export function signInKey(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}
