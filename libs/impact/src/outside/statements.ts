import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { Note } from '../notes/note.schema';
import { titleOf } from '../outcomes/title-of';
import { Outcome } from '../outcomes/outcome.schema';
import { reportTexts } from '../reports/report-texts';
import type { Place } from './place';

/** What is said of a change or in a note, without any words of members and without what it rests on. */
export interface Statement {
  title: string;
  fields: { field: string; text: string }[];
  /** Names this text: another text has another. */
  read: string;
}

/** What people outside are shown: the statement alone (never a thread, never who wrote anything). */
@Injectable()
export class Statements {
  constructor(
    @InjectModel(Outcome.name) private readonly outcomes: Model<Outcome>,
    @InjectModel(Note.name) private readonly notes: Model<Note>,
  ) {}

  /** Undefined where it is not there, or is a draft, which nobody but its writers sees. */
  async of({ about, id }: Place): Promise<Statement | undefined> {
    if (about === 'outcomes') {
      const outcome = await this.outcomes.findById(id).lean<Outcome>();
      return outcome?.state === 'recorded' ? statementOfOutcome(outcome) : undefined;
    }
    const note = await this.notes.findById(id).lean<Note>();
    return note ? statementOfNote(note) : undefined;
  }
}

export function statementOfOutcome(outcome: Outcome): Statement {
  return statementOfChange({ ...outcome, title: titleOf(outcome) });
}

/** The same of a change as it is told elsewhere, under a title. */
export function statementOfChange(
  told: Pick<Outcome, 'when' | 'where' | 'why' | 'ourPart' | 'others'> & { title: string },
): Statement {
  const { title, when, where, why, ourPart, others } = told;
  return statement(title, { when, where, why, ourPart, others });
}

export function statementOfNote(note: Note): Statement {
  const { title, lead, blockage, bestHopes, exceptions, changeSought, mustAct, haveActed } = note;
  const parts = {
    ...{ lead, blockage, bestHopes, exceptions, changeSought },
    mustAct: mustAct.join(', '),
    haveActed: haveActed.join(', '),
    // Visitors read why it came to each stage, so whoever is named there reads it first.
    steps: note.history.flatMap(({ why }) => (why === '' ? [] : [why])).join('\n'),
  };
  // What names a text stays as it is, so that answers from before are still about this one: only how it is set out is another.
  return statement(title, parts, {
    mustAct: mustAct.join('\n'),
    haveActed: haveActed.join('\n'),
    steps: note.history.map(({ stage, on, why }) => reportTexts.step(stage, on, why)).join('\n'),
  });
}

function statement(
  title: string,
  parts: Readonly<Record<string, string>>,
  setOut: Readonly<Record<string, string>> = {},
): Statement {
  const fields = Object.entries(parts).flatMap(([field, text]) => (text === '' ? [] : [{ field, text }]));
  const read = createHash('sha256')
    .update(JSON.stringify([title, fields]))
    .digest('base64url')
    .slice(0, 22);
  return { title, fields: fields.map(({ field, text }) => ({ field, text: setOut[field] ?? text })), read };
}
