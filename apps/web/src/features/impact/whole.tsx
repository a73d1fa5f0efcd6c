import type { ImpactView, NoteList, OutcomeList } from '@throughline/contracts';
import { sightingKinds } from '@throughline/contracts/names';
import type { Place } from '../../app/routes';
import { useApp } from '../../app/context';
import { useLiveLists } from '../../live/use-live-lists';
import { day } from '../../texts/dates';
import { impactTexts } from '../../texts/en-impact';
import { wholeTexts as said } from '../../texts/en-impact-whole';
import { reportTitles } from '../../texts/en-report-titles';
import { Certain, isBetter, TouchedByStage, Years } from './whole-charts';
import { LinePicture } from './line-picture';
import { ImpactLists } from './list';
import { type Drawn, markOf, stageIn } from './marks';
import { SixConditions } from './six-conditions';
import { Under } from './under';

/** All that came of it, in pictures; each mark leads to what lies under it, and on to the words it grew from. */
export function Impact({
  views,
  place,
}: {
  views: { impact: ImpactView; notes: NoteList; outcomes: OutcomeList };
  place: Place;
}) {
  const { impact, notes, outcomes } = views;
  const { timeZone } = useApp().me.community;
  useLiveLists({ members: impact.cursor });
  const stages = impact.notes.map((note) => stageIn(note, impact.today));
  const mark = markOf(place.query);
  const drawn: Drawn = { ...impact, at: '/impact' };
  const [hasNotes, hasOutcomes] = [impact.notes.length > 0, impact.outcomes.length > 0];
  return (
    <div className="page stack-l">
      <div className="stack">
        <h1 className="whole__title">{impactTexts.title}</h1>
        {hasNotes ? (
          <p className="whole__first">
            {said.first(
              stages.length,
              stages.filter(isBetter).length,
              stages.filter((one) => one === 'returned').length,
            )}
          </p>
        ) : (
          <p className="lead">{impactTexts.lead}</p>
        )}
        <p className="row small">
          <span className="soft">{said.asAt(day(impact.today, timeZone))}</span>
          <span className="row no-print">
            <a href="/reports">{reportTitles.title}</a>
            <a href="/changes">{said.published}</a>
            {notes.abilities.includes('note.create') ? (
              <>
                <a href="/impact/review">{impactTexts.review}</a>
                <TakeAlong />
              </>
            ) : null}
          </span>
        </p>
      </div>
      {mark ? <Under view={drawn} mark={mark} /> : null}
      {hasNotes ? <Years view={drawn} /> : null}
      {hasOutcomes ? <LinePicture view={drawn} /> : null}
      {hasNotes ? <SixConditions view={drawn} /> : null}
      {hasNotes ? <TouchedByStage view={drawn} /> : null}
      {hasOutcomes ? <Certain view={drawn} /> : null}
      {impact.seen.years.length > 0 ? <Seen seen={impact.seen} /> : null}
      <Answers themes={impact.themes} />
      <ImpactLists notes={notes} outcomes={outcomes} />
    </div>
  );
}

/** All of it as tables; the browser saves them. */
function TakeAlong() {
  const texts = said.takeAlong;
  return (
    <span>
      {texts.title}{' '}
      <a href="/api/impact/tables/csv" download>
        {texts.csv}
      </a>
      {', '}
      <a href="/api/impact/tables/json" download>
        {texts.json}
      </a>
    </span>
  );
}

/** How many members said that they see it, as far as that is told. */
function Seen({ seen }: { seen: ImpactView['seen'] }) {
  const texts = said.seen;
  const years = seen.years.slice(-8);
  const skipped = seen.years.length - years.length;
  return (
    <section className="stack" aria-labelledby="seen-h">
      <h2 id="seen-h">{texts.title}</h2>
      <p className="measure">{texts.lead}</p>
      {sightingKinds.map((kind) =>
        seen[kind].notes.length === 0 ? null : (
          <div key={kind} className="table-scroll" role="region" aria-label={texts[kind]}>
            <table className="table">
              <caption>{texts[kind]}</caption>
              <thead>
                <tr>
                  <th scope="col">{texts.note}</th>
                  {years.map((year) => (
                    <th key={year} scope="col" className="num">
                      {year}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {seen[kind].notes.map(({ id, title, counts }) => (
                  <tr key={id}>
                    <th scope="row" dir="auto">
                      <a href={`/notes/${id}`}>{title}</a>
                    </th>
                    {years.map((year, index) => (
                      <td key={year} className="num">
                        {counts[index + skipped] ?? texts.few}
                      </td>
                    ))}
                  </tr>
                ))}
                {seen[kind].notes.length > 1 ? (
                  <tr>
                    <th scope="row">{said.total}</th>
                    {years.map((year, index) => (
                      <td key={year} className="num">
                        {seen[kind].totals[index + skipped] ?? texts.withheld}
                      </td>
                    ))}
                  </tr>
                ) : null}
              </tbody>
            </table>
          </div>
        ),
      )}
    </section>
  );
}

/** "You said, we did", of each theme that was answered. */
function Answers({ themes }: Pick<ImpactView, 'themes'>) {
  const { timeZone } = useApp().me.community;
  const answered = themes.flatMap(({ id, title, answer }) => (answer ? [{ id, title, ...answer }] : []));
  return (
    <section className="stack" aria-labelledby="answers-h">
      <h2 id="answers-h">{said.answers.title}</h2>
      {answered.length === 0 ? <p className="soft">{said.answers.none}</p> : null}
      <div className="answers">
        {answered.map(({ id, title, said: words, did, on }) => (
          <div key={id} className="stack-s">
            <h3>
              <a href={`/themes/${id}`} dir="auto">
                {title}
              </a>
            </h3>
            <p dir="auto">
              <b>
                {said.answers.said} {words}
              </b>
            </p>
            <p className="plain" dir="auto">
              {did}
            </p>
            <p className="small soft">{said.answers.on(day(on, timeZone))}</p>
          </div>
        ))}
      </div>
    </section>
  );
}
