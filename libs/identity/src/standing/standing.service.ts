import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { pauseReasons, type PauseReason } from '@throughline/contracts/names';
import { AccessEvents, Clock, DomainError, Ids, notFound, Policies, type SignedIn } from '@throughline/kernel';
import { Jobs } from '@throughline/platform';
import { AuditTrail, peopleStream, type PendingChange, Relay } from '@throughline/stream';
import { trusted, type Model, type QueryFilter } from 'mongoose';
import { Member, type Said, type Suspended } from '../accounts/member.schema';
import { openAccess, pauseAccess } from '../identity.policy';
import { SignIns } from '../sign-in/sign-ins.service';

/** How often those are looked for whose time is over, in milliseconds. */
const liftedEvery = 60_000;

/**
 * Whether somebody may come in: the one place where access is suspended and opened again. It is one write with what it causes,
 * ends every session at once, deletes nothing, and shows others nothing: who is suspended stays in the directory, in counts and
 * beside their posts.
 */
@Injectable()
export class Standing implements OnModuleInit {
  constructor(
    @InjectModel(Member.name) private readonly members: Model<Member>,
    private readonly signIns: SignIns,
    private readonly access: AccessEvents,
    private readonly policies: Policies,
    private readonly relay: Relay,
    private readonly audit: AuditTrail,
    private readonly jobs: Jobs,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.every('standing.lift', liftedEvery, () => this.liftWhatIsOver());
  }

  /**
   * Suspends access: `until` an instant, or null until somebody opens it. Only where the member is still as `unless` says.
   * Answers whether it was; the last administrator never is, because nobody could open it again.
   */
  async suspend(
    memberId: string,
    { why, until, by, said = null }: Pick<Suspended, 'why' | 'until' | 'said'> & { by: string | null },
    stillSo: QueryFilter<Member> = {},
  ): Promise<boolean> {
    if (!(await this.anotherAdministrator(memberId))) return false;
    const suspended: Suspended = { since: this.clock.now(), why, until, said };
    const line = this.audit.change({
      act: 'step.taken',
      by,
      about: { member: memberId, step: 'suspended', what: why },
    });
    const changed = await this.change(
      memberId,
      { ...stillSo, standing: 'active' },
      { standing: 'suspended', suspended },
      [line],
    );
    if (!changed) return false;
    // Two administrators suspended at once would leave none: then it is taken back.
    if (!(await this.anotherAdministrator(memberId))) {
      await this.open(memberId, by);
      return false;
    }
    await this.signIns.endAll(memberId);
    return true;
  }

  /** Opens access again; answers whether it was suspended. Sessions from before do not come back with it. */
  async open(memberId: string, by: string | null, more: Partial<Member> = {}): Promise<boolean> {
    await this.signIns.endAll(memberId);
    const line = this.audit.change({ act: 'step.ended', by, about: { member: memberId, step: 'suspended' } });
    return this.change(memberId, { standing: 'suspended' }, { standing: 'active', suspended: null, ...more }, [line]);
  }

  /** Opens it again where a step suspended it; where it is suspended for something else, it stays. */
  async openAfterStep(memberId: string, by: string | null): Promise<void> {
    const bySteps = await this.members.exists({ _id: memberId, standing: 'suspended', 'suspended.why': 'step' });
    if (bySteps !== null) await this.open(memberId, by);
  }

  /**
   * Ends an account: its sessions end, nobody comes in by it, and others see of it what they see of somebody who left. Nothing is
   * deleted. Answers whether it was; the last administrator never is.
   */
  async remove(memberId: string, said: Said): Promise<boolean> {
    if (!(await this.anotherAdministrator(memberId))) return false;
    const suspended: Suspended = { since: this.clock.now(), why: 'step', until: null, said };
    const line = this.audit.change({ act: 'step.taken', by: said.by, about: { member: memberId, step: 'removed' } });
    const here = { standing: trusted({ $in: ['active' as const, 'suspended' as const] }) };
    const changed = await this.change(memberId, here, { standing: 'removed', suspended }, [line]);
    if (!changed) return false;
    if (!(await this.anotherAdministrator(memberId))) {
      await this.restore(memberId, said.by);
      return false;
    }
    await this.signIns.endAll(memberId);
    return true;
  }

  /** Takes that back; answers whether they were removed. Where a suspension is not over yet, it goes on, in the same write. */
  async restore(memberId: string, by: string | null, running: Omit<Suspended, 'why'> | null = null): Promise<boolean> {
    const line = this.audit.change({ act: 'step.ended', by, about: { member: memberId, step: 'removed' } });
    const suspended: Suspended | null = running && { ...running, why: 'step' };
    const standing = suspended ? ('suspended' as const) : ('active' as const);
    return this.change(memberId, { standing: 'removed' }, { standing, suspended }, [line]);
  }

  /** A moderator says that mail no longer reaches somebody. Throws `last-administrator`, and `not-allowed` for those above. */
  async addressIsGone(actor: SignedIn, memberId: string): Promise<void> {
    const member = await this.find(memberId, 'active');
    this.policies.authorize(actor, pauseAccess, { memberId, role: member.role });
    if (!(await this.suspend(memberId, { why: 'address', until: null, by: actor.memberId })))
      throw new DomainError('last-administrator');
  }

  /** A moderator has asked: access is open again, the year begins anew, and an address that no longer works is taken off. */
  async stillWithUs(actor: SignedIn, memberId: string, how: string): Promise<void> {
    const member = await this.find(memberId, 'suspended');
    if (!toAskAbout(member)) throw notFound();
    this.policies.authorize(actor, openAccess, { memberId, role: member.role });
    const now = this.clock.now();
    await this.open(memberId, actor.memberId, {
      confirmedAt: now,
      confirmAsks: [],
      mailRefusedOn: [],
      ...(member.suspended?.why === 'address' ? { mail: null } : {}),
      askedInPerson: [...(member.askedInPerson ?? []), { at: now, by: actor.memberId, how }],
    });
  }

  /** Whoever gave the right password: as they may come in, or else why not, for them alone. */
  async letIn(member: Member): Promise<Member> {
    const { suspended, _id } = member;
    if (!suspended) return member;
    const isOver = suspended.until !== null && suspended.until <= this.clock.now();
    if (!isOver)
      throw new DomainError(member.standing === 'removed' ? 'account-ended' : `paused-${suspended.why}`, {
        issues: await this.inWords(suspended),
      });
    await this.open(_id, null);
    return this.find(_id, 'active');
  }

  /** Why, until when, and whom to ask: to whoever gave the right password, and to nobody else. */
  private async inWords({ said, until }: Suspended): Promise<{ path: string; message: string }[]> {
    if (!said) return [];
    const asked = await this.members.findOne({ _id: said.by, standing: 'active' }, { name: 1 }).lean();
    const words = [
      until ? `Until: ${lastDay(until)}` : null,
      said.point,
      said.reason,
      asked ? `Ask ${asked.name}, or any other moderator.` : 'Ask any moderator.',
    ];
    return words.flatMap((message) => (message ? [{ path: '', message }] : []));
  }

  toAsk(): Promise<Member[]> {
    return this.members
      .find({ standing: 'suspended', 'suspended.why': trusted({ $in: [...pauseReasons] }) })
      .sort({ 'suspended.since': 1 })
      .lean<Member[]>()
      .exec();
  }

  async liftWhatIsOver(): Promise<void> {
    const over = await this.members
      .find({ standing: 'suspended', 'suspended.until': trusted({ $lte: this.clock.now(), $ne: null }) }, { _id: 1 })
      .lean<Pick<Member, '_id'>[]>();
    for (const { _id } of over) await this.open(_id, null);
  }

  private async anotherAdministrator(memberId: string): Promise<boolean> {
    const administrators = await this.members
      .find({ _id: trusted({ $ne: memberId }), standing: 'active', role: 'administrator' }, { _id: 1 })
      .limit(1)
      .lean();
    if (administrators.length > 0) return true;
    return (await this.members.exists({ _id: memberId, role: 'administrator' })) === null;
  }

  private async change(
    _id: string,
    filter: QueryFilter<Member>,
    $set: Partial<Member>,
    lines: PendingChange[],
  ): Promise<boolean> {
    const pending: PendingChange[] = [
      {
        changeId: `person-${this.ids.next()}`,
        stream: peopleStream,
        type: 'person.changed',
        subject: _id,
        revision: 1,
      },
      ...lines,
    ];
    const changed = await this.members
      .findOneAndUpdate(
        { _id, ...filter },
        { $set, $inc: { accessVersion: 1 }, $push: { pending: { $each: pending } } },
        { returnDocument: 'after' },
      )
      .lean<Member>();
    if (!changed) return false;
    this.access.emit('changed', [_id]);
    await this.relay.deliver(this.members, changed);
    return true;
  }

  private async find(_id: string, standing: Member['standing']): Promise<Member> {
    const member = await this.members.findOne({ _id, standing }).lean<Member>();
    if (!member) throw notFound();
    return member;
  }
}

/** The day before it ends. */
function lastDay(until: Date): string {
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(new Date(until.getTime() - 1));
}

/** What a moderator is to ask about, and since when; null where it is not theirs, as after a step. */
export function toAskAbout({ suspended }: Pick<Member, 'suspended'>): { why: PauseReason; since: Date } | null {
  const why = pauseReasons.find((reason) => reason === suspended?.why);
  return suspended && why ? { why, since: suspended.since } : null;
}
