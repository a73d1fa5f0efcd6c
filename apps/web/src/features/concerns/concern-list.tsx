import type { ConcernList } from '@throughline/contracts';
import { useApp, useMember } from '../../app/context';
import type { Place } from '../../app/routes';
import { Field, Form, Send } from '../../forms/form';
import { useLiveLists } from '../../live/use-live-lists';
import { dayAndClock } from '../../texts/dates';
import { concernTexts as said } from '../../texts/en-concerns';

/** For leads: what is open, what nobody has yet, and what was closed. */
export function ConcernListPage({ views, place }: { views: { list: ConcernList }; place: Place }) {
  const { id } = useMember();
  const { concerns, phone, cursor } = views.list;
  useLiveLists({ [`member:${id}`]: cursor });
  return (
    <div className="page stack-l narrow">
      <div className="stack">
        <h1>{said.concerns}</h1>
        {place.query.get('saved') ? (
          <p className="notice notice--accent" role="status">
            {said.saved}
          </p>
        ) : null}
        <p className="lead">{said.concernsLead}</p>
        <p>
          <a href="/safeguarding/kept-apart">{said.keptApart}</a>
        </p>
      </div>
      <List title={said.open} none={said.none} concerns={concerns.filter(({ closed }) => !closed)} />
      <Form name="lead-phone" className="stack-s" key={phone} label={said.phone}>
        <Field name="phone" type="tel" label={said.phone} hint={said.phoneHint} value={phone} autoComplete="tel" />
        <Send className="btn">{said.save}</Send>
      </Form>
      <List title={said.closedOnes} none={said.noneYet} concerns={concerns.filter(({ closed }) => closed)} />
    </div>
  );
}

interface ListProps {
  title: string;
  none: string;
  concerns: ConcernList['concerns'];
}

function List({ title, none, concerns }: ListProps) {
  const { me } = useApp();
  return (
    <section className="stack" aria-label={title}>
      <h2>{title}</h2>
      {concerns.length === 0 ? <p>{none}</p> : null}
      <ul className="threads">
        {concerns.map(({ id, kind, danger, openedAt, holder, closed }) => (
          <li key={id} className="stack-s">
            <h3>
              <a href={`/safeguarding/concerns/${id}`}>{said.kinds[kind]}</a>
            </h3>
            {danger === 'no' || closed ? null : (
              <p className="notice notice--caution">
                <b>{said.inDanger}</b>
              </p>
            )}
            <p className="new">
              {said.came(dayAndClock(openedAt, me.community.timeZone))} ·{' '}
              {holder === null ? <b>{said.nobodyHas}</b> : said.has(holder)}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
