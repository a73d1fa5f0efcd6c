import type { SealingView } from '@throughline/contracts';
import { Field, Form, Send } from '../../forms/form';
import { sealingTexts as said } from '../../texts/en-sealing';

/** Sets up a lead's passphrase, or changes it; and says, before, what it means to lose it. */
export function Passphrase({ views }: { views: { sealing: SealingView } }) {
  const { lead, setUpAt } = views.sealing.own;
  return (
    <div className="page stack-l narrow">
      <h1>{said.passphrase}</h1>
      <p className="lead">{lead ? said.passphraseLead : said.onlyLeads}</p>
      <section aria-labelledby="before-h" className="stack">
        <h2 id="before-h">{said.passphraseFirst}</h2>
        <ul className="stack-s">
          {said.passphrasePoints.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
      </section>
      {!lead ? null : setUpAt ? (
        <>
          <Form name="sealing-passphrase" className="stack" label={said.change}>
            <Field name="current" type="password" label={said.current} autoComplete="off" required />
            <NewPassphrase />
            <Send>{said.save}</Send>
          </Form>
          <details className="opener">
            <summary>{said.anew}</summary>
            <p>{said.anewWhat}</p>
            <SetUp />
          </details>
        </>
      ) : (
        <SetUp />
      )}
    </div>
  );
}

function SetUp() {
  return (
    <Form name="sealing-set-up" className="stack" label={said.setUp}>
      <Field name="password" type="password" label={said.password} autoComplete="current-password" required />
      <NewPassphrase />
      <Send>{said.setUpButton}</Send>
    </Form>
  );
}

function NewPassphrase() {
  return (
    <>
      <Field
        name="passphrase"
        type="password"
        label={said.newPassphrase}
        hint={said.newPassphraseHint}
        autoComplete="off"
        required
      />
      <Field name="again" type="password" label={said.again} autoComplete="off" required />
    </>
  );
}
