import type { OwnDataLink } from '@throughline/contracts';
import { useState } from 'react';
import { useApp } from '../../app/context';
import { Field, Form, Send, Ticks } from '../../forms/form';
import { ownDataTexts } from '../../texts/en-own-data';

const said = ownDataTexts.data;

/** Everything that is held about the reader, as a file: the password opens a link to it. */
export function MyData() {
  const { formState } = useApp();
  const told = formState?.name === 'own-data' ? (formState.answer as OwnDataLink | undefined) : undefined;
  const [ready, setReady] = useState(told);
  return (
    <div className="page stack-l">
      <h1>{said.title}</h1>
      <p className="measure">
        {said.lead} {said.what}
      </p>
      <p className="notice measure">{said.stays}</p>
      {ready ? (
        <section className="stack-s measure" aria-labelledby="ready-h" role="status">
          <h2 id="ready-h">{said.ready}</h2>
          <p>
            {said.readyWhat} {ready.aliases ? said.withAliases : null}
          </p>
          <p>
            <a className="btn btn--main" href={ready.link} download>
              {said.fetch}
            </a>
          </p>
        </section>
      ) : (
        <Form name="own-data" className="stack narrow" onDone={(answer) => setReady(answer as OwnDataLink)}>
          <Ticks
            name="aliases"
            label={said.aliasesTitle}
            hint={said.aliasesHint}
            options={[{ value: 'yes', label: said.aliases }]}
          />
          <Field name="password" type="password" label={said.password} autoComplete="current-password" required />
          <Send>{said.make}</Send>
        </Form>
      )}
    </div>
  );
}
