import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { newOutside, OutsideCard, OutsideList, OutsideRequestView } from '@throughline/contracts';
import { mostReminders, type OutsideKind } from '@throughline/contracts/names';
import { Days } from '@throughline/discussion';
import { CommunityService, Mailer, People, SecretLinks } from '@throughline/identity';
import { Clock, DomainError, Ids, notFound, Policies, type SignedIn, wrongField } from '@throughline/kernel';
import { Creations, Secrets } from '@throughline/platform';
import { Relay, Streams } from '@throughline/stream';
import type { Model, UpdateQuery } from 'mongoose';
import type { z } from 'zod';
import { everyMember } from '../evidence/evidence.service';
import { NotesService } from '../notes/notes.service';
import { OutcomesService } from '../outcomes/outcomes.service';
import { OrganisationSay } from './organisation-say';
import { askOutside } from './outside.policy';
import { isAnswered, OutsidePresenter } from './outside.presenter';
import { outsideLetter, questionAnsweredLetter } from './outside-letters';
import { OutsideRequest } from './outside-request.schema';
import { OutsideWrites } from './outside-writes';
import { type Place, placeOf } from './place';
import { SaidOutside } from './said-outside';
import { Statements } from './statements';
import { waitsUntil } from './waits-until';

type NewOutside = z.output<typeof newOutside>;

const dayLength = 86_400_000;
/** How long a link is good for, in days: from the day on which it was made, or sent again. */
const goodFor: Record<OutsideKind, number> = { change: 28, ask: 90, named: 60 };
/** The purpose of the digests under which links are stored. */
export const linkPurpose = 'outside-link';

/** Asking people outside, by links that take one answer: what those who follow changes do. */
@Injectable()
export class OutsideRequests implements OnModuleInit {
  constructor(
    @InjectModel(OutsideRequest.name) private readonly requests: Model<OutsideRequest>,
    private readonly writes: OutsideWrites,
    private readonly presenter: OutsidePresenter,
    private readonly statements: Statements,
    private readonly said: SaidOutside,
    private readonly organisationSay: OrganisationSay,
    private readonly outcomes: OutcomesService,
    private readonly notes: NotesService,
    private readonly people: People,
    private readonly community: CommunityService,
    private readonly links: SecretLinks,
    private readonly mailer: Mailer,
    private readonly secrets: Secrets,
    private readonly policies: Policies,
    private readonly creations: Creations,
    private readonly relay: Relay,
    private readonly streams: Streams,
    private readonly days: Days,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  onModuleInit(): void {
    this.relay.addSource(this.requests);
  }

  /** Who was asked about something, and what came. Whoever asked has seen it from then on. */
  async list(actor: SignedIn, place: Place): Promise<OutsideList> {
    this.policies.authorize(actor, askOutside, undefined);
    const follow = { [everyMember]: await this.streams.cursor(everyMember) };
    const { title } = await this.readable(actor, place);
    const [requests, statement, { waitingFor }] = await Promise.all([
      this.said.about(place),
      this.statements.of(place),
      this.organisationSay.mayBePublished(place),
    ]);
    for (const { _id, news, madeBy } of requests) if (news && madeBy === actor.memberId) await this.writes.seen(_id);
    return {
      about: { kind: place.about, id: place.id, title },
      mayAsk: statement !== undefined,
      requests: await this.views(requests, statement?.read ?? ''),
      waitingFor,
      follow,
    };
  }

  /** Asks somebody: the link is mailed, or answered once, to be handed over. The same request again is the same one. */
  async ask(actor: SignedIn, place: Place, request: NewOutside): Promise<OutsideCard> {
    this.policies.authorize(actor, askOutside, undefined);
    await this.readable(actor, place);
    expectParts(place, request);
    const statement = await this.statements.of(place);
    if (!statement) throw new DomainError('not-shown-yet');
    const creation = this.creations.stamp(actor, `${askOutside.name}/${place.about}/${place.id}`, request);
    const { kind, organisation, forWhom, text, by, mail } = request;
    const secret = this.secrets.digest('outside-secret', creation.key).slice(0, 27);
    const _id = this.ids.next();
    const on = await this.days.today();
    const about = {
      outcomeId: place.about === 'outcomes' ? place.id : null,
      noteId: place.about === 'notes' ? place.id : null,
    };
    const stored = await this.creations.once(this.requests, {
      _id,
      kind,
      ...about,
      organisation: organisation || null,
      forWhom: forWhom || null,
      text: (kind === 'ask' && text) || null,
      wishedFor: kind === 'ask' ? (by ?? null) : null,
      mail: mail ?? null,
      mailed: Boolean(mail),
      links: [this.secrets.digest(linkPurpose, secret)],
      madeBy: actor.memberId,
      on,
      askedAt: this.clock.now(),
      sentOn: on,
      sent: statement.read,
      expiresAt: this.endOf(kind),
      remindedOn: [],
      withdrawnOn: null,
      questions: [],
      answer: null,
      settled: null,
      news: false,
      revision: 1,
      creation,
      pending: this.writes.changesOf({ _id, ...about, madeBy: actor.memberId }, 1),
    } as OutsideRequest & { creation: typeof creation });
    await this.relay.deliver(this.requests, stored);
    return this.handOver(stored, secret, { isFirst: stored._id === _id, again: false });
  }

  /** Sends it again, with what it says now; the links from before are good too. */
  async remind(actor: SignedIn, id: string, { key }: { key: string }): Promise<OutsideCard> {
    this.policies.authorize(actor, askOutside, undefined);
    const secret = this.secrets.digest('outside-secret', id, key).slice(0, 27);
    const link = this.secrets.digest(linkPurpose, secret);
    const today = await this.days.today();
    const found = await this.find(id);
    const statement = await this.statements.of(placeOf(found));
    if (!statement) throw notFound();
    let isFirst = false;
    const changed = await this.writes.change(id, (request) => {
      if (isAnswered(request) || request.withdrawnOn) throw new DomainError('already-done');
      isFirst = !request.links.includes(link);
      if (!isFirst) return undefined;
      if (request.remindedOn.length >= mostReminders) throw new DomainError('too-many-letters');
      return {
        $set: {
          sentOn: today,
          sent: statement.read,
          expiresAt: this.endOf(request.kind),
          mailed: request.mail !== null,
        },
        $push: { links: link, remindedOn: today },
      };
    });
    return this.handOver(changed, secret, { isFirst, again: true });
  }

  /** Takes a request back: its links are void, and whom it went to is forgotten. */
  async withdraw(actor: SignedIn, id: string): Promise<OutsideRequestView> {
    this.policies.authorize(actor, askOutside, undefined);
    return this.changed(id, (request) => {
      if (isAnswered(request)) throw new DomainError('already-done');
      if (request.withdrawnOn) return undefined;
      const now = this.clock.now();
      return { $set: { withdrawnOn: now, expiresAt: now, mail: null } };
    });
  }

  /** Answers what was asked back. The link stays good for the answer that is still to come. */
  async reply(actor: SignedIn, id: string, questionId: string, text: string): Promise<OutsideRequestView> {
    this.policies.authorize(actor, askOutside, undefined);
    const on = await this.days.today();
    const secret = this.links.newSecret();
    const link = this.secrets.digest(linkPurpose, secret);
    let tell: string | null = null;
    const view = await this.changed(id, (request) => {
      const question = request.questions.find(({ _id }) => _id === questionId);
      if (!question) throw notFound();
      if (question.answer) throw new DomainError('already-done');
      tell = this.presenter.stateOf(request) === 'waiting' ? request.mail : null;
      const questions = request.questions.map((one) =>
        one._id === questionId ? { ...one, answer: { text, by: actor.memberId, on } } : one,
      );
      return { $set: { questions }, ...(tell === null ? {} : { $push: { links: link } }) };
    });
    if (tell !== null) this.mailer.queue(questionAnsweredLetter(tell, this.links.to('answer', secret)));
    return view;
  }

  /** Says how a disagreement was settled. It stays where it is, with this beside it. */
  async settle(actor: SignedIn, id: string, why: string): Promise<OutsideRequestView> {
    this.policies.authorize(actor, askOutside, undefined);
    const on = await this.days.today();
    return this.changed(id, (request) => {
      if (request.answer?.choice !== 'disagree') throw notFound();
      return request.settled ? undefined : { $set: { settled: { on, by: actor.memberId, why } } };
    });
  }

  private async changed(
    id: string,
    updateOf: (request: OutsideRequest) => UpdateQuery<OutsideRequest> | undefined,
  ): Promise<OutsideRequestView> {
    return this.view(await this.writes.change(id, updateOf));
  }

  private async find(id: string): Promise<OutsideRequest> {
    const found = await this.requests.findById(id).lean<OutsideRequest>();
    if (!found) throw notFound();
    return found;
  }

  private async view(request: OutsideRequest): Promise<OutsideRequestView> {
    const statement = await this.statements.of(placeOf(request));
    const [view] = await this.views([request], statement?.read ?? '');
    if (!view) throw notFound();
    return view;
  }

  private async views(requests: readonly OutsideRequest[], read: string): Promise<OutsideRequestView[]> {
    const names = await this.people.byIds([...new Set(requests.flatMap(({ madeBy }) => madeBy ?? []))]);
    return requests.map((request) => this.presenter.request(request, read, names));
  }

  /** What it is about, as far as the actor may read it. Throws `not-found`. */
  private async readable(actor: SignedIn, { about, id }: Place): Promise<{ title: string }> {
    return about === 'outcomes' ? this.outcomes.page(actor, id) : this.notes.page(actor, id);
  }

  private async handOver(
    request: OutsideRequest,
    secret: string,
    { isFirst, again }: { isFirst: boolean; again: boolean },
  ): Promise<OutsideCard> {
    const view = await this.view(request);
    const link = this.links.to('answer', secret);
    if (request.mail === null) return { request: view, link, qr: this.links.qr(link) };
    const { name, timeZone, contact = '' } = await this.community.get();
    const dayOf = (date: Date) => new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone }).format(date);
    const { kind, mail } = request;
    const letter = {
      ...{ kind, community: name, contact, again },
      until: dayOf(request.expiresAt),
      waitsUntil: kind === 'named' ? dayOf(new Date(waitsUntil(request))) : null,
    };
    if (isFirst) this.mailer.queue(outsideLetter(mail, link, letter));
    return { request: view, link: null, qr: null };
  }

  private endOf(kind: OutsideKind): Date {
    return new Date(this.clock.now().getTime() + goodFor[kind] * dayLength);
  }
}

/** Throws `bad-input` where something is missing that this kind needs, or it cannot be asked there. */
function expectParts({ about }: Place, { kind, organisation, text }: NewOutside): void {
  if (kind === 'change' && about !== 'outcomes') throw wrongField('kind', 'That can be asked about a change alone.');
  if (kind === 'ask' && about !== 'notes') throw wrongField('kind', 'Asks belong to what we follow.');
  if (kind !== 'change' && !organisation) throw wrongField('organisation', 'Please say which organisation.');
  if (kind === 'ask' && !text) throw wrongField('text', 'Please say what you ask for.');
}
