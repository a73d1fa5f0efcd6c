import type { NoteList, OutcomePage, ThemeList } from '@throughline/contracts';
import { changeKinds, conditions } from '@throughline/contracts/names';
import { useQueryClient } from '@tanstack/react-query';
import { navigate } from 'wouter/use-browser-location';
import type { Place } from '../../app/routes';
import { afterStep } from '../../forms/definitions-impact';
import { Field, Form, Select, Send, Ticks } from '../../forms/form';
import { impactTexts } from '../../texts/en-impact';
import { LinkedFields, ThemesField } from './places-fields';

const said = impactTexts.steps;
const last = said.questions.length;

interface Views {
  outcome: OutcomePage;
  notes: NoteList;
  themes: ThemeList;
}

/** The questions of a change, one at a time: what is written is saved at each. */
export function OutcomeSteps({ views, place }: { views: Views; place: Place }) {
  const { outcome } = views;
  const queries = useQueryClient();
  const step = Math.min(last, Math.max(1, Number(place.query.get('step')) || 1));
  return (
    <div className="page stack-l narrow">
      <div className="stack">
        <p className="crumbs">
          <a href={`/outcomes/${outcome.id}`} dir="auto">
            {outcome.title || impactTexts.untitled}
          </a>
        </p>
        <p className="small soft">{said.of(step, last)}</p>
        <h1>{said.questions[step - 1]}</h1>
      </div>
      <Form
        key={step}
        name="outcome-step"
        className="stack"
        hidden={{ id: outcome.id, step }}
        seen={{ textVersion: outcome.textVersion }}
        keepAs={`outcome-step/${outcome.id}/${step}`}
        onDone={(answer) => {
          // The next question begins with what is saved by now, and not with what was there before.
          queries.setQueryData([`/api/outcomes/${outcome.id}`], answer);
          navigate(afterStep(outcome.id, step));
        }}
      >
        <Question step={step} views={views} />
        <div className="row">
          <Send>{step < last ? said.next : said.last}</Send>
          {step > 1 ? <a href={`/outcomes/${outcome.id}/edit?step=${step - 1}`}>{said.before}</a> : null}
        </div>
        <p className="small soft">{said.saved}</p>
      </Form>
    </div>
  );
}

function Question({ step, views: { outcome, notes, themes } }: { step: number; views: Views }) {
  if (step === 1)
    return (
      <>
        <Field name="who" label={said.who} hint={said.whoHint} value={outcome.who} maxLength={160} />
        <Field name="what" label={said.what} hint={said.whatHint} value={outcome.what} rows={3} most={600} />
      </>
    );
  if (step === 2)
    return (
      <>
        <Field name="when" label={said.when} hint={said.whenHint} value={outcome.when} maxLength={120} />
        <Field name="where" label={said.where} hint={said.whereHint} value={outcome.where} maxLength={160} />
      </>
    );
  if (step === 3)
    return <Field name="why" label={said.why} hint={said.whyHint} value={outcome.why} rows={4} most={2_000} />;
  if (step === 4)
    return (
      <>
        <Field
          name="ourPart"
          label={said.ourPart}
          hint={said.ourPartHint}
          value={outcome.ourPart}
          rows={3}
          most={2_000}
        />
        <Field name="others" label={said.others} hint={said.othersHint} value={outcome.others} rows={3} most={2_000} />
      </>
    );
  const { direction, origin } = impactTexts.outcome;
  return (
    <>
      <p className="small soft">{said.wait}</p>
      <Ticks
        name="kinds"
        lines
        label={said.kinds}
        options={changeKinds.map((value) => ({ value, label: impactTexts.kinds[value] }))}
        values={outcome.kinds}
      />
      <Ticks
        name="conditions"
        lines
        label={said.conditions}
        options={conditions.map((value) => ({ value, label: impactTexts.conditions[value] }))}
        values={outcome.conditions}
      />
      <Select
        name="direction"
        label={said.direction}
        value={outcome.direction ?? ''}
        options={[
          { value: '', label: said.notSaid },
          { value: 'positive', label: direction.positive },
          { value: 'negative', label: direction.negative },
        ]}
      />
      <Select
        name="origin"
        label={said.origin}
        value={outcome.origin ?? ''}
        options={[
          { value: '', label: said.notSaid },
          { value: 'planned', label: origin.planned },
          { value: 'emergent', label: origin.emergent },
        ]}
      />
      {notes.notes.length > 0 ? (
        <Ticks
          name="notes"
          lines
          label={said.notes}
          options={notes.notes.map(({ id, title }) => ({ value: id, label: title }))}
          values={outcome.notes.map(({ id }) => id)}
        />
      ) : null}
      <ThemesField themes={themes.themes} own={outcome.themes} />
      <LinkedFields sessions={outcome.sessions} threads={outcome.threads} />
    </>
  );
}
