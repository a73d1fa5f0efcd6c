import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Duty, Expertise, Role } from '@throughline/contracts/names';
import {
  AccessEvents,
  Clock,
  DomainError,
  Ids,
  notFound,
  Policies,
  type SignedIn,
  wrongField,
} from '@throughline/kernel';
import { isDuplicate } from '@throughline/platform';
import { AuditTrail, peopleStream, type PendingChange, Relay } from '@throughline/stream';
import { trusted, type Model, type QueryFilter } from 'mongoose';
import { Organisation } from '../people/organisation.schema';
import { administerMembers } from '../identity.policy';
import { belonging, isPrivileged, Member, nameKey, signInKey } from './member.schema';
import { Passwords } from './passwords';

/** What a new member brings. */
export interface NewMember {
  name: string;
  signInName: string;
  password: string;
  role: Role;
  expertise?: Expertise[];
  showExpertise?: boolean;
  organisationId?: string | null;
  agreedVersion: number;
}

/** Accounts: making them, and changing what they may do. */
@Injectable()
export class Members {
  constructor(
    @InjectModel(Member.name) private readonly members: Model<Member>,
    @InjectModel(Organisation.name) private readonly organisations: Model<Organisation>,
    private readonly passwords: Passwords,
    private readonly policies: Policies,
    private readonly access: AccessEvents,
    private readonly relay: Relay,
    private readonly audit: AuditTrail,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  byId(id: string): Promise<Member | null> {
    return this.members.findById(id).lean<Member>().exec();
  }

  bySignInName(name: string): Promise<Member | null> {
    return this.members
      .findOne({ signInKey: signInKey(name), standing: 'active' })
      .lean<Member>()
      .exec();
  }

  /** Also whoever is suspended or was removed: they are told so, once their password was right. */
  toSignIn(name: string): Promise<Member | null> {
    return this.members
      .findOne({ signInKey: signInKey(name), standing: trusted({ $ne: 'left' as const }) })
      .lean<Member>()
      .exec();
  }

  /** Everybody who belongs here, also whoever is suspended. */
  all(): Promise<Member[]> {
    return this.members.find(belonging).sort({ name: 1 }).lean<Member[]>().exec();
  }

  /** The same with those whom moderators removed: for who may bring them back. */
  listed(): Promise<Member[]> {
    return this.members
      .find({ standing: trusted({ $ne: 'left' as const }) })
      .sort({ name: 1 })
      .lean<Member[]>()
      .exec();
  }

  /** Those with a duty, in the order of their names. */
  withDuty(duty: Duty): Promise<Member[]> {
    return this.members.find({ standing: 'active', duties: duty }).sort({ name: 1 }).lean<Member[]>().exec();
  }

  async hasAdministrator(): Promise<boolean> {
    return (await this.members.exists({ standing: 'active', role: 'administrator' })) !== null;
  }

  /** A member ready to be stored: all that can be wrong with it is said now, before anything is written. */
  async prepare(request: NewMember): Promise<Member> {
    await this.expectOrganisation(request.organisationId);
    if (await this.members.exists({ signInKey: signInKey(request.signInName) })) throw new DomainError('name-taken');
    await this.expectFreeName(request.name);
    return {
      _id: this.ids.next(),
      name: request.name,
      signInName: request.signInName,
      signInKey: signInKey(request.signInName),
      passwordHash: await this.passwords.make(request.password, request),
      role: request.role,
      duties: [],
      standing: 'active',
      suspended: null,
      confirmedAt: null,
      confirmAsks: [],
      mailRefusedOn: [],
      askedInPerson: [],
      mail: null,
      organisationId: request.organisationId ?? null,
      expertise: request.expertise ?? [],
      showExpertise: request.showExpertise ?? false,
      showOrganisation: true,
      unlisted: false,
      blocked: [],
      about: '',
      circles: [],
      circlesAsked: [],
      agreedVersion: request.agreedVersion,
      joinedAt: this.clock.now(),
      accessVersion: 1,
      secondFactor: null,
      factorVersion: 0,
      textVersion: 1,
      pending: [],
    };
  }

  /** Stores a prepared member, who came by an invitation; throws `name-taken` where somebody was quicker. */
  async store(member: Member, invitation: string): Promise<void> {
    try {
      const pending = [this.personChanged(member._id)];
      // Somebody who may do more than others from the first moment on.
      if (isPrivileged(member))
        pending.push(
          this.audit.change({ act: 'member.joined', by: member._id, about: { role: member.role, invitation } }),
        );
      await this.members.create({ ...member, pending });
      // The account stands: telling the other servers can wait for the sweep.
      await this.relay.deliver(this.members, { _id: member._id, pending }).catch(() => undefined);
    } catch (error) {
      if (isDuplicate(error, 'signInKey')) throw new DomainError('name-taken');
      throw error;
    }
  }

  /** Answers the member with the new password; throws `changed-meanwhile` where what they may do changed since they were read. */
  async setPassword(member: Member, password: string): Promise<Member> {
    const passwordHash = await this.passwords.make(password, member);
    const { _id, accessVersion } = member;
    const set = await this.members.updateOne({ _id, accessVersion }, { $set: { passwordHash } });
    if (set.matchedCount === 0) throw new DomainError('changed-meanwhile');
    return { ...member, passwordHash };
  }

  /**
   * Gives and takes roles and duties. One administrator always remains: when the write leaves none, it is taken back.
   * Two who demote each other at once may so both be refused, but never both succeed.
   */
  async administer(actor: SignedIn, id: string, edit: { role?: Role; duties?: Duty[] }): Promise<Member> {
    this.policies.authorize(actor, administerMembers, undefined);
    const before = await this.members.findOne({ _id: id, ...belonging }).lean<Member>();
    if (!before) throw notFound();
    const after = await this.members
      .findOneAndUpdate(
        { _id: id, accessVersion: before.accessVersion },
        {
          $set: edit,
          $inc: { accessVersion: 1 },
          $push: { pending: { $each: [this.personChanged(id), ...this.given(actor, before, edit)] } },
        },
        { returnDocument: 'after' },
      )
      .lean<Member>();
    if (!after) throw new DomainError('changed-meanwhile');
    if (before.role === 'administrator' && after.role !== 'administrator' && !(await this.hasAdministrator())) {
      const { role, duties } = before;
      await this.takeBack(id, { role, duties }, this.given(actor, after, { role, duties }));
      throw new DomainError('last-administrator');
    }
    this.access.emit('changed', [id]);
    await this.relay.deliver(this.members, after);
    return after;
  }

  /** Saves what a member says of themselves; throws `changed-meanwhile` for an older text. */
  async saveProfile(
    { _id: id, name, mail }: Member,
    textVersion: number,
    profile: Pick<
      Member,
      'name' | 'mail' | 'organisationId' | 'expertise' | 'showExpertise' | 'showOrganisation' | 'unlisted' | 'about'
    >,
  ): Promise<Member> {
    await this.expectOrganisation(profile.organisationId);
    if (profile.name !== name) await this.expectFreeName(profile.name, id);
    const member = await this.members
      .findOneAndUpdate(
        { _id: id, textVersion },
        {
          $set: { ...profile, ...(profile.mail === mail ? {} : { mailRefusedOn: [] }) },
          $inc: { textVersion: 1 },
          $push: { pending: this.personChanged(id) },
        },
        { returnDocument: 'after' },
      )
      .lean<Member>();
    if (!member) throw new DomainError('changed-meanwhile');
    await this.relay.deliver(this.members, member);
    return member;
  }

  async acceptAgreement(id: string, version: number): Promise<void> {
    await this.members.updateOne({ _id: id }, { $max: { agreedVersion: version } });
    this.access.emit('changed', [id]);
  }

  byIds(ids: readonly string[]): Promise<Member[]> {
    return this.members
      .find({ _id: trusted({ $in: [...ids] }) })
      .lean<Member[]>()
      .exec();
  }

  private async takeBack(id: string, before: Pick<Member, 'role' | 'duties'>, lines: PendingChange[]): Promise<void> {
    const member = await this.members
      .findOneAndUpdate(
        { _id: id },
        {
          $set: before,
          $inc: { accessVersion: 1 },
          $push: { pending: { $each: [this.personChanged(id), ...lines] } },
        },
        { returnDocument: 'after' },
      )
      .lean<Member>();
    this.access.emit('changed', [id]);
    if (member) await this.relay.deliver(this.members, member);
  }

  /** A line of the audit chain for each thing that is given or taken. */
  private given(actor: SignedIn, before: Member, { role, duties: wanted }: { role?: Role; duties?: Duty[] }) {
    const { _id: member } = before;
    const by = actor.memberId;
    const line = (act: 'duty.given' | 'duty.taken') => (duty: Duty) =>
      this.audit.change({ act, by, about: { member, duty } });
    return [
      ...(role !== undefined && role !== before.role
        ? [this.audit.change({ act: 'role.changed', by, about: { member, role } })]
        : []),
      ...(wanted ?? []).filter((duty) => !before.duties.includes(duty)).map(line('duty.given')),
      ...(wanted ? before.duties.filter((duty) => !wanted.includes(duty)) : []).map(line('duty.taken')),
    ];
  }

  /** Tells every server that what others see of somebody, or who may read what, is no longer what it was. */
  private personChanged(id: string): PendingChange {
    return {
      changeId: `person-${this.ids.next()}`,
      stream: peopleStream,
      type: 'person.changed',
      subject: id,
      revision: 1,
    };
  }

  /**
   * Members may be called the same, as people are; but nobody takes the name of somebody whom others trust for their role or duty.
   * Who is called so already stays so, when the other gets that role.
   */
  private async expectFreeName(name: string, own = ''): Promise<void> {
    const lookedUpTo: QueryFilter<Member> = {
      _id: trusted({ $ne: own }),
      ...belonging,
      $or: [{ role: trusted({ $in: ['moderator', 'administrator'] }) }, { 'duties.0': trusted({ $exists: true }) }],
    };
    const others = await this.members.find(lookedUpTo, { name: 1 }).lean<Pick<Member, 'name'>[]>();
    const key = nameKey(name);
    if (others.some((other) => nameKey(other.name) === key)) throw new DomainError('name-looked-up-to');
  }

  private async expectOrganisation(id: string | null | undefined): Promise<void> {
    if (id && (await this.organisations.exists({ _id: id })) === null)
      throw wrongField('organisationId', 'There is no such organisation.');
  }
}
