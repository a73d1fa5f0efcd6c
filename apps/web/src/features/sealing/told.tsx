import type { ToldView } from '@throughline/contracts';
import { useState } from 'react';
import { useApp } from '../../app/context';
import { Field, Form, Send } from '../../forms/form';
import { day } from '../../texts/dates';
import { sealingTexts as said } from '../../texts/en-sealing';

/** Tells somebody that it was found out who they are; after the password, because it says which words were theirs. */
export function Told() {
  const { formState } = useApp();
  const [told, setTold] = useState(
    formState?.name === 'told-open' ? (formState.answer as ToldView | undefined) : undefined,
  );
  return (
    <div className="page stack-l narrow">
      <h1>{said.told}</h1>
      {told ? (
        <ToldOf told={told} />
      ) : (
        <Form name="told-open" className="stack" onDone={(answer) => setTold(answer as ToldView)}>
          <p>{said.toldFirst}</p>
          <Field name="password" type="password" label={said.password} autoComplete="current-password" required />
          <Send>{said.open}</Send>
        </Form>
      )}
    </div>
  );
}

function ToldOf({ told: { told } }: { told: ToldView }) {
  if (told.length === 0) return <p role="status">{said.toldNone}</p>;
  return (
    <div className="stack" role="status">
      <p>{said.toldLead}</p>
      <ul className="stack-s">
        {told.map(({ name, threadId, on }) => (
          <li key={`${threadId}${on}`}>
            {said.toldItem(name, day(`${on}T12:00:00Z`, 'UTC'))} <a href={`/t/${threadId}`}>{said.toldThread}</a>
          </li>
        ))}
      </ul>
      <p>{said.toldWhat}</p>
    </div>
  );
}
