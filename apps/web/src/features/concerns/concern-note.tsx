import type { ConcernView } from '@throughline/contracts';
import { Field, Form, Select, Send } from '../../forms/form';
import { local } from '../../texts/dates';
import { concernTexts as said } from '../../texts/en-concerns';
import { optionsOf, Radios } from './fields';

/** What a referral says: filled in with what was saved last; saving it adds a version. */
export function ConcernNoteForm({ concern, timeZone }: { concern: ConcernView; timeZone: string }) {
  const { id, note, danger } = concern;
  return (
    <section className="stack no-print" aria-labelledby="refer-h" id="refer">
      <h2 id="refer-h">{said.refer}</h2>
      <p className="small">
        {said.logHint} {said.print}
      </p>
      <Form
        name="concern-note"
        className="stack"
        hidden={{ concern: id, timeZone }}
        label={said.refer}
        onDone={() => undefined}
      >
        <Field name="words" rows={4} label={said.exact} value={note?.words ?? ''} />
        <Radios
          name="danger"
          label={said.nowInDanger}
          options={optionsOf(said.dangers)}
          value={note?.danger ?? danger}
        />
        <Radios name="age" label={said.age} options={optionsOf(said.ages)} value={note?.age ?? 'unknown'} />
        <Field name="wants" rows={3} label={said.wants} value={note?.wants ?? ''} />
        <Select
          name="consent"
          label={said.consent}
          options={optionsOf(said.consents)}
          value={note?.consent ?? 'not-asked'}
        />
        <Field name="overriddenWhy" rows={2} label={said.overriddenWhy} value={note?.overriddenWhy ?? ''} />
        <Field name="referredTo" label={said.referredTo} value={note?.referredTo ?? ''} maxLength={300} />
        <Field
          name="referredAt"
          type="datetime-local"
          label={said.referredAt}
          value={note?.referredAt ? local(note.referredAt, timeZone) : ''}
        />
        <label className="tick">
          <input type="checkbox" name="reporterTold" value="yes" defaultChecked={note?.reporterTold ?? false} />{' '}
          {said.reporterTold}
        </label>
        <Send>{said.saveLog}</Send>
      </Form>
    </section>
  );
}
