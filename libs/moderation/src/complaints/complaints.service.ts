import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ComplaintList, ComplaintView, newComplaint, OwnComplaint, OwnComplaints } from '@throughline/contracts';
import { Days, dayText, daysBetween } from '@throughline/discussion';
import { Mailer, Members, SecretLinks } from '@throughline/identity';
import {
  type Actor,
  DomainError,
  Ids,
  notFound,
  type PersonalData,
  type PersonalEntry,
  type PersonalPart,
  Policies,
  Registries,
  type SignedIn,
  wrongField,
} from '@throughline/kernel';
import { type Counter, Creations, Limits } from '@throughline/platform';
import { AuditTrail, Relay } from '@throughline/stream';
import type { Model } from 'mongoose';
import type { z } from 'zod';
import { answerComplaint, listComplaints, makeComplaint, readOwnComplaints } from './complaint.policy';
import { Complaint } from './complaint.schema';
import { complaintAnsweredLetter, complaintCameLetter, complaintTakenLetter } from './letters';

/** How long there is for an answer, in days: as long as the law gives for saying that a complaint came, which is said at once. */
const answerWithin = 30;
const dayLength = 86_400_000;

/** Complaints about data: taken from anybody, acknowledged at once, with a clock for who has to answer (safety.md P17). */
@Injectable()
export class Complaints implements PersonalData {
  private readonly made: Counter;

  constructor(
    @InjectModel(Complaint.name) private readonly complaints: Model<Complaint>,
    private readonly members: Members,
    private readonly mailer: Mailer,
    private readonly links: SecretLinks,
    private readonly policies: Policies,
    private readonly creations: Creations,
    private readonly relay: Relay,
    private readonly audit: AuditTrail,
    private readonly days: Days,
    private readonly ids: Ids,
    registries: Registries,
    limits: Limits,
  ) {
    registries.personalData.add(this);
    this.made = limits.counter({ name: 'complaints', times: 10, within: 3_600, counted: 'in-memory' });
  }

  /** Takes a complaint, and answers that it came. Who is not signed in has to say how they can be reached. */
  async make(actor: Actor, address: string, request: z.output<typeof newComplaint>): Promise<OwnComplaint> {
    this.policies.authorize(actor, makeComplaint, undefined);
    const memberId = actor.kind === 'member' ? actor.memberId : null;
    if (memberId === null && request.reach === '') throw wrongField('reach', 'Please say how we can reach you.');
    await this.made.spend(memberId ?? `address ${address}`);
    const made = await this.creations.once(this.complaints, {
      _id: this.ids.next(),
      words: request.words,
      reach: request.reach || null,
      memberId,
      on: await this.days.today(),
      answer: null,
      creation: this.creations.stampFor(memberId ?? 'visitor', makeComplaint.name, request),
      pending: [],
    });
    const complaint = presentOwn(made);
    const mail = mailIn(made.reach);
    if (mail) this.mailer.queue(complaintTakenLetter(mail, complaint.number, complaint.answerBy));
    for (const { role, mail: to } of await this.members.all())
      if (role === 'administrator' && to)
        this.mailer.queue(complaintCameLetter(to, this.links.toPage('/administration/complaints')));
    return complaint;
  }

  async own(actor: SignedIn): Promise<OwnComplaints> {
    this.policies.authorize(actor, readOwnComplaints, undefined);
    const own = await this.complaints.find({ memberId: actor.memberId }).sort({ on: -1 }).lean<Complaint[]>();
    return { complaints: own.map(presentOwn) };
  }

  /** Those that wait first, the oldest of them first of all. */
  async list(actor: SignedIn): Promise<ComplaintList> {
    this.policies.authorize(actor, listComplaints, undefined);
    const all = await this.complaints.find().sort({ on: 1 }).lean<Complaint[]>();
    const members = await this.members.byIds(all.flatMap(({ memberId }) => memberId ?? []));
    const today = await this.days.today();
    const views = all.map((complaint): ComplaintView => {
      const daysLeft = answerWithin - daysBetween(complaint.on, today);
      return {
        ...presentOwn(complaint),
        reach: complaint.reach,
        member: members.find(({ _id }) => _id === complaint.memberId)?.name ?? null,
        daysLeft,
        overdue: complaint.answer === null && daysLeft < 0,
      };
    });
    return {
      complaints: [...views.filter(({ answer }) => !answer), ...views.filter(({ answer }) => answer).reverse()],
    };
  }

  /** Throws `already-done` where somebody was quicker. */
  async answer(actor: SignedIn, id: string, text: string): Promise<void> {
    this.policies.authorize(actor, answerComplaint, undefined);
    if ((await this.complaints.exists({ _id: id })) === null) throw notFound();
    const line = this.audit.change({ act: 'complaint.answered', by: actor.memberId, about: { request: id } });
    const answered = await this.complaints
      .findOneAndUpdate(
        { _id: id, answer: null },
        { $set: { answer: { text, by: actor.memberId, on: await this.days.today() } }, $push: { pending: line } },
        { returnDocument: 'after' },
      )
      .lean<Complaint>();
    if (!answered) throw new DomainError('already-done');
    await this.relay.deliver(this.complaints, answered);
    const mail = mailIn(answered.reach);
    if (mail) this.mailer.queue(complaintAnsweredLetter(mail, numberOf(id), text));
  }

  partsFor(memberId: string): Promise<readonly PersonalPart[]> {
    const labels = { words: 'What you wrote', reach: 'How to reach you', on: 'On', answer: 'The answer' };
    const entries = () => this.madeBy(memberId);
    return Promise.resolve([{ name: 'complaints', title: 'Complaints about data that you made', labels, entries }]);
  }

  /** One that waits for an answer stays, with the way to reach whoever made it; of the others it is kept that there were some. */
  async erase(memberId: string): Promise<void> {
    const answered = { memberId, answer: { $ne: null } };
    await this.complaints.collection.updateMany(answered, {
      $set: { words: '', reach: null, memberId: null, 'answer.text': '' },
    });
    await this.complaints.updateMany({ memberId }, { $set: { memberId: null } });
  }

  private async *madeBy(memberId: string): AsyncGenerator<PersonalEntry> {
    for (const { words, reach, on, answer } of await this.complaints.find({ memberId }).lean<Complaint[]>())
      yield { words, reach, on: dayText(on), answer: answer?.text ?? null };
  }
}

function presentOwn({ _id, words, on, answer }: Complaint): OwnComplaint {
  return {
    id: _id,
    number: numberOf(_id),
    words,
    on: dayText(on),
    answerBy: dayText(new Date(on.getTime() + answerWithin * dayLength)),
    answer: answer && { text: answer.text, on: dayText(answer.on) },
  };
}

/** Short enough to be said on the phone. */
function numberOf(id: string): string {
  return id.slice(0, 6).toUpperCase();
}

function mailIn(reach: string | null): string | null {
  return reach !== null && /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+$/.test(reach) ? reach : null;
}
