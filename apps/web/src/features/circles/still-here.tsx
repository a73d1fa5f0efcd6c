import type { ToAskList } from '@throughline/contracts';
import { useApp, useMember } from '../../app/context';
import { Field, Form, Send } from '../../forms/form';
import { day } from '../../texts/dates';
import { texts } from '../../texts/en';
import { circleTexts as said } from '../../texts/en-circles';

/** Where the yearly mail leads, and the line on every page. */
export function StillHere() {
  const { me } = useApp();
  const { confirmBy } = useMember();
  return (
    <div className="page stack">
      <h1>{said.stillHere}</h1>
      <p className="measure">{said.stillHereWhat}</p>
      {confirmBy ? (
        <>
          <p className="measure">{said.stillHereBy(day(confirmBy, me.community.timeZone))}</p>
          <Form name="still-here">
            <Send>{said.stillHereYes}</Send>
          </Form>
        </>
      ) : (
        <p className="notice notice--accent" role="status">
          {said.stillHereDone}
        </p>
      )}
    </div>
  );
}

/** Whose access is paused until somebody has talked to them. */
export function ToAsk({ views }: { views: { toAsk: ToAskList } }) {
  const { me } = useApp();
  const { people } = views.toAsk;
  return (
    <div className="page stack-l">
      <div className="stack-s">
        <p className="crumbs">
          <a href="/administration">{texts.administration.title}</a>
        </p>
        <h1>{said.toAsk}</h1>
        <p className="measure">{said.toAskLead}</p>
      </div>
      {people.length === 0 ? <p className="soft">{said.toAskNone}</p> : null}
      <ul className="threads">
        {people.map(({ id, name, organisation, why, since, mayOpen }) => (
          <li key={id} className="stack-s">
            <h2 dir="auto">{name}</h2>
            <p className="new">
              {organisation ? `${organisation} · ` : ''}
              {said.since(day(since, me.community.timeZone))}
            </p>
            <p>{said.why[why]}</p>
            {why === 'address' ? <p className="small soft">{said.addressOff}</p> : null}
            {mayOpen ? (
              <Form name="still-with-us" hidden={{ member: id }} className="stack-s narrow" label={name}>
                <Field name="how" label={said.how} hint={said.howHint} required maxLength={300} />
                <Send>{said.stillWithUs}</Send>
              </Form>
            ) : (
              <p className="small soft">{said.onlyAdministrator}</p>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
