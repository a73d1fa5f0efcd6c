import type { ReportList } from '@throughline/contracts';
import { useApp } from '../../app/context';
import { day } from '../../texts/dates';
import { impactTitles } from '../../texts/en-impact-titles';
import { reportTexts as said } from '../../texts/en-reports';

/** Reports that were stored, for everybody; drafts, for those who make them. */
export function Reports({ views }: { views: { list: ReportList } }) {
  const { reports, abilities } = views.list;
  const { timeZone } = useApp().me.community;
  return (
    <div className="page stack-l">
      <div className="stack">
        <p className="crumbs">
          <a href="/impact">{impactTitles.title}</a>
        </p>
        <h1>{said.title}</h1>
        <p className="lead">{said.lead}</p>
        {abilities.includes('report.create') ? (
          <p>
            <a className="btn" href="/reports/new">
              {said.newLink}
            </a>
          </p>
        ) : null}
      </div>
      {reports.length === 0 ? <p className="soft">{said.none}</p> : null}
      <ul className="rows">
        {reports.map(({ id, number, title, from, to, asAt, goneSince }) => (
          <li key={id}>
            <div>
              <h2 className="h3">
                <a href={`/reports/${id}`} dir="auto">
                  {title}
                </a>
              </h2>
              <p className="small soft">
                {[
                  number === null ? said.draft : said.number(number),
                  said.period(day(from, 'UTC'), day(to, 'UTC')),
                  ...(asAt ? [said.asAt(day(asAt, timeZone))] : []),
                ].join(' · ')}
              </p>
              {goneSince.takenBack + goneSince.changed > 0 ? (
                <p className="small">{said.gone(goneSince.takenBack, goneSince.changed)}</p>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
