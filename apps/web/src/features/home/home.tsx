import type { CircleList, ThemeList, ThreadList, ToldNews } from '@throughline/contracts';
import { useApp } from '../../app/context';
import { useLiveLists } from '../../live/use-live-lists';
import { weekday } from '../../texts/dates';
import { texts } from '../../texts/en';
import { ThreadItems } from '../../ui/thread-item';

const said = texts.home;

interface HomeViews {
  threads: ThreadList;
  themes: ThemeList;
  circles: CircleList;
  told: ToldNews;
}

/** "Since you were last here": what is unread, and what comes next. Never empty, and it ends. */
export function Home({ threads, themes, circles, told }: HomeViews) {
  const { me } = useApp();
  useLiveLists({ ...threads.cursors, ...circles.cursors });
  const own = circles.circles.filter(({ isIn }) => isIn);
  const { nextSession } = themes;
  return (
    <div className="home">
      <div className="home__head">
        <h1>{said.title}</h1>
        <p className="since">{said.newIn(threads.threads.length)}</p>
        {told.news ? (
          <p className="notice notice--accent">
            {texts.sealing.toldNews} <a href="/told">{texts.sealing.toldRead}</a>
          </p>
        ) : null}
      </div>
      <div>
        {circles.asked.length > 0 ? (
          <p className="notice notice--accent">
            {said.askedIntoCircle} <a href="/circles">{said.answerCircle}</a>
          </p>
        ) : null}
        {threads.threads.length > 0 ? <ThreadItems threads={threads.threads} /> : null}
        <p className="upto" role="status">
          {said.upToDate}
        </p>
        <p className="upto-more soft">
          {said.nothingElse} <a href="/threads">{said.allThreads}</a> {said.or} <a href="/threads/new">{said.start}</a>.
        </p>
      </div>
      <div className="side">
        <section aria-labelledby="next-h">
          <h2 id="next-h">{said.next}</h2>
          {nextSession ? (
            <>
              <p className="when">{weekday(nextSession.startsAt, me.community.timeZone)}</p>
              <p dir="auto">{nextSession.title}</p>
              {nextSession.place ? (
                <p className="small soft" dir="auto">
                  {nextSession.place}
                </p>
              ) : null}
              <a className="btn" href={`/sessions/${nextSession.id}`}>
                {said.seeSession}
              </a>
            </>
          ) : (
            <p>{said.noNext}</p>
          )}
        </section>
        {own.length > 0 ? (
          <section aria-labelledby="circles-h">
            <h2 id="circles-h">{said.circles}</h2>
            <ul className="plain-list">
              {own.map(({ id, name }) => (
                <li key={id}>
                  <a href={`/circles/${id}`} dir="auto">
                    {name}
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ) : null}
      </div>
    </div>
  );
}
