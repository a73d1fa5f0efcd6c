import type { ApartList } from '@throughline/contracts';
import { useApp, useMember } from '../../app/context';
import { Form, Send } from '../../forms/form';
import { useLiveLists } from '../../live/use-live-lists';
import { dayAndClock } from '../../texts/dates';
import { apartTexts as said } from '../../texts/en-apart';

/** For safeguarding leads: where two who are to be kept apart come near each other, and what people asked. */
export function KeptApartList({ views }: { views: { list: ApartList } }) {
  const { me } = useApp();
  const { id: self } = useMember();
  const { warnings, entries, cursor } = views.list;
  const { timeZone } = me.community;
  useLiveLists({ [`member:${self}`]: cursor });
  return (
    <div className="page stack-l narrow">
      <div className="stack">
        <p className="crumbs">
          <a href="/safeguarding/concerns">{said.concerns}</a>
        </p>
        <h1>{said.title}</h1>
        <p className="lead">{said.titleLead}</p>
        <p className="notice">
          <b>{said.quiet}</b>
        </p>
      </div>
      <section className="stack" aria-labelledby="warnings-h">
        <h2 id="warnings-h">{said.warningsTitle}</h2>
        {warnings.length === 0 ? <p>{said.noWarnings}</p> : null}
        <ul className="threads">
          {warnings.map(({ id, kind, of, from, place, at, seenBy }) => (
            <li key={id} className="stack-s">
              <p dir="auto">
                {seenBy === null ? (
                  <b>{said.warnings[kind](of, from, place?.name ?? '')}</b>
                ) : (
                  said.warnings[kind](of, from, place?.name ?? '')
                )}
              </p>
              <p className="small soft">
                {dayAndClock(at, timeZone)}
                {/* A circle is shown to those alone who are in it. */}
                {kind === 'session' && place ? (
                  <>
                    {' · '}
                    <a href={place.path}>{said.open}</a>
                  </>
                ) : null}
              </p>
              {seenBy === null ? (
                <Form name="apart-seen" hidden={{ warning: id }} onDone={() => undefined}>
                  <Send className="btn">{said.seeTo}</Send>
                </Form>
              ) : (
                <p className="small">{said.seenBy(seenBy)}</p>
              )}
            </li>
          ))}
        </ul>
      </section>
      <section className="stack" aria-labelledby="entries-h">
        <h2 id="entries-h">{said.entries}</h2>
        {entries.length === 0 ? <p>{said.noEntries}</p> : null}
        <ul className="threads">
          {entries.map(({ id, name, words, names, members, changedAt }) => (
            <li key={id} className="stack-s">
              <h3 dir="auto">{name}</h3>
              <p className="small soft">{said.changed(dayAndClock(changedAt, timeZone))}</p>
              {names.length + members.length > 0 ? (
                <p dir="auto">
                  {said.keptFrom} {[...members, ...names].join(', ')}
                </p>
              ) : null}
              {words ? (
                <p className="post__body--plain" dir="auto">
                  {words}
                </p>
              ) : null}
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
