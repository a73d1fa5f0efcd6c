import type { PersonView, WrongForm } from '@throughline/contracts';
import { type FlagKind, flagKinds } from '@throughline/contracts/names';
import { useState } from 'react';
import { useApp, useMember } from '../../app/context';
import type { Place } from '../../app/routes';
import { one } from '../../forms/definitions';
import { Field, Form, Send, useForm } from '../../forms/form';
import { texts } from '../../texts/en';
import { concernTexts } from '../../texts/en-concerns';
import { wrongTexts as said } from '../../texts/en-wrong';
import { TellLeads } from '../concerns/report';
import { Sure } from '../thread/as-whom';
import { Points } from './points';

interface Views {
  wrong: WrongForm;
  people?: { people: PersonView[] };
}

/** "Something is wrong": three ways, on one page. Each is a link, so that the way is chosen before scripts come, and without them. */
export function Wrong({ views, place }: { views: Views; place: Place }) {
  const { wrong, people } = views;
  const { post, concern } = wrong;
  const what = flagKinds.find((kind) => kind === place.query.get('what')) ?? 'safe';
  const way = (value: FlagKind | 'safe', name: string, means: string) => (
    <li>
      <a
        className="choice"
        href={`/t/${post.threadId}/${post.number}/wrong?what=${value}`}
        aria-current={what === value ? 'true' : undefined}
      >
        <span className="choice__dot" aria-hidden="true" />
        <span className="choice__name">{name}</span>
        <span className="choice__what">{means}</span>
      </a>
    </li>
  );
  return (
    <div className="page stack-l">
      <div className="stack">
        <h1>{said.title}</h1>
        <blockquote className="small measure" dir="auto">
          {concernTexts.post(post.number, post.author)} “{post.text}”
        </blockquote>
      </div>
      <nav className="stack" aria-labelledby="three-h">
        <h2 id="three-h">{said.what}</h2>
        <ul className="choices choices--three plain-list">
          {way('safe', said.safe, said.safeWhat)}
          {way('identify', said.identify, wrong.looked ? said.identifyLooked : said.identifyWhat)}
          {way('agreement', said.agreement, said.agreementWhat)}
        </ul>
      </nav>
      {what === 'safe' ? (
        concern && people ? (
          <TellLeads form={concern} people={people.people} isMe={false} />
        ) : null
      ) : wrong.own ? (
        <OwnWords wrong={wrong} />
      ) : (
        <Tell key={what} wrong={wrong} kind={what} />
      )}
    </div>
  );
}

const placeOf = ({ post }: WrongForm) => `/t/${post.threadId}/${post.number}#p${post.number}`;

function OwnWords({ wrong }: { wrong: WrongForm }) {
  const { id } = wrong.post;
  return (
    <div className="stack measure">
      <p>{said.own}</p>
      <div className="row">
        <a className="btn" href={`/posts/${id}/edit`}>
          {said.change}
        </a>
        <a className="btn" href={`/posts/${id}/withdraw`}>
          {said.takeBack}
        </a>
        <a className="word-btn" href={placeOf(wrong)}>
          {said.nothing}
        </a>
      </div>
    </div>
  );
}

function Tell({ wrong, kind }: { wrong: WrongForm; kind: FlagKind }) {
  const hides = kind === 'identify' && !wrong.looked;
  const title = kind === 'agreement' ? said.breaksTitle : hides ? said.hideTitle : said.lookedTitle;
  return (
    <section className="stack narrow" aria-labelledby="tell-h">
      <h2 id="tell-h">{title}</h2>
      <Form name="flag" className="stack" hidden={{ post: wrong.post.id, kind }} label={title}>
        {kind === 'identify' ? <p>{hides ? said.hide : said.looked}</p> : <Points points={wrong.points} />}
        <Field name="words" rows={2} label={said.words} hint={said.wordsHint} most={500} />
        {wrong.alias ? <AsAliasOrSelf alias={wrong.alias.name} /> : null}
        <p className="small">
          {wrong.outside ? `${said.outside} ` : ''}
          {said.hear}
        </p>
        <div className="row">
          <Send>{hides ? said.sendHide : said.send}</Send>
          <a className="word-btn" href={placeOf(wrong)}>
            {said.nothing}
          </a>
        </div>
      </Form>
    </section>
  );
}

/** Who has written here under another name starts as that name: what they say of a post is then kept by it, and by nothing else. */
function AsAliasOrSelf({ alias }: { alias: string }) {
  const { live } = useApp();
  const { name } = useMember();
  const { typed } = useForm();
  const [chosen, setChosen] = useState(typed ? one(typed, 'as') || 'alias' : 'alias');
  const option = (value: 'alias' | 'self', label: string, what: string) => (
    <label className="choice">
      <input
        type="radio"
        name="as"
        value={value}
        required
        defaultChecked={chosen === value}
        onChange={() => setChosen(value)}
      />
      <span className="choice__name">{label}</span>
      <span className="choice__what">{what}</span>
    </label>
  );
  return (
    <fieldset className="as">
      <legend>{said.who}</legend>
      <div className="choices">
        {option('alias', texts.as.alias(alias), said.whoAlias)}
        {option('self', texts.as.self(name), said.whoSelf)}
      </div>
      <Sure name={alias} required={live && chosen === 'self'} />
    </fieldset>
  );
}
