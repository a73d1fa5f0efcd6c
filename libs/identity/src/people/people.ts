import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { MemberView, PersonView, ReadersView } from '@throughline/contracts';
import { type Duty, type Role, type Sector, sectors } from '@throughline/contracts/names';
import { notFound } from '@throughline/kernel';
import { trusted, type Model, type QueryFilter } from 'mongoose';
import { Member } from '../accounts/member.schema';
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

/** Facts about people may be this old. */
const freshFor = 2_000;

type Named = Pick<Member, '_id' | 'name' | 'role' | 'duties' | 'organisationId' | 'showOrganisation'>;
const namedFields = { name: 1, role: 1, duties: 1, organisationId: 1, showOrganisation: 1 } as const;

/** People as other members see them, and how many are in an audience. */
@Injectable()
export class People {
  private readonly cards = new Map<string, { card: PersonCard; at: number }>();
  private organisations: { byId: ReadonlyMap<string, Organisation>; at: number } | undefined;

  constructor(
    @InjectModel(Member.name) private readonly members: Model<Member>,
    @InjectModel(Organisation.name) private readonly organisationModel: Model<Organisation>,
  ) {}

  /** Cards by id; who left, or never was, is missing. */
  async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, PersonCard>> {
    const now = Date.now();
    const lacking = ids.filter((id) => now - (this.cards.get(id)?.at ?? 0) > freshFor);
    if (lacking.length > 0) {
      const [found, organisations] = await Promise.all([
        this.members.find({ _id: trusted({ $in: lacking }), standing: 'active' }, namedFields).lean<Named[]>(),
        this.organisationsById(),
      ]);
      for (const id of lacking) this.cards.delete(id);
      for (const member of found) this.cards.set(member._id, { card: cardOf(member, organisations), at: now });
    }
    return new Map(
      ids.flatMap((id) => {
        const known = this.cards.get(id);
        return known ? [[id, known.card] as const] : [];
      }),
    );
  }

  /** Drops what is remembered of somebody who changed. */
  forget(id: string): void {
    this.cards.delete(id);
    this.organisations = undefined;
  }

  /** How many people, and from which sectors, are in one of identity's audiences. */
  async readersOf(audience: string): Promise<ReadersView> {
    return this.count(filterOf(audience));
  }

  /** The same for members named one by one. */
  async readersAmong(ids: readonly string[]): Promise<ReadersView> {
    return this.count({ _id: trusted({ $in: [...ids] }), standing: 'active' });
  }

  async idsIn(audience: string): Promise<string[]> {
    return (await this.members.find(filterOf(audience), { _id: 1 }).lean()).map(({ _id }) => _id);
  }

  async list(): Promise<PersonView[]> {
    const [members, organisations] = await Promise.all([
      this.members.find({ standing: 'active' }).sort({ name: 1 }).lean<Member[]>(),
      this.organisationsById(),
    ]);
    return members.map((member) => presentPerson(member, organisations));
  }

  async one(id: string): Promise<PersonView> {
    const member = await this.members.findOne({ _id: id, standing: 'active' }).lean<Member>();
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
    const now = Date.now();
    if (!this.organisations || now - this.organisations.at > freshFor) {
      const all = await this.organisationModel.find().lean<Organisation[]>();
      this.organisations = { byId: new Map(all.map((organisation) => [organisation._id, organisation])), at: now };
    }
    return this.organisations.byId;
  }
}

function filterOf(audience: string): QueryFilter<Member> {
  const [kind, id] = audience.split(':');
  if (kind === 'moderators') return { standing: 'active', role: trusted({ $in: ['moderator', 'administrator'] }) };
  if (kind === 'circle') return { standing: 'active', circles: id ?? '' };
  return { standing: 'active' };
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
