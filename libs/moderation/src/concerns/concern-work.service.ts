import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { concernClosing, ConcernList, concernNote, ConcernView, leadLetter } from '@throughline/contracts';
import type { TalkPartner } from '@throughline/contracts/names';
import { Members, People } from '@throughline/identity';
import { Clock, Ids, notFound, Policies, type SignedIn, wrongField } from '@throughline/kernel';
import { Creations } from '@throughline/platform';
import { AuditTrail, Streams } from '@throughline/stream';
import { trusted, type Model } from 'mongoose';
import type { z } from 'zod';
import { presentToWriters } from '../letters/alias-letter.presenter';
import { AliasLetters } from '../letters/alias-letters.service';
import { ConcernChanges, concernTopic, type ConcernUpdate } from './concern-changes';
import { isLead, listConcerns, readConcern, workOnConcern } from './concern.policy';
import { presentConcern, presentSummary } from './concern.presenter';
import { Concern, type ConcernEntry, type Talk } from './concern.schema';
import { Leads, presentLead } from './leads';
import { linkOf, presentContact, SafeguardingService } from './safeguarding.service';

/** Who is at the other end of a talk. */
type Reader = { kind: 'member'; memberId: string } | { kind: 'alias'; aliasId: string };

/** What leads do with a concern. Who is excluded from it is answered as if it were not there. */
@Injectable()
export class ConcernWork {
  constructor(
    @InjectModel(Concern.name) private readonly concerns: Model<Concern>,
    private readonly changes: ConcernChanges,
    private readonly aliasLetters: AliasLetters,
    private readonly leads: Leads,
    private readonly safeguarding: SafeguardingService,
    private readonly members: Members,
    private readonly people: People,
    private readonly policies: Policies,
    private readonly creations: Creations,
    private readonly audit: AuditTrail,
    private readonly streams: Streams,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async list(actor: SignedIn): Promise<ConcernList> {
    this.policies.authorize(actor, listConcerns, undefined);
    const { memberId } = actor;
    const cursor = await this.streams.cursor(`member:${memberId}`);
    // Before they are counted: one who is left out must not miss one of fifty.
    const seen = { excluded: trusted({ $ne: memberId }) };
    const found = await this.concerns
      .find({ ...seen, closedAt: null })
      .sort({ openedAt: -1 })
      .lean<Concern[]>();
    const closed = await this.concerns
      .find({ ...seen, closedAt: trusted({ $gt: new Date(0) }) })
      .sort({ closedAt: -1 })
      .limit(50)
      .lean<Concern[]>();
    const theirs = [...found, ...closed];
    const nameOf = await this.names(theirs.flatMap(({ holderId }) => holderId ?? []));
    const { phones } = await this.safeguarding.get();
    return {
      concerns: theirs.map((concern) => presentSummary(concern, nameOf)),
      phone: phones.find((entry) => entry.memberId === memberId)?.phone ?? '',
      cursor,
    };
  }

  /** Whether a concern waits that this lead can see and nobody has answered. */
  async waitsFor(actor: SignedIn): Promise<boolean> {
    if (!isLead(actor)) return false;
    const waiting = { closedAt: null, holderId: null, excluded: { $ne: actor.memberId } };
    return (await this.concerns.collection.findOne(waiting, { projection: { _id: 1 } })) !== null;
  }

  /** All of it. The audit chain has the look before anything is shown. */
  async read(actor: SignedIn, id: string): Promise<ConcernView> {
    await this.find(actor, id, readConcern);
    await this.audit.record({ act: 'concern.read', by: actor.memberId, about: { concern: id } });
    return this.view(actor, id);
  }

  /** "I have seen this": the first who says so has it from then on; others are asked to stand by. */
  async answer(actor: SignedIn, id: string): Promise<ConcernView> {
    return this.work(actor, id, 'answered', undefined, (concern) => {
      if (concern.closedAt !== null || concern.answered.some(({ by }) => by === actor.memberId)) return undefined;
      const now = this.clock.now();
      const first = concern.answered.length === 0;
      return {
        set: {
          answered: [...concern.answered, { by: actor.memberId, at: now }],
          holderId: concern.holderId ?? actor.memberId,
          alarm: first ? { for: 'second', step: 0, nextAt: now } : null,
          calls: concern.calls.map((call) => ({ ...call, nextAt: null })),
        },
        push: { entries: this.entry(actor, 'answered') },
      };
    });
  }

  /** Gives it to another lead, who can see it. */
  async handOver(actor: SignedIn, id: string, to: string): Promise<ConcernView> {
    const { excluded } = await this.find(actor, id, workOnConcern);
    const leads = await this.leads.without(excluded);
    if (!leads.some((lead) => lead.id === to)) throw wrongField('to', 'Please choose one of the leads on this page.');
    return this.work(actor, id, 'handed-over', undefined, (concern) =>
      concern.holderId === to || concern.closedAt !== null
        ? undefined
        : {
            set: {
              holderId: to,
              // Whoever it is given to is told as whoever is called: in both ways, at once.
              calls: [...concern.calls, ...this.callsTo([to])],
            },
            push: { entries: { ...this.entry(actor, 'handed-over'), to } },
          },
    );
  }

  /** Saves what a referral says, as a new version: the ones before stay. */
  async note(actor: SignedIn, id: string, request: z.output<typeof concernNote>): Promise<ConcernView> {
    const { key: _, referredAt, ...note } = request;
    if (note.consent === 'overridden' && note.overriddenWhy.trim() === '')
      throw wrongField('overriddenWhy', 'Please say why it was done against what they want.');
    return this.work(actor, id, 'noted', request, () => ({
      push: {
        entries: {
          ...this.entry(actor, 'noted', request),
          note: { ...note, referredAt: referredAt === null ? null : new Date(referredAt) },
        },
      },
    }));
  }

  /** Writes to the reporter or to the person it is about, in private. Nothing is unsealed by it. */
  async write(actor: SignedIn, id: string, request: z.output<typeof leadLetter>): Promise<ConcernView> {
    const concern = await this.find(actor, id, workOnConcern);
    const reader = await this.readerOf(concern, request.to);
    if (reader === null) throw wrongField('to', 'You cannot write to them here.');
    if (reader.kind === 'alias') return this.writeToAlias(actor, id, reader.aliasId, request);
    const { memberId } = reader;
    return this.work(actor, id, 'wrote', request, (now) => ({
      set: { talks: this.withMessage(now, actor, request.to, memberId, request) },
      push: { entries: { ...this.entry(actor, 'wrote', request), text: request.text } },
      letterFor: [memberId],
    }));
  }

  /** The letter is a document of its own, with its line for the audit chain; then the log of the concern has it too. */
  private async writeToAlias(
    actor: SignedIn,
    id: string,
    aliasId: string,
    request: z.output<typeof leadLetter>,
  ): Promise<ConcernView> {
    const line = this.audit.change({
      act: 'concern.changed',
      by: actor.memberId,
      about: { concern: id, what: 'wrote' },
    });
    await this.aliasLetters.write(actor, { aliasId, topic: concernTopic(id), from: 'leads' }, request, [line]);
    const key = this.keyOf(actor, request);
    await this.changes.change(id, ({ entries }) =>
      entries.some((entry) => entry.key === key)
        ? undefined
        : { push: { entries: { ...this.entry(actor, 'wrote', request), text: request.text } } },
    );
    return this.view(actor, id);
  }

  /** Closes it, and says to the reporter what came of it. */
  async close(actor: SignedIn, id: string, request: z.output<typeof concernClosing>): Promise<ConcernView> {
    const closed = await this.work(actor, id, 'closed', request, (concern) =>
      concern.closedAt !== null
        ? undefined
        : {
            set: {
              closedAt: this.clock.now(),
              alarm: null,
              calls: concern.calls.map((call) => ({ ...call, nextAt: null })),
              talks: this.withMessage(concern, actor, 'reporter', concern.reporterId, request),
            },
            push: { entries: { ...this.entry(actor, 'closed', request), text: request.text } },
            letterFor: [concern.reporterId],
          },
    );
    await this.aliasLetters.close(concernTopic(id));
    return closed;
  }

  /** One act on a concern: authorised, audited in the same write, and done once however often it is sent. */
  private async work(
    actor: SignedIn,
    id: string,
    what: ConcernEntry['kind'],
    request: { key: string } | undefined,
    updateOf: (concern: Concern) => ConcernUpdate | undefined,
  ): Promise<ConcernView> {
    await this.find(actor, id, workOnConcern);
    const key = request && this.keyOf(actor, request);
    await this.changes.change(id, (concern) => {
      if (key !== undefined && concern.entries.some((entry) => entry.key === key)) return undefined;
      const update = updateOf(concern);
      const line = this.audit.change({ act: 'concern.changed', by: actor.memberId, about: { concern: id, what } });
      return update && { ...update, pending: [line] };
    });
    return this.view(actor, id);
  }

  private async find(actor: SignedIn, id: string, action: typeof readConcern): Promise<Concern> {
    this.policies.authorize(actor, listConcerns, undefined);
    const concern = await this.concerns.findById(id).lean<Concern>();
    if (!concern) throw notFound();
    this.policies.authorize(actor, action, concern);
    return concern;
  }

  private async view(actor: SignedIn, id: string): Promise<ConcernView> {
    const cursor = await this.streams.cursor(`concern:${id}`);
    const concern = await this.find(actor, id, readConcern);
    const [nameOf, leads, settings] = await Promise.all([
      this.names([
        concern.reporterId,
        ...(concern.about.memberId === null ? [] : [concern.about.memberId]),
        ...concern.entries.flatMap(({ by, to }) => [by, to].filter((name) => name !== null)),
      ]),
      this.leads.without(concern.excluded),
      this.safeguarding.get(),
    ]);
    const phones = new Map(settings.phones.map(({ memberId, phone }) => [memberId, phone]));
    const partners: TalkPartner[] = [];
    for (const partner of ['person', 'reporter'] as const)
      if (concern.closedAt === null && (await this.readerOf(concern, partner)) !== null) partners.push(partner);
    const aliasTalks = await this.aliasLetters.about(concernTopic(id));
    const writers = await this.names(aliasTalks.flatMap(({ messages }) => messages.flatMap(({ by }) => by ?? [])));
    const presented = presentConcern(concern, nameOf);
    return {
      ...presented,
      talks: [
        ...presented.talks,
        ...aliasTalks.map((talk) => ({ with: 'person' as const, messages: presentToWriters(talk, writers) })),
      ],
      mine: concern.answered.some(({ by }) => by === actor.memberId),
      leads: leads
        .filter((lead) => lead.id !== actor.memberId)
        .map((lead) => ({ ...presentLead(lead), phone: phones.get(lead.id) ?? null })),
      numbers: [
        { what: 'Somebody in danger', number: '999', link: linkOf('999') },
        ...[settings.nightTeam, settings.outside].flatMap((contact) => presentContact(contact) ?? []),
      ],
      canWriteTo: partners,
      cursor,
    };
  }

  /**
   * Who reads what is written to one end. Who it is about is written to only if they look after nothing here: a lead, moderator or
   * administrator must not learn of it. Whoever an alias is finds it by their voice; what else they are here, nobody knows.
   */
  private async readerOf(concern: Concern, partner: TalkPartner): Promise<Reader | null> {
    if (partner === 'reporter') return { kind: 'member', memberId: concern.reporterId };
    if (concern.kind === 'me') return null;
    const { memberId, aliasId } = concern.about;
    if (aliasId !== null) return { kind: 'alias', aliasId };
    if (memberId === null) return null;
    const [member] = await this.members.byIds([memberId]);
    const plain = member?.standing === 'active' && member.role === 'member' && member.duties.length === 0;
    return plain ? { kind: 'member', memberId } : null;
  }

  private withMessage(
    { talks }: Concern,
    actor: SignedIn,
    partner: TalkPartner,
    memberId: string,
    request: { key: string; text: string },
  ): Talk[] {
    const message = {
      from: 'lead' as const,
      by: actor.memberId,
      text: request.text,
      at: this.clock.now(),
      key: this.keyOf(actor, request),
    };
    const before = talks.find((talk) => talk.with === partner);
    const talk = before ?? { _id: this.ids.next(), with: partner, memberId, unread: true, messages: [] };
    return [...talks.filter((one) => one !== before), { ...talk, unread: true, messages: [...talk.messages, message] }];
  }

  private callsTo(leads: readonly string[]): Concern['calls'] {
    const nextAt = this.clock.now();
    return leads.flatMap((to) =>
      (['mail', 'text'] as const).map((channel) => ({
        _id: this.ids.next(),
        to,
        channel,
        nextAt,
        tries: 0,
        outAt: null,
      })),
    );
  }

  private entry(actor: SignedIn, kind: ConcernEntry['kind'], request?: { key: string }): ConcernEntry {
    const key = request ? this.keyOf(actor, request) : null;
    return { at: this.clock.now(), by: actor.memberId, kind, to: null, text: null, note: null, key };
  }

  private keyOf(actor: SignedIn, request: { key: string }): string {
    return this.creations.stamp(actor, workOnConcern.name, request).key;
  }

  private async names(ids: readonly string[]): Promise<(id: string) => string | null> {
    const cards = await this.people.byIds([...new Set(ids)]);
    return (id) => cards.get(id)?.name ?? null;
  }
}
