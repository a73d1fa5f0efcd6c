import { hash, randomBytes } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { DeviceList } from '@throughline/contracts';
import {
  AccessEvents,
  type Actor,
  ActorDoor,
  type ActorResolver,
  type Asked,
  Clock,
  DomainError,
  type Healer,
  Ids,
  inFull,
  notFound,
  Registries,
  type SignedIn,
  visitor,
} from '@throughline/kernel';
import { Config } from '@throughline/platform';
import { AuditTrail, Relay } from '@throughline/stream';
import { trusted, type Model, type QueryFilter } from 'mongoose';
import { isPrivileged, Member } from '../accounts/member.schema';
import { needsSecondFactor, withoutSecondFactor } from '../second-factor/needs';
import { confirmBy } from '../standing/confirm-by';
import { cookieIn, cookieLine } from './cookies';
import { describeDevice } from './device';
import { SignIn } from './sign-in.schema';

const minute = 60_000;
const day = 24 * 60 * minute;

/** How long a session lasts at the most, and unused; and how often its use is written down. */
interface Terms {
  lasts: number;
  idle: number;
  touched: number;
}

/**
 * Moderators: 24 hours, one of them unused (NIST 800-63B). Members: 30 days on their own phone, noted once a day, because a finer
 * time beside an alias's posts would name its author (architecture.md). A shared phone: 15 minutes unused.
 */
function termsOf(role: string, shared: boolean): Terms {
  if (shared) return { lasts: day, idle: 15 * minute, touched: minute };
  if (role !== 'member') return { lasts: day, idle: 60 * minute, touched: minute };
  return { lasts: 30 * day, idle: 30 * day, touched: day };
}

/** When a session ends whatever happens: by the terms of today, should its member have got another role since. */
function endOf(signIn: SignIn, terms: Terms): number {
  return Math.min(signIn.endsAt.getTime(), signIn.signedInAt.getTime() + terms.lasts);
}

/** A backup that is restored within this time is a house being moved. */
const movingHouse = 60 * minute;

/** Facts about a session may be this old when a request is answered. */
const freshFor = 2_000;
const mostRemembered = 20_000;

/** What `/api/me` says of the session. */
export interface SessionFacts {
  shared: boolean;
  endsAt: Date;
  /** The version of the agreement that the member accepted last. */
  agreedVersion: number;
  /** Until when they are asked to say that they are still here, where they are. */
  confirmBy: Date | null;
}

/** What is read of a member for each session. */
const knownFields = {
  ...{ role: 1, duties: 1, circles: 1, accessVersion: 1, agreedVersion: 1, confirmedAt: 1, confirmAsks: 1 },
  ...{ factorVersion: 1, 'secondFactor.setOn': 1 },
} as const;
type Known = Pick<
  Member,
  | ('_id' | 'role' | 'duties' | 'circles' | 'accessVersion' | 'agreedVersion' | 'confirmedAt' | 'confirmAsks')
  | ('factorVersion' | 'secondFactor')
>;
/** What members may do, and which audiences they are in. */
type AccessFacts = Pick<SignedIn, 'role' | 'duties' | 'audiences'>;

/** A cookie to be set. */
export interface SessionCookie {
  header: string;
}

interface Remembered {
  actor: SignedIn;
  facts: SessionFacts;
  at: number;
  /** From then on its use is to be written down again. */
  noteFrom: number;
}

/**
 * Sessions: an opaque secret in a cookie, its hash in the database (safety.md S3). Opened at sign-in with a fresh secret each
 * time, ended here and everywhere, and looked up at most every two seconds.
 */
@Injectable()
export class SignIns implements ActorResolver, Healer, OnModuleInit {
  private readonly remembered = new Map<string, Remembered>();
  /** Sessions that ended here a moment ago: what was read of them before is not remembered after. */
  private readonly endedLately = new Set<string>();
  readonly cookieName: string;

  constructor(
    @InjectModel(SignIn.name) private readonly signIns: Model<SignIn>,
    @InjectModel(Member.name) private readonly members: Model<Member>,
    private readonly registries: Registries,
    private readonly access: AccessEvents,
    private readonly door: ActorDoor,
    private readonly config: Config,
    private readonly relay: Relay,
    private readonly audit: AuditTrail,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {
    registries.healers.add(this);
    this.cookieName = config.publicUrl ? '__Host-session' : 'session';
  }

  /** A session that was ended after the backup must not come back with it; right after moving house nobody has to sign in again. */
  async heal(takenAt: Date): Promise<void> {
    if (this.clock.now().getTime() - takenAt.getTime() > movingHouse) await this.signIns.deleteMany({});
  }

  onModuleInit(): void {
    this.door.set(this);
    this.access.on('changed', (memberIds) => this.forget(({ memberId }) => memberIds.includes(memberId)));
  }

  /**
   * Opens a session and answers its cookie. The one that the device had before, if any, ends. Throws `sign-in-failed` where the
   * password that was verified is not the member's any more.
   */
  async open(
    member: Pick<Member, '_id' | 'role' | 'duties' | 'passwordHash' | 'factorVersion'>,
    device: { mine: boolean; userAgent: string | undefined; formerCookies: string | undefined },
  ): Promise<SessionCookie> {
    const former = this.idFrom(device.formerCookies);
    const secret = randomBytes(24).toString('base64url');
    const shared = !device.mine;
    const now = this.clock.now();
    const terms = termsOf(member.role, shared);
    const id = hashOf(secret);
    // Not of everybody: the time of it, kept for ever, could name the author of what an alias wrote then (safety.md P2a).
    const pending = isPrivileged(member) ? [this.audit.change({ act: 'signed-in', by: member._id })] : [];
    await this.signIns.create({
      _id: id,
      memberId: member._id,
      deviceId: this.ids.next(),
      what: describeDevice(device.userAgent),
      shared,
      signedInAt: now,
      lastUsedAt: now,
      endsAt: new Date(now.getTime() + terms.lasts),
      pending,
      // Should another second factor have been set since the member was read, this session is none.
      factorVersion: member.factorVersion ?? 0,
    });
    // A password that was changed since it was verified ended the sessions that there were then, so this one has to be looked at.
    const { passwordHash } = member;
    if ((await this.members.exists({ _id: member._id, passwordHash, standing: 'active' })) === null) {
      await this.end({ _id: id });
      throw new DomainError('sign-in-failed');
    }
    await this.relay.deliver(this.signIns, { _id: id, pending });
    if (former) await this.end({ _id: former });
    return { header: this.cookie(secret, shared ? undefined : terms.lasts / 1_000) };
  }

  /** A cookie that takes the session's away. */
  get emptyCookie(): SessionCookie {
    return { header: this.cookie('', 0) };
  }

  async resolve(cookieHeader: string | undefined, asked: Asked): Promise<Actor> {
    return (await this.look(cookieHeader, asked))?.actor ?? visitor;
  }

  /** What is known of the session behind these cookies, or null. */
  async factsOf(cookieHeader: string | undefined): Promise<SessionFacts | null> {
    return (await this.look(cookieHeader, 'by-itself'))?.facts ?? null;
  }

  async resolveSessions(sessionIds: readonly string[]): Promise<ReadonlyMap<string, Actor>> {
    const found = await this.read([...sessionIds], 'by-itself');
    return new Map(sessionIds.map((id) => [id, found.get(id)?.actor ?? visitor]));
  }

  /** Ends the session behind these cookies, if there is one. */
  async endHere(cookieHeader: string | undefined): Promise<void> {
    const id = this.idFrom(cookieHeader);
    if (id) await this.end({ _id: id });
  }

  /** Ends a member's sessions, all or all but one. */
  async endAll(memberId: string, but?: string): Promise<void> {
    await this.end({ memberId, ...(but ? { _id: trusted({ $ne: but }) } : {}) });
  }

  async devices(actor: SignedIn): Promise<DeviceList> {
    const found = await this.signIns.find({ memberId: actor.memberId }).sort({ lastUsedAt: -1 }).lean<SignIn[]>();
    return {
      devices: found
        .filter((signIn) => this.isOpen(signIn, (inFull(actor) as SignedIn).role))
        .map((signIn) => ({
          id: signIn.deviceId,
          what: signIn.what,
          signedInAt: signIn.signedInAt.toISOString(),
          lastUsedOn: signIn.lastUsedAt.toISOString().slice(0, 10),
          shared: signIn.shared,
          here: signIn._id === actor.sessionId,
        })),
    };
  }

  async endDevice(actor: SignedIn, deviceId: string): Promise<void> {
    if ((await this.end({ memberId: actor.memberId, deviceId })) === 0) throw notFound();
  }

  /** Goes on with a session through a change of its member's second factor, which ends all others. */
  async carryOver(sessionId: string, factorVersion: number): Promise<void> {
    await this.signIns.updateOne({ _id: sessionId }, { $set: { factorVersion } });
  }

  /** Deletes what has ended by its time; whether it ended never depends on this. */
  async clean(): Promise<void> {
    await this.signIns.deleteMany({ endsAt: trusted({ $lt: this.clock.now() }) });
  }

  private async look(cookieHeader: string | undefined, asked: Asked): Promise<Remembered | undefined> {
    const id = this.idFrom(cookieHeader);
    if (!id) return undefined;
    const known = this.remembered.get(id);
    const now = this.clock.now().getTime();
    // What an open page's socket had read a moment ago would otherwise hide that its reader uses the session.
    const toNote = asked === 'by-person' && known !== undefined && known.noteFrom < now;
    // Also where the clock was set back since: what was read an hour from now is not fresh for an hour.
    if (known && Math.abs(now - known.at) < freshFor && known.facts.endsAt.getTime() > now && !toNote) return known;
    this.remembered.delete(id);
    return (await this.read([id], asked)).get(id);
  }

  /** Sessions and their members in two queries, whatever their number. */
  private async read(ids: string[], asked: Asked): Promise<ReadonlyMap<string, Remembered>> {
    const signIns = await this.signIns.find({ _id: trusted({ $in: ids }) }).lean<SignIn[]>();
    const members = await this.members
      .find(
        { _id: trusted({ $in: [...new Set(signIns.map(({ memberId }) => memberId))] }), standing: 'active' },
        knownFields,
      )
      .lean<Known[]>();
    const byId = new Map(members.map((member) => [member._id, member]));
    const inFullById = await this.factsOfMembers(members);
    const lacking = members.filter((member) => needsSecondFactor(member) && !member.secondFactor);
    // What is left of them holds; what they would have says only why they are refused.
    const left = await this.factsOfMembers(lacking.map((member) => ({ ...member, ...withoutSecondFactor(member) })));
    const found = new Map<string, Remembered>();
    for (const signIn of signIns) {
      const member = byId.get(signIn.memberId);
      const facts = inFullById.get(signIn.memberId);
      if (!member || !facts || !this.isOpen(signIn, member.role) || this.endedLately.has(signIn._id)) continue;
      if ((signIn.factorVersion ?? 0) < (member.factorVersion ?? 0)) continue;
      const withoutIt = left.get(member._id);
      const actor: SignedIn = {
        kind: 'member',
        memberId: member._id,
        ...(withoutIt ? { ...withoutIt, withheld: facts } : facts),
        sessionId: signIn._id,
        accessVersion: member.accessVersion,
      };
      const remembered = await this.remember(signIn, actor, member, asked);
      if (remembered) found.set(signIn._id, remembered);
    }
    return found;
  }

  /** What members may do, and which audiences they are in, by their ids. */
  private async factsOfMembers(members: readonly Known[]): Promise<ReadonlyMap<string, AccessFacts>> {
    if (members.length === 0) return new Map();
    const asMembers = members.map(({ _id, role }) => ({ id: _id, role }));
    const sources = await Promise.all(this.registries.audiences.all().map((source) => source.audiencesOf(asMembers)));
    return new Map(
      members.map((member) => {
        const audiences = [...audiencesOf(member), ...sources.flatMap((source) => source.get(member._id) ?? [])];
        return [member._id, { role: member.role, duties: member.duties, audiences }];
      }),
    );
  }

  private async remember(
    signIn: SignIn,
    actor: SignedIn,
    member: Known,
    asked: Asked,
  ): Promise<Remembered | undefined> {
    // By the role itself, also where it opens nothing yet.
    const terms = termsOf(member.role, signIn.shared);
    const now = this.clock.now();
    const due = asked === 'by-person' && now.getTime() - signIn.lastUsedAt.getTime() > terms.touched;
    if (due) await this.signIns.updateOne({ _id: signIn._id }, { $set: { lastUsedAt: now } });
    const lastUsedAt = (due ? now : signIn.lastUsedAt).getTime();
    const endsAt = new Date(Math.min(endOf(signIn, terms), lastUsedAt + terms.idle));
    const facts = {
      shared: signIn.shared,
      endsAt,
      agreedVersion: member.agreedVersion,
      confirmBy: confirmBy(member),
    };
    const remembered = { actor, facts, at: now.getTime(), noteFrom: lastUsedAt + terms.touched };
    if (this.endedLately.has(signIn._id)) return undefined;
    if (this.remembered.size > mostRemembered) this.remembered.clear();
    this.remembered.set(signIn._id, remembered);
    return remembered;
  }

  private isOpen(signIn: SignIn, role: string): boolean {
    const now = this.clock.now().getTime();
    const terms = termsOf(role, signIn.shared);
    return endOf(signIn, terms) > now && signIn.lastUsedAt.getTime() + terms.idle > now;
  }

  private async end(which: QueryFilter<SignIn>): Promise<number> {
    const ids = (await this.signIns.find(which, { _id: 1 }).lean()).map(({ _id }) => _id);
    if (ids.length === 0) return 0;
    await this.signIns.deleteMany({ _id: trusted({ $in: ids }) });
    for (const id of ids) {
      this.remembered.delete(id);
      this.endedLately.add(id);
      setTimeout(() => this.endedLately.delete(id), 60_000).unref();
    }
    this.access.emit('ended', ids);
    return ids.length;
  }

  private forget(which: (actor: SignedIn) => boolean): void {
    for (const [id, { actor }] of this.remembered) if (which(actor)) this.remembered.delete(id);
  }

  private idFrom(cookieHeader: string | undefined): string | undefined {
    const value = cookieIn(cookieHeader, this.cookieName);
    return value && /^[A-Za-z0-9_-]{32}$/.test(value) ? hashOf(value) : undefined;
  }

  private cookie(value: string, seconds: number | undefined): string {
    return cookieLine(this.cookieName, value, Boolean(this.config.publicUrl), seconds);
  }
}

function hashOf(secret: string): string {
  return hash('sha256', secret, 'base64url');
}

function audiencesOf(member: Pick<Member, 'role' | 'circles'>): string[] {
  return [
    'members',
    ...(member.role === 'member' ? [] : ['moderators']),
    ...(member.circles ?? []).map((circle) => `circle:${circle}`),
  ];
}
