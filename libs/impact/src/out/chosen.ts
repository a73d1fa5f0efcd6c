import { trusted, type Model } from 'mongoose';
import { withoutHistory } from '../evidence/evidence.schema';
import type { Note } from '../notes/note.schema';
import type { Outcome } from '../outcomes/outcome.schema';

/** Which notes and outcomes are told of; all of them where nothing is chosen. Drafts never are. */
export interface Chosen {
  notes?: readonly string[];
  outcomes?: readonly string[];
}

/** The notes, one by one, in an order that stays. */
export function notesOf(notes: Model<Note>, { notes: ids }: Chosen): AsyncIterable<Note> {
  const which = ids ? { _id: trusted({ $in: [...ids] }) } : {};
  return notes.find(which, withoutHistory).sort({ _id: 1 }).lean<Note[]>().cursor();
}

/** The outcomes that members see, in the same way. */
export function outcomesOf(outcomes: Model<Outcome>, { outcomes: ids }: Chosen): AsyncIterable<Outcome> {
  const which = ids ? { _id: trusted({ $in: [...ids] }) } : {};
  return outcomes
    .find({ ...which, state: 'recorded' }, withoutHistory)
    .sort({ _id: 1 })
    .lean<Outcome[]>()
    .cursor();
}
