import type { NotePage, ThemeList } from '@throughline/contracts';
import { conditions } from '@throughline/contracts/names';
import { Field, Form, Send, Ticks } from '../../forms/form';
import { impactTexts } from '../../texts/en-impact';
import { LinkedFields, ThemesField } from './places-fields';

const said = impactTexts.note;

/** Begins a note: what is hoped for, what gets in the way, and since when. The rest can wait. */
export function NewNote({ views }: { views: { themes: ThemeList } }) {
  return (
    <div className="page stack-l narrow">
      <h1>{said.newTitle}</h1>
      <Form name="note-new" className="stack" keepAs="note-new">
        <Field name="title" label={said.titleOf} hint={said.titleHint} maxLength={160} required />
        <Field name="blockage" label={said.blockage} rows={4} most={4_000} required />
        <Field name="bestHopes" label={said.bestHopes} rows={3} most={4_000} />
        <Field name="noticedOn" type="date" label={said.noticedOn} />
        <ThemesField themes={views.themes.themes} />
        <Send>{said.save}</Send>
      </Form>
    </div>
  );
}

/** All that a note says. */
export function EditNote({ views }: { views: { note: NotePage; themes: ThemeList } }) {
  const { note } = views;
  return (
    <div className="page stack-l narrow">
      <div className="stack">
        <p className="crumbs">
          <a href={`/notes/${note.id}`} dir="auto">
            {note.title}
          </a>
        </p>
        <h1>{said.change}</h1>
      </div>
      <Form
        name="note-edit"
        className="stack"
        hidden={{ id: note.id, whole: 'yes' }}
        seen={{ textVersion: note.textVersion }}
        keepAs={`note-edit/${note.id}`}
      >
        <Field name="title" label={said.titleOf} value={note.title} maxLength={160} required />
        <Field name="lead" label={said.lead} value={note.lead} rows={3} most={800} />
        <Field name="blockage" label={said.blockage} value={note.blockage} rows={4} most={4_000} required />
        <Field name="bestHopes" label={said.bestHopes} value={note.bestHopes} rows={4} most={4_000} />
        <Field name="exceptions" label={said.exceptions} value={note.exceptions} rows={4} most={4_000} />
        <Field name="changeSought" label={said.changeSought} value={note.changeSought} rows={4} most={4_000} />
        <Field name="mustAct" label={said.mustAct} value={note.mustAct.join('\n')} rows={3} />
        <Field name="haveActed" label={said.haveActed} value={note.haveActed.join('\n')} rows={3} />
        <Ticks
          name="conditions"
          lines
          label={said.conditions}
          options={conditions.map((value) => ({ value, label: impactTexts.conditions[value] }))}
          values={note.conditions}
        />
        <ThemesField themes={views.themes.themes} own={note.themes} />
        <LinkedFields sessions={note.sessions} threads={note.threads} />
        <Field name="nextReview" type="date" label={said.nextReview} value={note.nextReview ?? ''} />
        <div className="row">
          <Send>{said.save}</Send>
          <a href={`/notes/${note.id}`}>{impactTexts.history.back}</a>
        </div>
      </Form>
    </div>
  );
}
