import type { SealingView, UnsealingView } from '@throughline/contracts';
import { useApp } from '../../app/context';
import type { Place } from '../../app/routes';
import { day } from '../../texts/dates';
import { sealingTexts as said } from '../../texts/en-sealing';

interface Views {
  sealing: SealingView;
  requests: { requests: UnsealingView[] };
}

/** For leads, and for administrators who look after who they are: how it works, who is ready, what waits. */
export function Safeguarding({ views, place }: { views: Views; place: Place }) {
  const { sealing, requests } = views;
  const { own } = sealing;
  const waiting = requests.requests.filter(({ mayAnswer, readableUntil }) => mayAnswer || readableUntil !== null);
  const others = requests.requests.filter((request) => !waiting.includes(request));
  return (
    <div className="page stack-l">
      <div className="stack">
        <h1>{said.title}</h1>
        {place.query.get('saved') ? (
          <p className="notice notice--accent" role="status">
            {said.saved}
          </p>
        ) : null}
        <p className="lead measure">{said.lead}</p>
      </div>
      {own.lead ? (
        <section aria-labelledby="waiting-h" className="stack">
          <h2 id="waiting-h">{said.waiting}</h2>
          <Requests requests={waiting} none={said.nothingWaits} />
        </section>
      ) : null}
      <section aria-labelledby="leads-h" className="stack">
        <h2 id="leads-h">{said.leads}</h2>
        <State sealing={sealing} />
        {sealing.people.length > 0 ? (
          <ul>
            {sealing.people.map(({ id, name, organisation, ready }) => (
              <li key={id}>
                <a href={`/people/${id}`} dir="auto">
                  {name}
                </a>
                , {organisation ?? said.noOrganisation}: {ready ? said.ready : said.notReady}
              </li>
            ))}
          </ul>
        ) : (
          <p>{said.nobody}</p>
        )}
        {own.lead ? (
          <p>
            <a className={own.setUpAt ? 'btn' : 'btn btn--main'} href="/safeguarding/passphrase">
              {own.setUpAt ? said.change : said.setUp}
            </a>
          </p>
        ) : null}
      </section>
      <section aria-labelledby="how-h" className="stack measure">
        <h2 id="how-h">{said.how}</h2>
        <ol className="stack-s">
          {said.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <p>
          <a href="/what-we-keep">{said.kept}</a>
        </p>
      </section>
      {own.lead ? (
        <section aria-labelledby="others-h" className="stack">
          <h2 id="others-h">{said.others}</h2>
          <Requests requests={others} none={said.noOthers} />
        </section>
      ) : null}
    </div>
  );
}

function State({ sealing }: { sealing: SealingView }) {
  const { offered, reason, leads, twoOrganisations, lost } = sealing;
  const cautions = [
    ...(reason ? [said.reasons[reason](leads)] : []),
    ...(offered && !twoOrganisations ? [said.oneOrganisation] : []),
    ...(offered && leads === 2 ? [said.two] : []),
    ...(lost > 0 ? [said.lost(lost)] : []),
  ];
  return (
    <>
      {offered ? <p>{said.offered}</p> : null}
      {cautions.map((caution) => (
        <p key={caution} className="notice notice--caution measure">
          {caution}
        </p>
      ))}
    </>
  );
}

function Requests({ requests, none }: { requests: readonly UnsealingView[]; none: string }) {
  const { me } = useApp();
  if (requests.length === 0) return <p>{none}</p>;
  return (
    <ul className="threads">
      {requests.map((request) => (
        <li key={request.id}>
          <h3>
            <a href={`/safeguarding/requests/${request.id}`}>{said.about(request.alias)}</a>
          </h3>
          <p className="new">
            {said.askedBy(request.own ? said.you : (request.askedBy ?? ''))},{' '}
            {day(request.askedAt, me.community.timeZone)}
            {' · '}
            {request.readableUntil ? said.mayRead : said.states[request.state]}
          </p>
        </li>
      ))}
    </ul>
  );
}
