import type { KeptView } from '@throughline/contracts';
import { ownDataTexts } from '../../texts/en-own-data';
import { sealingTexts as said } from '../../texts/en-sealing';

/** For anybody: what is kept here, and what could be handed over. */
export function Kept({ views }: { views: { kept: KeptView } }) {
  const { offered, found } = views.kept;
  return (
    <div className="page stack-l measure">
      <div className="stack">
        <h1>{said.kept}</h1>
        <p className="lead">{said.keptLead}</p>
      </div>
      {said.keptParts.map(({ title, points }) => (
        <section key={title} className="stack">
          <h2>{title}</h2>
          <ul className="stack-s">
            {points.map((point) => (
              <li key={point}>{point}</li>
            ))}
          </ul>
        </section>
      ))}
      <section className="stack" aria-labelledby="count-h">
        <h2 id="count-h">{said.keptCount}</h2>
        {found.length === 0 ? (
          <p>{said.keptNever}</p>
        ) : (
          <ul>
            {found.map(({ year, times }) => (
              <li key={year}>
                {year}: {said.keptTimes(times)}
              </li>
            ))}
          </ul>
        )}
        <p className="small soft">{said.keptLater}</p>
        {offered ? null : <p>{said.keptNotOffered}</p>}
      </section>
      <p>
        <a href="/data-protection">{ownDataTexts.complaint.title}</a>
      </p>
    </div>
  );
}
