import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type {
  newEvidence,
  newOutcome,
  outcomeEdit,
  OutcomeList,
  OutcomePage,
  VersionList,
} from '@throughline/contracts';
import { Days } from '@throughline/discussion';
import { DomainError, Ids, notFound, Policies, type SignedIn, wrongField } from '@throughline/kernel';
import { Creations } from '@throughline/platform';
import { Streams } from '@throughline/stream';
import { trusted, type Model, type QueryFilter } from 'mongoose';
import type { z } from 'zod';
import { DocumentFiles } from '../documents/document-files.service';
import { withoutHistory } from '../evidence/evidence.schema';
import { EvidenceService, everyMember } from '../evidence/evidence.service';
import { changedFields, expectRoom, Histories, type SaidFields } from '../evidence/history';
import { type KeptWrite, leadingTo, marksOf } from '../evidence/kept-writes';
import { belongingTo, Links, type OfPlace } from '../evidence/links';
import { NoteNames } from '../notes/note-names';
import { createOutcome, editOutcome, listOutcomes, readOutcome } from './outcome.policy';
import { OutcomePresenter } from './outcome.presenter';
import { Outcome } from './outcome.schema';
import { OutcomeWrites } from './outcome-writes';
import { titleOf } from './title-of';

type NewOutcome = z.output<typeof newOutcome>;
type OutcomeEdit = z.output<typeof outcomeEdit>;
type NewEvidence = z.output<typeof newEvidence>;

/** Outcomes on one page of the list. */
const listed = 100;

/** Outcomes: what changed, from the first draft on, and what each rests on. */
@Injectable()
export class OutcomesService {
  constructor(
    @InjectModel(Outcome.name) private readonly outcomes: Model<Outcome>,
    private readonly writes: OutcomeWrites,
    private readonly presenter: OutcomePresenter,
    private readonly evidence: EvidenceService,
    private readonly documents: DocumentFiles,
    private readonly histories: Histories,
    private readonly notes: NoteNames,
    private readonly links: Links,
    private readonly policies: Policies,
    private readonly creations: Creations,
    private readonly streams: Streams,
    private readonly days: Days,
    private readonly ids: Ids,
  ) {}

  /** The latest first; drafts before them, for those who look after them. */
  async list(actor: SignedIn, { after, ...place }: OfPlace & { after?: string } = {}): Promise<OutcomeList> {
    this.policies.authorize(actor, listOutcomes, undefined);
    const cursor = await this.streams.cursor(everyMember);
    const of: QueryFilter<Outcome> = belongingTo(place);
    const withDrafts = !after && this.policies.can(actor, createOutcome, undefined);
    const [drafts, recorded] = await Promise.all([
      withDrafts
        ? this.outcomes
            .find({ ...of, state: 'draft' }, withoutHistory)
            .limit(listed)
            .lean<Outcome[]>()
        : [],
      this.outcomes
        .find({ ...of, state: 'recorded', ...(await this.from(after)) }, withoutHistory)
        .sort({ recordedOn: -1, _id: 1 })
        .limit(listed + 1)
        .lean<Outcome[]>(),
    ]);
    const shown = recorded.slice(0, listed);
    return {
      outcomes: await this.presenter.summaries(actor, [...drafts, ...shown]),
      after: recorded.length > listed ? (shown.at(-1)?._id ?? null) : null,
      abilities: this.policies.abilities(actor, [createOutcome], undefined),
      cursor,
    };
  }

  async page(actor: SignedIn, id: string): Promise<OutcomePage> {
    // Before what they tell of is read.
    const follow = await this.evidence.cursors(actor, await this.find(actor, id));
    const outcome = await this.find(actor, id);
    const view = await this.presenter.page(actor, outcome, await this.notes.titles(outcome.notes));
    return { ...view, abilities: this.policies.abilities(actor, [editOutcome], outcome), follow };
  }

  /** Begins one as a draft, with what is known: of words that it grew from, their thread, session and theme are filled in. */
  async create(actor: SignedIn, request: NewOutcome): Promise<OutcomePage> {
    this.policies.authorize(actor, createOutcome, undefined);
    const { key, words, ...answers } = request;
    await this.expectLinks(actor, answers);
    const creation = this.creations.stamp(actor, createOutcome.name, request);
    const first = words && (await this.evidence.make(actor, 'evidence.first', { key, kind: 'words', words }));
    const outcome = await this.creations.once(this.outcomes, {
      _id: this.ids.next(),
      state: 'draft',
      who: '',
      what: '',
      when: '',
      where: '',
      why: '',
      ourPart: '',
      others: '',
      kinds: [],
      conditions: [],
      direction: null,
      origin: null,
      notes: [],
      ...answers,
      ...this.links.withPlace(answers, first?.place),
      madeBy: actor.memberId,
      recordedOn: null,
      evidence: first ? [first.evidence] : [],
      lookAgain: null,
      versions: [],
      revision: 1,
      textVersion: 1,
      creation,
      pending: [],
    } as Outcome & { creation: typeof creation });
    return this.page(actor, outcome._id);
  }

  /** Saves what is given. Throws `changed-meanwhile` where somebody saved something else first. */
  async edit(actor: SignedIn, id: string, { textVersion, ...answers }: OutcomeEdit): Promise<OutcomePage> {
    await this.expectLinks(actor, answers);
    await this.change(actor, id, async (outcome) => {
      const changes = await this.links.chosen(actor, outcome, answers);
      const after = { ...outcome, ...changes };
      const before = changedFields(saidBy(outcome), saidBy(after));
      if (before.length === 0 && linksOf(outcome) === linksOf(after)) return undefined;
      if (outcome.textVersion !== textVersion) throw new DomainError('changed-meanwhile');
      expectRoom(outcome.versions);
      if (outcome.state === 'recorded') expectWhole(after);
      const kept = outcome.state === 'recorded' && before.length > 0;
      const on = await this.days.today();
      return {
        update: {
          $set: changes,
          $inc: { textVersion: 1 },
          ...(kept ? { $push: { versions: { on, by: actor.memberId, before } } } : {}),
        },
        tell: [everyMember],
        marks: marksOf(outcome, after, titleOf(after) !== titleOf(outcome)),
      };
    });
    return this.page(actor, id);
  }

  /** Shows a draft to all members: from then on it counts, and its changes are kept. */
  async record(actor: SignedIn, id: string, textVersion: number): Promise<OutcomePage> {
    const recordedOn = await this.days.today();
    await this.change(actor, id, async (outcome) => {
      if (outcome.state === 'recorded') return undefined;
      if (outcome.textVersion !== textVersion) throw new DomainError('changed-meanwhile');
      expectWhole(outcome);
      const tell = [everyMember, ...(await this.evidence.authorsOf(outcome.evidence))];
      return { update: { $set: { state: 'recorded', recordedOn } }, tell, marks: leadingTo(outcome) };
    });
    return this.page(actor, id);
  }

  /** Throws away a draft; what was recorded stays, and its changes with it. */
  async discard(actor: SignedIn, id: string): Promise<void> {
    const outcome = await this.find(actor, id);
    this.policies.authorize(actor, editOutcome, outcome);
    const gone = await this.outcomes.deleteOne({ _id: id, state: 'draft' });
    if (gone.deletedCount === 0) throw new DomainError('already-done');
    await this.evidence.settle(outcome.evidence);
  }

  /** Links something that it rests on. The same request again is the same link. */
  async link(actor: SignedIn, id: string, request: NewEvidence): Promise<OutcomePage> {
    const outcome = await this.find(actor, id);
    this.policies.authorize(actor, editOutcome, outcome);
    const made = await this.evidence.make(actor, `evidence.link/${id}`, request);
    await this.change(actor, id, (now) => this.evidence.linking(now, made, now.state === 'recorded'));
    await this.evidence.settle([made.evidence]);
    return this.page(actor, id);
  }

  /** Takes something off that it rested on. */
  async unlink(actor: SignedIn, id: string, evidenceId: string): Promise<OutcomePage> {
    const { evidence } = await this.find(actor, id);
    await this.change(actor, id, (now) => this.evidence.unlinking(actor, now, evidenceId, now.state === 'recorded'));
    await this.evidence.settle(evidence.filter(({ _id }) => _id === evidenceId));
    return this.page(actor, id);
  }

  /** The file of a document that it rests on. */
  async file(actor: SignedIn, id: string, evidenceId: string) {
    return this.documents.readOf((await this.find(actor, id)).evidence, evidenceId);
  }

  /** Somebody has looked again: how its words stand now is how they were seen. */
  async looked(actor: SignedIn, id: string): Promise<OutcomePage> {
    // Nothing of it is shown to others, so they are not told.
    await this.change(actor, id, async (outcome) =>
      outcome.lookAgain ? { update: { $set: await this.evidence.asLookedAt(actor, outcome) }, tell: [] } : undefined,
    );
    return this.page(actor, id);
  }

  async history(actor: SignedIn, id: string): Promise<VersionList> {
    const outcome = await this.find(actor, id);
    return this.histories.list(actor, { id, title: titleOf(outcome) }, outcome.versions, saidBy(outcome));
  }

  private async find(actor: SignedIn, id: string): Promise<Outcome> {
    const outcome = await this.outcomes.findById(id).lean<Outcome>();
    if (!outcome) throw notFound();
    this.policies.authorize(actor, readOutcome, outcome);
    return outcome;
  }

  private async change(
    actor: SignedIn,
    id: string,
    writeOf: (outcome: Outcome) => KeptWrite<Outcome> | undefined | Promise<KeptWrite<Outcome> | undefined>,
  ): Promise<Outcome> {
    return this.writes.change(id, async (outcome) => {
      this.policies.authorize(actor, readOutcome, outcome);
      this.policies.authorize(actor, editOutcome, outcome);
      const write = await writeOf(outcome);
      // A draft is told to nobody, and nothing leads to it.
      const shown = outcome.state === 'recorded' || write?.update.$set?.['state'] === 'recorded';
      return write && !shown ? { ...write, tell: [], marks: [] } : write;
    });
  }

  private async expectLinks(actor: SignedIn, { notes = [], ...places }: Partial<OutcomeEdit>): Promise<void> {
    await this.links.expect(actor, places);
    if ((await this.notes.titles(notes)).length < new Set(notes).size)
      throw wrongField('notes', 'There is no such note.');
  }

  private async from(after: string | undefined): Promise<QueryFilter<Outcome>> {
    const last = after ? await this.outcomes.findById(after, { recordedOn: 1 }).lean<Outcome>() : null;
    if (!last?.recordedOn) return {};
    const { recordedOn, _id } = last;
    return {
      recordedOn: trusted({ $lte: recordedOn }),
      $or: [{ recordedOn: trusted({ $lt: recordedOn }) }, { recordedOn, _id: trusted({ $gt: _id }) }],
    };
  }
}

const unsaid = {
  who: 'Please say who it was first.',
  what: 'Please say what they do differently first.',
  when: 'Please say when it was first.',
};

/** Throws where the first two questions are not answered: without them it says nothing. */
function expectWhole(outcome: Outcome): void {
  const missing = (['who', 'what', 'when'] as const).filter((field) => outcome[field] === '');
  if (missing.length === 0) return;
  throw new DomainError('bad-input', { issues: missing.map((path) => ({ path, message: unsaid[path] })) });
}

function linksOf({ themes, sessions, threads, notes }: Outcome): string {
  return JSON.stringify([themes, sessions, threads, notes]);
}

/** What it says, for its history: the same names as in its contract. What it is linked to stands in no history. */
export function saidBy(outcome: Outcome): SaidFields {
  const { who, what, when, where, why, ourPart, others, kinds, conditions, direction, origin } = outcome;
  const texts = { who, what, when, where, why, ourPart, others };
  const lists = { kinds: kinds.join(', '), conditions: conditions.join(', ') };
  return { ...texts, ...lists, direction: direction ?? '', origin: origin ?? '' };
}
