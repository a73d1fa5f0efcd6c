import type { ThemeList, ThreadList, ToldNews } from '@throughline/contracts';
import { useApp } from '../../app/context';
import { useLiveLists } from '../../live/use-live-lists';
import { weekday } from '../../texts/dates';
import { texts } from '../../texts/en';
import { ThreadItems } from '../../ui/thread-item';

const said = texts.home;

/** "Since you were last here": what is unread, and what comes next. Never empty, and it ends. */
export function Home({ threads, themes, told }: { threads: ThreadList; themes: ThemeList; told: ToldNews }) {
  const { me } = useApp();
  useLiveLists(threads.cursors);
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
      </div>
    </div>
  );
}
