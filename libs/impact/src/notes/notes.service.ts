import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type {
  newEvidence,
  newMeasure,
  newNote,
  newPoint,
  newSighting,
  newUpdate,
  noteEdit,
  NoteList,
  NotePage,
  stageChange,
  VersionList,
} from '@throughline/contracts';
import { changeTests, mostPoints } from '@throughline/contracts/names';
import { Days, dayText } from '@throughline/discussion';
import { People } from '@throughline/identity';
import { DomainError, Ids, notFound, Policies, type SignedIn, wrongField } from '@throughline/kernel';
import { Creations } from '@throughline/platform';
import { missingTests, stageAfterSighting, stagesAfter } from '@throughline/rules/impact';
import { Relay, Streams } from '@throughline/stream';
import type { Model } from 'mongoose';
import type { z } from 'zod';
import { DocumentFiles } from '../documents/document-files.service';
import { withoutHistory } from '../evidence/evidence.schema';
import { EvidenceService, everyMember } from '../evidence/evidence.service';
import { changedFields, expectRoom, Histories, type SaidFields } from '../evidence/history';
import { type KeptWrite, leadingTo, marksOf } from '../evidence/kept-writes';
import { belongingTo, Links, type OfPlace } from '../evidence/links';
import { expectPast } from '../evidence/past-day';
import { dayWords } from '../reports/report-texts';
import { createNote, editNote, readNotes, saySighting } from './note.policy';
import { NotePresenter } from './note.presenter';
import { Note, type TakenAway } from './note.schema';
import { NoteWrites } from './note-writes';
import { Sightings } from './sightings.service';

type NoteEdit = z.output<typeof noteEdit>;
type StageChange = z.output<typeof stageChange>;

/** The most that is added to one note of one kind. */
const mostAdded = 500;

/** Systems-change notes: the running record of each change that the community works for. */
@Injectable()
export class NotesService {
  constructor(
    @InjectModel(Note.name) private readonly notes: Model<Note>,
    private readonly writes: NoteWrites,
    private readonly presenter: NotePresenter,
    private readonly evidence: EvidenceService,
    private readonly documents: DocumentFiles,
    private readonly histories: Histories,
    private readonly sightings: Sightings,
    private readonly people: People,
    private readonly links: Links,
    private readonly policies: Policies,
    private readonly creations: Creations,
    private readonly streams: Streams,
    private readonly relay: Relay,
    private readonly days: Days,
    private readonly ids: Ids,
  ) {}

  /** All of them, or those of a theme or a session. */
  async list(actor: SignedIn, place: OfPlace = {}): Promise<NoteList> {
    this.policies.authorize(actor, readNotes, undefined);
    const cursor = await this.streams.cursor(everyMember);
    const notes = await this.notes
      .find(belongingTo(place), withoutHistory)
      .sort({ title: 1 })
      .limit(mostAdded)
      .lean<Note[]>();
    return {
      notes: await this.presenter.summaries(actor, notes),
      abilities: this.policies.abilities(actor, [createNote], undefined),
      cursor,
    };
  }

  async page(actor: SignedIn, id: string): Promise<NotePage> {
    this.policies.authorize(actor, readNotes, undefined);
    // Before what they tell of is read.
    const follow = await this.evidence.cursors(actor, await this.find(id));
    const view = await this.presenter.page(actor, await this.find(id));
    return { ...view, abilities: this.policies.abilities(actor, [editNote, saySighting], undefined), follow };
  }

  /** Begins one with what gets in the way; of words that it grew from, their thread, session and theme are filled in. */
  async create(actor: SignedIn, request: z.output<typeof newNote>): Promise<NotePage> {
    this.policies.authorize(actor, createNote, undefined);
    const { key, words, noticedOn, ...parts } = request;
    await this.expectLinks(actor, parts);
    const creation = this.creations.stamp(actor, createNote.name, request);
    const first = words && (await this.evidence.make(actor, 'evidence.first', { key, kind: 'words', words }));
    const today = dayText(await this.days.today());
    const on = noticedOn ?? today;
    expectPast('noticedOn', on, today);
    const _id = this.ids.next();
    const evidence = first ? [first.evidence] : [];
    const places = this.links.withPlace(parts, first?.place);
    const authors = await this.evidence.authorsOf(evidence);
    const note: Note = {
      _id,
      lead: '',
      bestHopes: '',
      exceptions: '',
      changeSought: '',
      conditions: [],
      mustAct: [],
      haveActed: [],
      owner: actor.memberId,
      nextReview: null,
      ...parts,
      ...places,
      stage: 'noticed',
      history: [
        { key: creation.key, body: creation.body, stage: 'noticed', on, why: '', by: actor.memberId, tests: [] },
      ],
      updates: [],
      measures: [],
      evidence,
      lookAgain: null,
      versions: [],
      revision: 1,
      textVersion: 1,
      creation,
      pending: this.writes.changesOf(_id, 1, [everyMember, ...authors], leadingTo({ evidence, ...places })),
    };
    const stored = await this.creations.once(this.notes, note as Note & { creation: typeof creation });
    await this.relay.deliver(this.notes, { _id: stored._id, pending: stored.pending });
    return this.page(actor, stored._id);
  }

  /** Saves what is given. Throws `changed-meanwhile` where somebody saved something else first. */
  async edit(actor: SignedIn, id: string, { textVersion, ...parts }: NoteEdit): Promise<NotePage> {
    await this.expectLinks(actor, parts);
    const on = await this.days.today();
    await this.change(actor, id, async (note) => {
      const changes = await this.links.chosen(actor, note, parts);
      const after = { ...note, ...changes };
      const before = changedFields(saidBy(note), saidBy(after));
      if (before.length === 0 && linksOf(note) === linksOf(after)) return undefined;
      if (note.textVersion !== textVersion) throw new DomainError('changed-meanwhile');
      expectRoom(note.versions);
      return {
        update: {
          // Who looks after it from now on is reminded anew.
          $set: after.owner === note.owner ? changes : { ...changes, remindedFor: null },
          $inc: { textVersion: 1 },
          ...(before.length > 0 ? { $push: { versions: { on, by: actor.memberId, before } } } : {}),
        },
        marks: marksOf(note, after, after.title !== note.title),
      };
    });
    return this.page(actor, id);
  }

  /** Another stage. Throws `stage-not-open` where it may not follow, and what is missing of its tests beside their fields. */
  async changeStage(actor: SignedIn, id: string, request: StageChange): Promise<NotePage> {
    const { key, body } = this.creations.stamp(actor, `note.stage/${id}`, request);
    const today = dayText(await this.days.today());
    const { stage, why, on = today } = request;
    expectPast('on', on, today);
    await this.change(actor, id, (note) => {
      if (this.isAdded(note.history, key, body)) return undefined;
      if (!stagesAfter(note.stage).includes(stage)) throw new DomainError('stage-not-open');
      const missing = missingTests(stage, request);
      const message = 'Please say why this is so: without it, it has not come so far.';
      if (missing.length > 0)
        throw new DomainError('bad-input', { issues: missing.map((path) => ({ path, message })) });
      if (on < (note.history.at(-1)?.on ?? '')) throw wrongField('on', 'This is before the stage that it is at now.');
      const tests = changeTests.flatMap((test) => {
        const reason = request[test] ?? '';
        return reason === '' ? [] : [{ test, reason }];
      });
      const entry = { key, body, stage, on, why, by: actor.memberId, tests };
      return { update: { $set: { stage }, $push: { history: entry } }, marks: leadingTo(note) };
    });
    return this.page(actor, id);
  }

  /** Says what the reader has seen, or takes it back. What was embedded and is seen again has come back. */
  async sight(actor: SignedIn, id: string, request: z.output<typeof newSighting>): Promise<NotePage> {
    this.policies.authorize(actor, saySighting, undefined);
    await this.find(id);
    const today = dayText(await this.days.today());
    const { kind, seen, on = today } = request;
    expectPast('on', on, today);
    if (!seen) {
      await this.sightings.takeBack(id, actor.memberId, kind, Number(on.slice(0, 4)));
      return this.page(actor, id);
    }
    await this.sightings.say(id, actor.memberId, kind, on);
    await this.writes.change(id, ({ stage: now, history, evidence, threads }) => {
      const stage = stageAfterSighting({ stage: now, since: history.at(-1)?.on ?? '' }, { kind, on });
      if (stage === now) return undefined;
      // Nobody's name, and the day on which it was told: one who saw it is not to be found out by it.
      const entry = { key: '', body: '', stage, on: today, why: 'It was seen again.', by: null, tests: [] };
      return {
        update: { $set: { stage }, $push: { history: entry } },
        tell: [everyMember],
        marks: leadingTo({ evidence, threads }),
      };
    });
    return this.page(actor, id);
  }

  async addUpdate(actor: SignedIn, id: string, request: z.output<typeof newUpdate>): Promise<NotePage> {
    const { key, body } = this.creations.stamp(actor, `note.update/${id}`, request);
    const today = dayText(await this.days.today());
    const { text, on = today } = request;
    expectPast('on', on, today);
    const update = { _id: this.ids.next(), key, body, on, text, by: actor.memberId };
    await this.change(actor, id, (note) =>
      this.isAdded(note.updates, key, body) ? undefined : { update: { $push: { updates: update } } },
    );
    return this.page(actor, id);
  }

  /** Takes away what was said to have happened; its history keeps it. One that is gone already stays gone. */
  async removeUpdate(actor: SignedIn, id: string, updateId: string): Promise<NotePage> {
    const taking = await this.takingAway(actor);
    await this.change(actor, id, ({ updates, versions }) => {
      const update = updates.find(({ _id }) => _id === updateId);
      if (!update) return undefined;
      return taking(versions, 'updates', `${dayWords(update.on)}: ${update.text}`, {
        updates: updates.filter((one) => one !== update),
      });
    });
    return this.page(actor, id);
  }

  async addMeasure(actor: SignedIn, id: string, request: z.output<typeof newMeasure>): Promise<NotePage> {
    const { key, body } = this.creations.stamp(actor, `note.measure/${id}`, request);
    const { title, unit, source, baseline = null, target = null } = request;
    const measure = { _id: this.ids.next(), key, body, title, unit, source, baseline, target, points: [] };
    await this.change(actor, id, ({ measures }) => {
      if (this.isAdded(measures, key, body)) return undefined;
      // A table could not say which of two of one name and unit its numbers belong to.
      if (measures.some((one) => one.title === title && one.unit === unit))
        throw wrongField('title', 'This is counted here already.');
      return { update: { $push: { measures: measure } } };
    });
    return this.page(actor, id);
  }

  /** Takes away a series with all its numbers; its history keeps them. One that is gone already stays gone. */
  async removeMeasure(actor: SignedIn, id: string, measureId: string): Promise<NotePage> {
    const taking = await this.takingAway(actor);
    await this.change(actor, id, ({ measures, versions }) => {
      const measure = measures.find(({ _id }) => _id === measureId);
      if (!measure) return undefined;
      const numbers = measure.points.map(({ on, value }) => `${dayWords(on)}: ${value}`);
      return taking(versions, 'measures', [namedAs(measure), measure.source, ...numbers].join('\n'), {
        measures: measures.filter((one) => one !== measure),
      });
    });
    return this.page(actor, id);
  }

  /** A point of a series: of one day there is one number, and the later holds; without a number, there is none. */
  async setPoint(
    actor: SignedIn,
    id: string,
    measureId: string,
    { on, value }: z.output<typeof newPoint>,
  ): Promise<NotePage> {
    expectPast('on', on, dayText(await this.days.today()));
    const taking = await this.takingAway(actor);
    await this.change(actor, id, ({ measures, versions }) => {
      const measure = measures.find(({ _id }) => _id === measureId);
      // Taken away with all its numbers, this one is gone as well.
      if (!measure && value === null) return undefined;
      if (!measure) throw notFound();
      const before = measure.points.find((point) => point.on === on);
      const others = measure.points.filter((point) => point.on !== on);
      const withPoints = (points: typeof others) => ({
        measures: measures.map((one) => (one._id === measureId ? { ...one, points } : one)),
      });
      if (value === null)
        return (
          before &&
          taking(versions, 'points', `${namedAs(measure)}, ${dayWords(on)}: ${before.value}`, withPoints(others))
        );
      if (others.length >= mostPoints) throw new DomainError('too-many-letters');
      const points = [...others, { on, value }].sort((one, other) => (one.on < other.on ? -1 : 1));
      return { update: { $set: withPoints(points) } };
    });
    return this.page(actor, id);
  }

  /** Links something that it rests on. The same request again is the same link. */
  async link(actor: SignedIn, id: string, request: z.output<typeof newEvidence>): Promise<NotePage> {
    this.policies.authorize(actor, editNote, undefined);
    await this.find(id);
    const made = await this.evidence.make(actor, `evidence.link/${id}`, request);
    await this.change(actor, id, (note) => this.evidence.linking(note, made, true));
    await this.evidence.settle([made.evidence]);
    return this.page(actor, id);
  }

  /** Takes something off that it rested on. */
  async unlink(actor: SignedIn, id: string, evidenceId: string): Promise<NotePage> {
    this.policies.authorize(actor, editNote, undefined);
    const { evidence } = await this.find(id);
    await this.change(actor, id, (note) => this.evidence.unlinking(actor, note, evidenceId, true));
    await this.evidence.settle(evidence.filter(({ _id }) => _id === evidenceId));
    return this.page(actor, id);
  }

  /** The file of a document that it rests on. */
  async file(actor: SignedIn, id: string, evidenceId: string) {
    this.policies.authorize(actor, readNotes, undefined);
    return this.documents.readOf((await this.find(id)).evidence, evidenceId);
  }

  /** Somebody has looked again: how its words stand now is how they were seen. */
  async looked(actor: SignedIn, id: string): Promise<NotePage> {
    await this.change(actor, id, async (note) =>
      note.lookAgain ? { update: { $set: await this.evidence.asLookedAt(actor, note) }, tell: [] } : undefined,
    );
    return this.page(actor, id);
  }

  async versions(actor: SignedIn, id: string): Promise<VersionList> {
    this.policies.authorize(actor, readNotes, undefined);
    const note = await this.find(id);
    return this.histories.list(actor, { id, title: note.title }, note.versions, saidBy(note));
  }

  private async find(id: string): Promise<Note> {
    const note = await this.notes.findById(id).lean<Note>();
    if (!note) throw notFound();
    return note;
  }

  /** One change by who looks after notes; told to every member, where not to fewer. */
  private async change(
    actor: SignedIn,
    id: string,
    writeOf: (note: Note) => NoteWrite | undefined | Promise<NoteWrite | undefined>,
  ): Promise<void> {
    this.policies.authorize(actor, editNote, undefined);
    await this.writes.change(id, async (note) => {
      const write = await writeOf(note);
      return write && { tell: [everyMember], ...write };
    });
  }

  /** How something is taken away: what is left, and what went, kept in the history. */
  private async takingAway(actor: SignedIn) {
    const on = await this.days.today();
    return (versions: Note['versions'], field: TakenAway, text: string, left: Partial<Note>): NoteWrite => {
      expectRoom(versions);
      return { update: { $set: left, $push: { versions: { on, by: actor.memberId, before: [{ field, text }] } } } };
    };
  }

  /** Throws `key-reused` where the key came before with another body, and `too-many-letters` where there is too much. */
  private isAdded(added: readonly { key: string; body: string }[], key: string, body: string): boolean {
    const before = added.find((one) => one.key === key);
    if (before && before.body !== body) throw new DomainError('key-reused');
    if (!before && added.length >= mostAdded) throw new DomainError('too-many-letters');
    return before !== undefined;
  }

  private async expectLinks(actor: SignedIn, { owner, ...places }: Partial<NoteEdit>): Promise<void> {
    await this.links.expect(actor, places);
    if (owner && !(await this.people.byIds([owner])).has(owner)) throw wrongField('owner', 'There is no such person.');
  }
}

type NoteWrite = Omit<KeptWrite<Note>, 'tell'> & Partial<Pick<KeptWrite<Note>, 'tell'>>;

function namedAs({ title, unit }: Note['measures'][number]): string {
  return `${title} (${unit})`;
}

function linksOf({ themes, sessions, threads, owner }: Note): string {
  return JSON.stringify([themes, sessions, threads, owner]);
}

/** What it says, for its history: the same names as in its contract. */
function saidBy(note: Note): SaidFields {
  const { title, lead, blockage, bestHopes, exceptions, changeSought, nextReview } = note;
  return {
    ...{ title, lead, blockage, bestHopes, exceptions, changeSought },
    conditions: note.conditions.join(', '),
    mustAct: note.mustAct.join(', '),
    haveActed: note.haveActed.join(', '),
    nextReview: nextReview ?? '',
  };
}
