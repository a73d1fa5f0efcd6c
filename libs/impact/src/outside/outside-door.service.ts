import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { outsideAnswer, outsideAsking, OutsidePage } from '@throughline/contracts';
import { mostQuestions, outsideChoices } from '@throughline/contracts/names';
import { Days, dayText } from '@throughline/discussion';
import { CommunityService, Mailer, Members, SecretLinks } from '@throughline/identity';
import { DomainError, Ids, wrongField } from '@throughline/kernel';
import { Secrets } from '@throughline/platform';
import type { Model } from 'mongoose';
import type { z } from 'zod';
import { OutsidePresenter } from './outside.presenter';
import { cameInLetter } from './outside-letters';
import { OutsideRequest, type StoredAnswer } from './outside-request.schema';
import { linkPurpose } from './outside-requests.service';
import { OutsideWrites } from './outside-writes';
import { placeOf } from './place';
import { type Statement, Statements } from './statements';
import { waitsUntil } from './waits-until';

type Answer = z.output<typeof outsideAnswer>;
type Asking = z.output<typeof outsideAsking>;

/**
 * What somebody outside does who holds a link: reads the statement, asks back, answers once. A link that was used, is too old, was taken
 * back or never was answers alike: `link-used`.
 */
@Injectable()
export class OutsideDoor {
  constructor(
    @InjectModel(OutsideRequest.name) private readonly requests: Model<OutsideRequest>,
    private readonly writes: OutsideWrites,
    private readonly presenter: OutsidePresenter,
    private readonly statements: Statements,
    private readonly community: CommunityService,
    private readonly members: Members,
    private readonly mailer: Mailer,
    private readonly links: SecretLinks,
    private readonly secrets: Secrets,
    private readonly days: Days,
    private readonly ids: Ids,
  ) {}

  /** Uses nothing up. */
  async look(secret: string): Promise<OutsidePage> {
    const { request, statement } = await this.open(secret);
    const { kind, organisation, text, wishedFor, expiresAt } = request;
    const { title, fields, read } = statement;
    return {
      ...{ kind, organisation, title, read },
      statement: fields,
      ask: text === null ? null : { text, by: wishedFor },
      until: dayText(expiresAt),
      waitsUntil: kind === 'named' ? waitsUntil(request) : null,
      contact: (await this.community.get()).contact ?? '',
      questions: this.presenter.questions(request),
      mayQuestion: request.questions.length < mostQuestions,
    };
  }

  /** Takes the one answer, as it is. The same answer again, after a lost reply, is the same one. */
  async answer(request: Answer): Promise<void> {
    const { secret, ...said } = request;
    const key = this.secrets.digest('outside-answer', said.key);
    const body = this.secrets.digest('outside-answer', JSON.stringify(said));
    const before = await this.find(secret);
    if (before?.answer?.key === key && before.answer.body === body) return;
    const { request: open, statement } = await this.open(secret, before);
    expectParts(open, said);
    if (statement.read !== said.read) throw new DomainError('changed-meanwhile');
    const ofChange = open.kind === 'change';
    const answer: StoredAnswer = {
      ...{ key, body },
      choice: said.answer,
      text: said.text,
      how: ofChange ? (said.how ?? null) : null,
      role: said.role,
      relation: ofChange ? (said.relation ?? null) : null,
      name: (said.mayBeNamed && said.name) || null,
      read: said.read,
      on: await this.days.today(),
    };
    let isNew = false;
    const changed = await this.writes.change(open._id, (now) => {
      isNew = !(now.answer?.key === key && now.answer.body === body);
      // Sent twice at once, it is the same one too.
      if (!isNew) return undefined;
      if (this.presenter.stateOf(now) !== 'waiting') throw new DomainError('link-used');
      // Whom the writers meant would stand beside an answer that may be without a name.
      return { $set: { answer, mail: null, forWhom: null, news: true } };
    });
    if (isNew) await this.tellWriter(changed);
  }

  /** Asks something back. The same question again is the same one. */
  async ask({ secret, key: given, text }: Asking): Promise<void> {
    const key = this.secrets.digest('outside-question', given);
    const body = this.secrets.digest('outside-question', text);
    const { request } = await this.open(secret);
    const question = { _id: this.ids.next(), key, body, text, on: await this.days.today(), answer: null };
    let isNew = false;
    const changed = await this.writes.change(request._id, (now) => {
      if (this.presenter.stateOf(now) !== 'waiting') throw new DomainError('link-used');
      const same = now.questions.find((one) => one.key === key);
      if (same && same.body !== body) throw new DomainError('key-reused');
      isNew = same === undefined;
      if (!isNew) return undefined;
      if (now.questions.length >= mostQuestions) throw new DomainError('too-many-letters');
      return { $push: { questions: question }, $set: { news: true } };
    });
    if (isNew) await this.tellWriter(changed);
  }

  private find(secret: string): Promise<OutsideRequest | null> {
    return this.requests.findOne({ links: this.secrets.digest(linkPurpose, secret) }).lean<OutsideRequest>();
  }

  /** Throws `link-used`, whatever is wrong with it. */
  private async open(
    secret: string,
    known?: OutsideRequest | null,
  ): Promise<{ request: OutsideRequest; statement: Statement }> {
    const request = known === undefined ? await this.find(secret) : known;
    const statement =
      request && this.presenter.stateOf(request) === 'waiting' && (await this.statements.of(placeOf(request)));
    if (!request || !statement) throw new DomainError('link-used');
    return { request, statement };
  }

  private async tellWriter(request: OutsideRequest): Promise<void> {
    const writer = request.madeBy === null ? undefined : await this.members.byId(request.madeBy);
    if (!writer?.mail || writer.standing !== 'active') return;
    const { about, id } = placeOf(request);
    this.mailer.queue(cameInLetter(writer.mail, this.links.toPage(`/${about}/${id}/outside`)));
  }
}

/** Throws `bad-input` where the answer is none of its kind's, or something is missing that its kind needs. */
function expectParts(
  { kind }: OutsideRequest,
  { answer, how, relation, mayBeNamed, name }: Omit<Answer, 'secret'>,
): void {
  if (!(outsideChoices[kind] as readonly string[]).includes(answer)) throw wrongField('answer', 'Please choose one.');
  if (kind === 'change' && !how) throw wrongField('how', 'Please say how you know.');
  if (kind === 'change' && !relation) throw wrongField('relation', 'Please choose one.');
  if (mayBeNamed && !name) throw wrongField('name', 'Please write the name that may be shown.');
}
