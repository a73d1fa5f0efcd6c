import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { MemberView, PersonView, ReadersView } from '@throughline/contracts';
import { type Duty, type Role, type Sector, sectors } from '@throughline/contracts/names';
import { notFound, type SignedIn } from '@throughline/kernel';
import { Heads, Memory, peopleStream } from '@throughline/stream';
import { trusted, type Model, type QueryFilter } from 'mongoose';
import { belonging, Member } from '../accounts/member.schema';
import { Organisation } from './organisation.schema';

/** What stands beside a person's name wherever they are shown. */
export interface PersonCard {
  id: string;
  name: string;
  /** Of their organisation, where they choose to show it. */
  sector: Sector | null;
  role: Role;
  duties: readonly Duty[];
}

type Named = Pick<Member, '_id' | 'name' | 'role' | 'duties' | 'organisationId' | 'showOrganisation'>;
const namedFields = { name: 1, role: 1, duties: 1, organisationId: 1, showOrganisation: 1 } as const;

/** People as other members see them, and how many are in an audience. */
@Injectable()
export class People {
  /** Cards as they are at one version of all people; null for who left, or never was. */
  private cards = { version: -1, byId: new Map<string, PersonCard | null>() };

  constructor(
    @InjectModel(Member.name) private readonly members: Model<Member>,
    @InjectModel(Organisation.name) private readonly organisations: Model<Organisation>,
    private readonly memory: Memory,
    private readonly heads: Heads,
  ) {}

  /** Cards by id; who left, or never was, is missing. */
  async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, PersonCard>> {
    const version = await this.heads.of(peopleStream);
    if (version !== this.cards.version) this.cards = { version, byId: new Map() };
    // Should people change while these are read, the next to ask begins anew.
    const { byId } = this.cards;
    const lacking = ids.filter((id) => !byId.has(id));
    if (lacking.length > 0) {
      const [found, organisations] = await Promise.all([
        this.members.find({ _id: trusted({ $in: lacking }), ...belonging }, namedFields).lean<Named[]>(),
        this.organisationsById(),
      ]);
      for (const id of lacking) byId.set(id, null);
      for (const member of found) byId.set(member._id, cardOf(member, organisations));
    }
    return new Map(
      ids.flatMap((id) => {
        const card = byId.get(id);
        return card ? [[id, card] as const] : [];
      }),
    );
  }

  /** How many people, and from which sectors, are in one of identity's audiences. */
  async readersOf(audience: string): Promise<ReadersView> {
    return this.memory.get(`readers/${audience}`, [peopleStream], () => this.count(filterOf(audience)));
  }

  /** The same for members named one by one. */
  async readersAmong(ids: readonly string[]): Promise<ReadersView> {
    return this.count({ _id: trusted({ $in: [...ids] }), ...belonging });
  }

  async idsIn(audience: string): Promise<string[]> {
    return (await this.members.find(filterOf(audience), { _id: 1 }).lean()).map(({ _id }) => _id);
  }

  /** Everybody in one of identity's audiences, as those see them who may know. */
  async inAudience(audience: string): Promise<PersonView[]> {
    const [members, organisations] = await Promise.all([
      this.members.find(filterOf(audience)).sort({ name: 1 }).lean<Member[]>(),
      this.organisationsById(),
    ]);
    return members.map((member) => presentPerson(member, organisations));
  }

  /** Whom the actor finds. Who left themselves out, and who blocked the actor, is missing alike: see `findableBy`. */
  async list(actor: SignedIn): Promise<PersonView[]> {
    const [members, organisations] = await Promise.all([
      this.members.find(findableBy(actor)).sort({ name: 1 }).lean<Member[]>(),
      this.organisationsById(),
    ]);
    return members.map((member) => presentPerson(member, organisations));
  }

  async one(actor: SignedIn, id: string): Promise<PersonView> {
    const member = await this.members.findOne({ $and: [{ _id: id }, findableBy(actor)] }).lean<Member>();
    if (!member) throw notFound();
    return presentPerson(member, await this.organisationsById());
  }

  /** As those see it who look after the community. */
  async presentMembers(members: readonly Member[]): Promise<MemberView[]> {
    const organisations = await this.organisationsById();
    return members.map((member) => ({
      ...presentPerson(member, organisations),
      joinedAt: member.joinedAt.toISOString(),
      standing: member.standing,
      hasMail: member.mail !== null,
      hasSecondFactor: Boolean(member.secondFactor),
    }));
  }

  private async count(filter: QueryFilter<Member>): Promise<ReadersView> {
    const [members, organisations] = await Promise.all([
      this.members.find(filter, { organisationId: 1 }).lean<Pick<Member, 'organisationId'>[]>(),
      this.organisationsById(),
    ]);
    const present = new Set(
      members.flatMap(({ organisationId }) =>
        organisationId ? (organisations.get(organisationId)?.sector ?? []) : [],
      ),
    );
    return { count: members.length, sectors: sectors.filter((sector) => present.has(sector)) };
  }

  private async organisationsById(): Promise<ReadonlyMap<string, Organisation>> {
    return this.memory.get('organisations', [peopleStream], async () => {
      const all = await this.organisations.find().lean<Organisation[]>();
      return new Map(all.map((organisation) => [organisation._id, organisation]));
    });
  }
}

function filterOf(audience: string): QueryFilter<Member> {
  const [kind, id] = audience.split(':');
  if (kind === 'moderators') return { ...belonging, role: trusted({ $in: ['moderator', 'administrator'] }) };
  if (kind === 'circle') return { ...belonging, circles: id ?? '' };
  return belonging;
}

/**
 * Whom somebody finds: in the list of people, and wherever people are found by a name (mentions, search). Who looks after the community
 * finds everybody and is found by everybody, so that no comparing of lists tells them what others have chosen. Everybody finds themselves.
 */
export function findableBy(actor: SignedIn): QueryFilter<Member> {
  if (actor.role !== 'member' || actor.duties.includes('safeguarding-lead')) return belonging;
  return {
    ...belonging,
    $or: [
      { _id: actor.memberId },
      { role: trusted({ $ne: 'member' as const }) },
      { 'duties.0': trusted({ $exists: true }) },
      { unlisted: trusted({ $ne: true }), blocked: trusted({ $ne: actor.memberId }) },
    ],
  };
}

function cardOf(member: Named, organisations: ReadonlyMap<string, Organisation>): PersonCard {
  const organisation =
    member.organisationId && member.showOrganisation ? organisations.get(member.organisationId) : null;
  return {
    id: member._id,
    name: member.name,
    sector: organisation?.sector ?? null,
    role: member.role,
    duties: member.duties,
  };
}

function presentPerson(member: Member, organisations: ReadonlyMap<string, Organisation>): PersonView {
  const card = cardOf(member, organisations);
  const shown = member.organisationId && member.showOrganisation ? organisations.get(member.organisationId) : undefined;
  return {
    ...card,
    duties: [...card.duties],
    organisation: shown?.name ?? null,
    expertise: member.showExpertise ? [...member.expertise] : [],
    about: member.about,
  };
}
