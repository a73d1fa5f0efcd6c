import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { measureTableAdd, MeasureTableView, NotePage } from '@throughline/contracts';
import { lineDeeds } from '@throughline/contracts/names';
import { Days, dayText } from '@throughline/discussion';
import { DomainError, notFound, Policies, type SignedIn } from '@throughline/kernel';
import type { Model } from 'mongoose';
import type { z } from 'zod';
import { everyMember } from '../evidence/evidence.service';
import { editNote } from '../notes/note.policy';
import { Note } from '../notes/note.schema';
import { NotesService } from '../notes/notes.service';
import { NoteWrites } from '../notes/note-writes';
import { type MeasurePlan, planOf, withPlanned } from './measure-plan';

/** How many lines are shown: of what is wrong, and of what would be done. */
const shown = 100;

/** Numbers of measures that come in as a table: looked at first, then all of them or none. */
@Injectable()
export class MeasureTables {
  constructor(
    @InjectModel(Note.name) private readonly notes: Model<Note>,
    private readonly writes: NoteWrites,
    private readonly pages: NotesService,
    private readonly policies: Policies,
    private readonly days: Days,
  ) {}

  /** What is wrong with it, or what it would do. Nothing is written. */
  async check(actor: SignedIn, id: string, text: string): Promise<MeasureTableView> {
    this.policies.authorize(actor, editNote, undefined);
    const note = await this.notes.findById(id).lean<Note>();
    if (!note) throw notFound();
    return viewOf(note, planOf(text, note.measures, await this.today()));
  }

  /**
   * Does what was looked at, in one write. What is done already is done: sent again, it is the same. Throws `changed-meanwhile` where it
   * would do something else by now, and `bad-input` with what is wrong.
   */
  async add(actor: SignedIn, id: string, { text, seen }: z.output<typeof measureTableAdd>): Promise<NotePage> {
    this.policies.authorize(actor, editNote, undefined);
    const today = await this.today();
    await this.writes.change(id, (note) => {
      const plan = planOf(text, note.measures, today);
      if (plan.wrong.length > 0) throw new DomainError('bad-input', { issues: issuesOf(plan) });
      if (plan.lines.every(({ does }) => does === 'leave')) return undefined;
      if (plan.seen !== seen) throw new DomainError('changed-meanwhile');
      return { update: { $set: { measures: withPlanned(note.measures, plan) } }, tell: [everyMember] };
    });
    return this.pages.page(actor, id);
  }

  private async today(): Promise<string> {
    return dayText(await this.days.today());
  }
}

function viewOf(note: Note, plan: MeasurePlan): MeasureTableView {
  const { separator, dayFirst, leftOut, wrong, seen } = plan;
  const lines = wrong.length > 0 ? [] : plan.lines;
  const named = new Map(note.measures.map(({ _id, title, unit }) => [_id, { measure: title, unit }]));
  return {
    note: { id: note._id, title: note.title },
    ...{ separator, dayFirst },
    leftOut: leftOut.slice(0, 20).map((name) => name.slice(0, 100)),
    wrong: wrong.slice(0, shown),
    wrongCount: wrong.length,
    lines: lines.slice(0, shown).map(({ measureId, ...line }) => ({
      ...line,
      ...(named.get(measureId) ?? { measure: '', unit: '' }),
    })),
    counts: Object.fromEntries(
      lineDeeds.map((deed) => [deed, lines.filter(({ does }) => does === deed).length]),
    ) as MeasureTableView['counts'],
    seen,
  };
}

function issuesOf({ wrong }: MeasurePlan) {
  return wrong.slice(0, shown).map(({ line, message }) => ({
    path: 'text',
    message: line === 0 ? message : `Line ${line}: ${message}`,
  }));
}
