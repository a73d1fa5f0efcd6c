import type { NoteList, NoteSummary, OutcomeList, OutcomeSummary } from '@throughline/contracts';
import { useApp } from '../../app/context';
import { Form, Send } from '../../forms/form';
import { day } from '../../texts/dates';
import { impactTexts as said } from '../../texts/en-impact';
import { LookAgain } from './evidence';
import { Label, StageMark } from './label';

/** What is followed, and what changed: each leads on to the words it grew from. */
export function ImpactLists({ notes, outcomes }: { notes: NoteList; outcomes: OutcomeList }) {
  return (
    <>
      <section className="stack" aria-labelledby="notes-h">
        <h2 id="notes-h">{said.notes}</h2>
        <p className="measure">{said.notesLead}</p>
        {notes.notes.length === 0 ? <p className="soft">{said.noNotes}</p> : null}
        <ul className="rows">
          {notes.notes.map((note) => (
            <NoteLine key={note.id} note={note} />
          ))}
        </ul>
        {notes.abilities.includes('note.create') ? (
          <p>
            <a className="btn" href="/notes/new">
              {said.newNote}
            </a>
          </p>
        ) : null}
      </section>
      <section className="stack" aria-labelledby="outcomes-h">
        <h2 id="outcomes-h">{said.outcomes}</h2>
        {outcomes.outcomes.length === 0 ? <p className="soft">{said.noOutcomes}</p> : null}
        <ul className="rows">
          {outcomes.outcomes.map((outcome) => (
            <OutcomeLine key={outcome.id} outcome={outcome} />
          ))}
        </ul>
        {outcomes.after ? (
          <p>
            <a href={`/impact?after=${outcomes.after}`}>{said.more}</a>
          </p>
        ) : null}
        {outcomes.abilities.includes('outcome.create') ? (
          <Form name="outcome-begin">
            <Send className="btn">{said.newOutcome}</Send>
          </Form>
        ) : null}
      </section>
    </>
  );
}

function NoteLine({ note }: { note: NoteSummary }) {
  const { timeZone } = useApp().me.community;
  return (
    <li>
      <div>
        <h3>
          <a href={`/notes/${note.id}`} dir="auto">
            {note.title}
          </a>
        </h3>
        {note.lead ? (
          <p className="measure" dir="auto">
            {note.lead}
          </p>
        ) : null}
      </div>
      <div>
        <StageMark stage={note.stage}>{said.since(said.stages[note.stage], day(note.stageSince, timeZone))}</StageMark>
        {note.nextReview ? (
          <p className={note.overdue ? 'small overdue' : 'small soft'}>
            {said.nextLook(day(note.nextReview, timeZone), note.overdue)}
          </p>
        ) : null}
        <LookAgain lookAgain={note.lookAgain} about={{ about: 'notes', id: note.id }} />
      </div>
    </li>
  );
}

export function OutcomeLine({ outcome }: { outcome: OutcomeSummary }) {
  return (
    <li>
      <div>
        <h3>
          <a href={`/outcomes/${outcome.id}`} dir="auto">
            {outcome.title || said.untitled}
          </a>
        </h3>
        <p className="small soft" dir="auto">
          {[outcome.when, outcome.where].filter(Boolean).join(' · ')}
        </p>
        {outcome.state === 'draft' ? <p className="small">{said.draft}</p> : null}
      </div>
      <div>
        <Label label={outcome.label} />
        <LookAgain lookAgain={outcome.lookAgain} about={{ about: 'outcomes', id: outcome.id }} />
      </div>
    </li>
  );
}
