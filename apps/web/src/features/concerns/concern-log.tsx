import type { ConcernNoteView, ConcernView } from '@throughline/contracts';
import { dayAndClock } from '../../texts/dates';
import { concernTexts as said } from '../../texts/en-concerns';

/** What stands in the log: first what holds now, as it is printed for a referral; then all that happened, in its order. */
export function ConcernLog({ concern, timeZone }: { concern: ConcernView; timeZone: string }) {
  const { note, log } = concern;
  return (
    <section className="stack" aria-labelledby="log-h">
      <h2 id="log-h">{said.log}</h2>
      {note ? <Note note={note} timeZone={timeZone} /> : null}
      <h3>{said.entry}</h3>
      <ol className="threads">
        {log.map(({ at, by, kind, to, text, note: version }) => (
          <li key={at + kind} className="stack-s">
            <p>
              {by ? <b dir="auto">{by}</b> : null} {said.entries[kind]} {to ? said.to(to) : ''}
              <span className="small soft"> {dayAndClock(at, timeZone)}</span>
            </p>
            {text ? (
              <p className="small post__body--plain" dir="auto">
                {text}
              </p>
            ) : null}
            {version ? (
              <details className="opener no-print">
                <summary className="small">{said.log}</summary>
                <Note note={version} timeZone={timeZone} />
              </details>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Note({ note, timeZone }: { note: ConcernNoteView; timeZone: string }) {
  const rows: [string, string][] = [
    [said.exact, note.words],
    [said.nowInDanger, said.dangers[note.danger]],
    [said.age, said.ages[note.age]],
    [said.wants, note.wants],
    [said.consent, said.consents[note.consent]],
    [said.overriddenWhy, note.overriddenWhy],
    [said.referredTo, note.referredTo],
    [said.referredAt, note.referredAt ? dayAndClock(note.referredAt, timeZone) : ''],
    [said.reporterTold, note.reporterTold ? said.yes : said.no],
  ];
  return (
    <dl className="stack-s">
      {rows
        .filter(([, text]) => text !== '')
        .map(([label, text]) => (
          <div key={label}>
            <dt className="small soft">{label}</dt>
            <dd className="post__body--plain" dir="auto">
              {text}
            </dd>
          </div>
        ))}
    </dl>
  );
}
