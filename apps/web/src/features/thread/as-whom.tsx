import type { PersonaView } from '@throughline/contracts';
import { useState } from 'react';
import { useApp, useMember } from '../../app/context';
import { one } from '../../forms/definitions';
import { useForm } from '../../forms/form';
import { texts } from '../../texts/en';

const said = texts.as;

interface AsWhomProps {
  persona: PersonaView;
  /** What the reader posts under their own name is read by a moderator first: `CheckedBy` says why. */
  isChecked: boolean;
  /** The reader has posted here under their own name: then nothing new is decided by it. */
  hasPosted?: boolean;
  few?: boolean;
  /** Where the reader can let go of the name that they have here. */
  letGo?: string;
}

/**
 * As whom somebody posts: an ordinary choice in the form, so that it stands there before scripts, without them, and where they fail.
 * Whatever takes the form over takes the choice along; a form that does not carry it is refused (safety.md, "Twin worlds").
 */
export function AsWhom({ persona, isChecked, hasPosted = false, few = persona.few, letGo }: AsWhomProps) {
  const { live } = useApp();
  const { name: ownName } = useMember();
  const { typed, problem } = useForm();
  const { current, names, obstacle } = persona;
  const before = typed ? one(typed, 'as') : '';
  const start = before || (current && obstacle === null ? 'alias' : hasPosted ? 'self' : '');
  const [chosen, setChosen] = useState(start);
  const namedBefore = typed ? one(typed, 'alias') : '';
  const [name, setName] = useState(current?.name ?? (names.includes(namedBefore) ? namedBefore : names[0]));

  const option = (value: 'self' | 'alias', label: string, what: string) => (
    <label className="choice">
      <input
        type="radio"
        name="as"
        value={value}
        required
        defaultChecked={start === value}
        onChange={() => obstacle === null && setChosen(value)}
      />
      <span className="choice__name">{label}</span>
      <span className="choice__what">{what}</span>
    </label>
  );
  const asSelf = option('self', said.self(ownName), isChecked ? said.selfWhat : `${said.selfWhat} ${said.atOnce}`);
  if (obstacle !== null || name === undefined)
    return (
      <>
        {/* Who had chosen the other, which there is no more, chooses again: nobody is themselves by that. */}
        {chosen === 'alias' ? asSelf : <input type="hidden" name="as" value="self" />}
        {current ? <Sure name={current.name} required={live} /> : null}
        <p className="small">
          {said.asSelf} <b>{ownName}</b>. {obstacle ? said.obstacles[obstacle] : null}
        </p>
      </>
    );
  const asAlias = option('alias', said.alias(name), current ? said.nextWhat : said.firstWhat);
  return (
    <fieldset className="as">
      <legend>{said.whom}</legend>
      {start === '' ? <p className="hint">{said.choose}</p> : null}
      {problem?.code === 'choose-as' ? <p className="wrong">{problem.message}</p> : null}
      <div className="choices">
        {current ? asAlias : asSelf}
        {current ? asSelf : asAlias}
      </div>
      {current ? <Sure name={current.name} required={live && chosen === 'self'} /> : null}
      <details className="opener">
        <summary>{said.ifAlias(name)}</summary>
        <div className="stack-s small">
          <p>
            {few ? `${said.few} ` : ''}
            {said.guess}
          </p>
          <p>{said.leads}</p>
          <p>{said.takeBack}</p>
          {current && letGo ? (
            <p>
              <a href={letGo}>{said.letGo(current.name)}</a>
            </p>
          ) : null}
          {current ? null : (
            <label className="field">
              <span>{said.name}</span>
              <select
                className="input"
                name="alias"
                defaultValue={name}
                onChange={(event) => setName(event.currentTarget.value)}
              >
                {names.map((offered) => (
                  <option key={offered}>{offered}</option>
                ))}
              </select>
            </label>
          )}
        </div>
      </details>
    </fieldset>
  );
}

/** Asks once more of who writes under their own name where they have written under another: shown with the choice to post as oneself, and needed with it. */
export function Sure({ name, required }: { name: string; required: boolean }) {
  return (
    <div className="as__sure notice notice--caution small">
      <p>{said.sureWhat(name)}</p>
      <label className="tick">
        <input type="checkbox" name="sure" value="yes" required={required} /> {said.sure}
      </label>
    </div>
  );
}
