import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { SecondStep as GivenStep } from '@throughline/contracts';
import type { AuditAct } from '@throughline/contracts/names';
import { AccessEvents, Clock, DomainError, Ids, notFound, type SignedIn } from '@throughline/kernel';
import { Config, Secrets } from '@throughline/platform';
import { AuditTrail, type PendingChange, Relay } from '@throughline/stream';
import { trusted, type Model, type QueryFilter, type UpdateQuery } from 'mongoose';
import { isPrivileged, Member } from '../accounts/member.schema';
import { CommunityService } from '../community/community.service';
import { normaliseCode } from '../invitations/invitations.service';
import { secondFactorChangedLetter } from '../mail/letters';
import { Mailer } from '../mail/mailer';
import { Attempts } from '../sign-in/attempts';
import { SignIns } from '../sign-in/sign-ins.service';
import { appCodeIn, codeAt, drift, keyFrom, stepAt, stepOf } from './app-codes';
import { type NewCredential, Passkeys } from './passkeys';
import { newRecoveryCodes } from './recovery-codes';
import type { CodeApp, SecondFactor } from './second-factor.schema';

/** By what the second step was taken. */
export type Way = 'app' | 'passkey' | 'recovery-code';

/** More would be no use to anybody. */
const mostPasskeys = 10;
const purpose = 'second-factor';

/** What members have besides the password: holding what they give against it, and changing it. */
@Injectable()
export class SecondFactors {
  constructor(
    @InjectModel(Member.name) private readonly members: Model<Member>,
    private readonly passkeys: Passkeys,
    private readonly attempts: Attempts,
    private readonly signIns: SignIns,
    private readonly community: CommunityService,
    private readonly audit: AuditTrail,
    private readonly relay: Relay,
    private readonly access: AccessEvents,
    private readonly mailer: Mailer,
    private readonly config: Config,
    private readonly secrets: Secrets,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /**
   * Holds what somebody gave against their second factor; what is right is used up. Throws `wrong-code` or `wrong-passkey`, and
   * `too-many` after ten of them, from wherever: only who knows the password gets this far.
   */
  verify(member: Member, given: GivenStep, challenge: string | null): Promise<Way> {
    return this.attempts.during({ name: `second ${member._id}` }, ['wrong-code', 'wrong-passkey'], () => {
      if (given.passkey) return this.usePasskey(member, given.passkey, challenge);
      return this.useCode(member, given.code ?? '');
    });
  }

  /** Sets an app up whose first code was given right. Answers new recovery codes where there were none. */
  async setApp(actor: SignedIn, member: Member, key: string, code: string): Promise<string[]> {
    const typed = appCodeIn(code);
    const step = typed === null ? null : await stepOf(key, typed, this.clock.now());
    if (step === null) throw new DomainError('wrong-code');
    const app = { key: this.secrets.encrypt(purpose, member._id, key), lastStep: step };
    return this.add(actor, member, 'app', { app }, { 'secondFactor.app': app });
  }

  async removeApp(actor: SignedIn, member: Member): Promise<void> {
    const { secondFactor } = member;
    if (!secondFactor?.app) throw notFound();
    const left = secondFactor.passkeys.length > 0;
    const update = left ? { $set: { 'secondFactor.app': null } } : { $set: { secondFactor: null } };
    await this.change(
      member,
      update,
      { act: 'second-factor.removed', by: actor.memberId, what: 'app' },
      actor.sessionId,
    );
  }

  /** Adds a passkey that a browser made. Answers new recovery codes where there were none. */
  async addPasskey(actor: SignedIn, member: Member, name: string, credential: NewCredential): Promise<string[]> {
    const existing = member.secondFactor?.passkeys ?? [];
    if (existing.some(({ credentialId }) => credentialId === credential.credentialId))
      throw new DomainError('already-done');
    if (existing.length >= mostPasskeys) throw new DomainError('too-many-passkeys');
    const passkey = { id: this.ids.next(), name, ...credential, addedOn: this.today, lastUsedOn: null };
    const passkeys = [...existing, passkey];
    return this.add(actor, member, 'passkey', { passkeys }, { 'secondFactor.passkeys': passkeys });
  }

  async removePasskey(actor: SignedIn, member: Member, id: string): Promise<void> {
    const { secondFactor } = member;
    const passkeys = secondFactor?.passkeys.filter((passkey) => passkey.id !== id) ?? [];
    if (!secondFactor || passkeys.length === secondFactor.passkeys.length) throw notFound();
    const left = secondFactor.app !== null || passkeys.length > 0;
    const update = left ? { $set: { 'secondFactor.passkeys': passkeys } } : { $set: { secondFactor: null } };
    const act = { act: 'second-factor.removed', by: actor.memberId, what: 'passkey' } as const;
    await this.change(member, update, act, actor.sessionId);
  }

  /** New recovery codes; those from before are void. */
  async renewRecoveryCodes(actor: SignedIn, member: Member): Promise<string[]> {
    if (!member.secondFactor) throw notFound();
    const codes = newRecoveryCodes();
    const recoveryCodes = this.digestsOf(member._id, codes);
    const act = { act: 'second-factor.set', by: actor.memberId, what: 'recovery-codes' } as const;
    await this.change(member, { $set: { 'secondFactor.recoveryCodes': recoveryCodes } }, act, actor.sessionId);
    return codes;
  }

  /** Takes it all away, for somebody who lost it; every session of theirs ends. `by` null: at the machine itself. */
  async reset(member: Member, by: string | null): Promise<void> {
    await this.change(member, { $set: { secondFactor: null } }, { act: 'second-factor.reset', by, what: 'all' });
  }

  /** Sets up an app for somebody in the demonstration, whose codes the page says. */
  async setForDemonstration(memberId: string): Promise<void> {
    const app: CodeApp = {
      key: this.secrets.encrypt(purpose, memberId, this.demonstrationKey(memberId)),
      lastStep: 0,
    };
    const secondFactor: SecondFactor = { setOn: this.today, app, passkeys: [], recoveryCodes: [] };
    await this.members.updateOne({ _id: memberId }, { $set: { secondFactor } });
    this.access.emit('changed', [memberId]);
  }

  /**
   * Lets go of which code was used last once none of its time would be taken: it says to the half-minute when its owner was here,
   * and that would name the author of what an alias wrote then (safety.md P2a).
   */
  async forgetUsedCodes(): Promise<void> {
    const past = trusted({ $gt: 0, $lt: stepAt(this.clock.now()) - 2 * drift });
    await this.members.updateMany({ 'secondFactor.app.lastStep': past }, { $set: { 'secondFactor.app.lastStep': 0 } });
  }

  /** The code of today's demonstration, on a machine that nobody else reaches; null for an app that somebody set up. */
  async demonstrationCode(member: Member): Promise<string | null> {
    const app = member.secondFactor?.app;
    if (!app || !this.config.privateToThisMachine) return null;
    if ((await this.community.get()).demonstrationAccounts.length === 0) return null;
    const key = this.keyOf(member._id, app);
    if (key !== this.demonstrationKey(member._id)) return null;
    return codeAt(key, stepAt(this.clock.now()));
  }

  private async useCode(member: Member, typed: string): Promise<Way> {
    const code = appCodeIn(typed);
    const { _id, secondFactor } = member;
    if (code !== null) {
      const app = secondFactor?.app;
      const step = app ? await stepOf(this.keyOf(_id, app), code, this.clock.now()) : null;
      // What the page itself says need not be used up: many try a demonstration at once.
      if (step !== null && code === (await this.demonstrationCode(member))) return 'app';
      if (step !== null) {
        // One write decides: of two who give the same code at once, one is late.
        const fresh = { _id, 'secondFactor.app.lastStep': trusted({ $lt: step }) };
        const used = await this.members.updateOne(fresh, { $set: { 'secondFactor.app.lastStep': step } });
        if (used.modifiedCount > 0) return 'app';
      }
      throw new DomainError('wrong-code');
    }
    const digest = this.digestOf(_id, typed);
    const used = await this.members.updateOne(
      { _id, 'secondFactor.recoveryCodes': digest },
      { $pull: { 'secondFactor.recoveryCodes': digest } },
    );
    if (used.modifiedCount === 0) throw new DomainError('wrong-code');
    return 'recovery-code';
  }

  private async usePasskey(
    { _id, secondFactor }: Member,
    given: NonNullable<GivenStep['passkey']>,
    challenge: string | null,
  ): Promise<Way> {
    const passkey = secondFactor?.passkeys.find(({ credentialId }) => credentialId === given.id);
    if (!passkey || challenge === null) throw new DomainError('wrong-passkey');
    const counter = await this.passkeys.used(given, passkey, challenge);
    const used = await this.members.updateOne(
      { _id, 'secondFactor.passkeys': trusted({ $elemMatch: { id: passkey.id, counter: passkey.counter } }) },
      { $set: { 'secondFactor.passkeys.$.counter': counter, 'secondFactor.passkeys.$.lastUsedOn': this.today } },
    );
    if (used.matchedCount === 0) throw new DomainError('wrong-passkey');
    return 'passkey';
  }

  private async add(
    { memberId, sessionId }: SignedIn,
    member: Member,
    what: Way,
    first: Partial<SecondFactor>,
    further: Record<string, unknown>,
  ): Promise<string[]> {
    const codes = member.secondFactor ? [] : newRecoveryCodes();
    const begun: SecondFactor = {
      setOn: this.today,
      app: null,
      passkeys: [],
      recoveryCodes: this.digestsOf(member._id, codes),
      ...first,
    };
    const update = { $set: member.secondFactor ? further : { secondFactor: begun } };
    await this.change(member, update, { act: 'second-factor.set', by: memberId, what }, sessionId);
    return codes;
  }

  /**
   * Changes it in one write, with its line for the audit, where somebody with a role or duty does so or it is done to them; ends the
   * member's other sessions and tells them. Throws `changed-meanwhile` where it was changed since it was read.
   */
  private async change(
    member: Member,
    update: UpdateQuery<Member>,
    { act, by, what }: { act: AuditAct; by: string | null; what: string },
    own?: string,
  ): Promise<void> {
    const { _id } = member;
    const before = member.factorVersion ?? 0;
    // First: so this session is never one from before the change.
    if (own !== undefined) await this.signIns.carryOver(own, before + 1);
    // Not what everybody does of their own: the time of it, kept for ever, could name an alias's author (safety.md P2a).
    const audited = by !== _id || isPrivileged(member);
    const lines: PendingChange[] = audited ? [this.audit.change({ act, by, about: { member: _id, what } })] : [];
    // What was stored before there were second factors has no version.
    const asRead: QueryFilter<Member> = { _id, factorVersion: before === 0 ? trusted({ $in: [0, null] }) : before };
    const after = await this.members
      .findOneAndUpdate(
        asRead,
        { ...update, $inc: { factorVersion: 1 }, $push: { pending: { $each: lines } } },
        { returnDocument: 'after' },
      )
      .lean<Member>();
    if (!after) throw new DomainError('changed-meanwhile');
    await this.signIns.endAll(_id, own);
    this.access.emit('changed', [_id]);
    await this.relay.deliver(this.members, after);
    if (after.mail) this.mailer.queue(secondFactorChangedLetter(after.mail));
  }

  private keyOf(memberId: string, { key }: CodeApp): string {
    return this.secrets.decrypt(purpose, memberId, key);
  }

  private demonstrationKey(memberId: string): string {
    return keyFrom(Buffer.from(this.secrets.digest('demonstration-code', memberId), 'base64url').subarray(0, 20));
  }

  private digestsOf(memberId: string, codes: readonly string[]): string[] {
    return codes.map((code) => this.digestOf(memberId, code));
  }

  private digestOf(memberId: string, code: string): string {
    return this.secrets.digest('recovery-code', memberId, normaliseCode(code));
  }

  private get today(): string {
    return this.clock.now().toISOString().slice(0, 10);
  }
}
