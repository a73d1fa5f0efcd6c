import type { KeptApartView } from '@throughline/contracts';
import type { Place } from '../../app/routes';
import { Field, Form, Select, Send, Ticks } from '../../forms/form';
import { apartTexts as said } from '../../texts/en-apart';

/** Asked of everybody who joins, and theirs to change later: whom they need to be kept apart from. */
export function KeptApart({ views, place }: { views: { own: KeptApartView }; place: Place }) {
  const { words, names, members, without, leads, people, textVersion } = views.own;
  const joined = place.query.get('joined') === 'yes';
  const saved = place.query.get('saved') === 'yes';
  const others = people.filter(({ id }) => !members.some((member) => member.id === id));
  return (
    <div className="page stack-l narrow">
      <div className="stack">
        {joined ? <p className="notice notice--accent">{said.welcome}</p> : null}
        <h1>{said.question}</h1>
        {saved ? (
          <p className="notice notice--accent" role="status">
            {said.saved} <a href="/">{said.toHome}</a>
          </p>
        ) : null}
        <p className="lead">{said.lead}</p>
        <p>{said.who}</p>
        {joined && !saved ? (
          <p>
            <a className="btn" href="/">
              {said.goOn}
            </a>
          </p>
        ) : null}
      </div>
      {leads.length === 0 ? <p className="notice">{said.noLead}</p> : null}
      <Form name="kept-apart" className="stack" seen={{ textVersion }} key={textVersion}>
        <Field name="names" rows={3} label={said.names} hint={said.namesHint} value={names.join('\n')} />
        {members.length > 0 ? (
          <Ticks
            name="members"
            label={said.members}
            values={members.map(({ id }) => id)}
            options={members.map(({ id, name }) => ({ value: id, label: name }))}
          />
        ) : null}
        {others.length > 0 ? (
          <Select
            name="member"
            label={said.member}
            value=""
            options={[{ value: '', label: said.nobody }, ...others.map(({ id, name }) => ({ value: id, label: name }))]}
          />
        ) : null}
        <Field name="words" rows={5} label={said.words} hint={said.wordsHint} value={words} />
        {leads.length > 0 ? (
          <Ticks
            name="without"
            label={said.leads}
            hint={said.leadsHint}
            values={without}
            options={leads.map(({ id, name, organisation }) => ({ value: id, label: said.not(name, organisation) }))}
          />
        ) : null}
        <p className="small">{said.notBlocked}</p>
        <div className="row">
          <Send>{said.save}</Send>
          <a href={joined ? '/' : '/settings'}>{joined ? said.goOn : said.cancel}</a>
        </div>
      </Form>
    </div>
  );
}
