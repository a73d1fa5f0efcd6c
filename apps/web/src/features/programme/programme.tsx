import type {
  NoteList,
  OutcomeList,
  SessionPage,
  SessionSummary,
  ThemeAnswerView,
  ThemeList,
  ThemePage,
  ThreadList,
} from '@throughline/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useApp } from '../../app/context';
import { Form, Send } from '../../forms/form';
import { useLiveLists } from '../../live/use-live-lists';
import { day, weekday } from '../../texts/dates';
import { texts } from '../../texts/en';
import { impactTexts } from '../../texts/en-impact';
import { laterTexts } from '../../texts/en-later';
import { ServerHtml } from '../../ui/server-html';
import { ThreadItems } from '../../ui/thread-item';
import { ThemeAnswer } from '../impact/theme-answer';

const said = { ...texts.themes, ...laterTexts.themes };
const ofSession = { ...texts.session, ...laterTexts.session };

/** A calendar day has no time zone. */
const calendarDay = (value: string) => day(`${value}T12:00:00Z`, 'UTC');

export function Themes({ views }: { views: { themes: ThemeList } }) {
  const { themes, abilities, cursor } = views.themes;
  useLiveLists({ members: cursor });
  return (
    <div className="page">
      <div className="row page__head">
        <h1>{said.title}</h1>
        {abilities.includes('theme.create') ? (
          <a className="btn" href="/themes/new">
            {said.start}
          </a>
        ) : null}
      </div>
      <p className="soft">{said.lead}</p>
      {themes.length === 0 ? <p>{said.empty}</p> : null}
      <ul className="threads">
        {themes.map((theme) => (
          <li key={theme.id}>
            <h2>
              <a href={`/themes/${theme.id}`} dir="auto">
                {theme.title}
              </a>
            </h2>
            <p dir="auto">{theme.question}</p>
            <p className="new">
              {said.from(calendarDay(theme.startsOn), theme.endsOn ? calendarDay(theme.endsOn) : null)} ·{' '}
              {said.sessions(theme.sessions)}
            </p>
          </li>
        ))}
      </ul>
      <p>
        <a href="/threads">{texts.threads.title}</a>
      </p>
    </div>
  );
}

function Sessions({ sessions }: { sessions: readonly SessionSummary[] }) {
  const { me } = useApp();
  if (sessions.length === 0) return <p className="soft">{said.noSessions}</p>;
  return (
    <ol className="line-list">
      {sessions.map((session) => (
        <li key={session.id} className={session.state === 'held' ? 'is-past' : undefined}>
          <a href={`/sessions/${session.id}`} dir="auto">
            {session.title}
          </a>
          <span>
            {day(session.startsAt, me.community.timeZone)} · {texts.sessionStates[session.state]}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** What came of it: what is followed, and what changed. */
interface CameViews {
  notes: NoteList;
  outcomes: OutcomeList;
}
export interface ThemeViews extends CameViews {
  theme: ThemePage;
  threads: ThreadList;
  answer: ThemeAnswerView;
}
export interface SessionViews extends CameViews {
  session: SessionPage;
  threads: ThreadList;
}

export function Theme({ views }: { views: ThemeViews }) {
  const { theme, threads, notes, outcomes, answer } = views;
  useLiveLists({ ...threads.cursors, members: theme.cursor });
  return (
    <div className="page with-side">
      <div className="stack-l">
        <div className="stack-s">
          <p className="crumbs">
            <a href="/themes">{said.title}</a>
          </p>
          <h1 dir="auto">{theme.title}</h1>
          <p className="lead" dir="auto">
            {theme.question}
          </p>
          <p className="soft small">
            {said.from(calendarDay(theme.startsOn), theme.endsOn ? calendarDay(theme.endsOn) : null)}
          </p>
          {theme.abilities.includes('theme.edit') ? (
            <p className="small">
              <a href={`/themes/${theme.id}/edit`}>{said.edit}</a>
            </p>
          ) : null}
        </div>
        {theme.aboutHtml ? <ServerHtml className="post__body" html={theme.aboutHtml} /> : null}
        <section aria-labelledby="threads-h">
          <div className="row page__head">
            <h2 id="threads-h">{said.threadsTitle}</h2>
            <a className="btn" href={`/threads/new?theme=${theme.id}`}>
              {texts.threads.start}
            </a>
          </div>
          <ThreadItems threads={threads.threads} level={3} />
          {threads.next ? (
            <p>
              <a className="btn" href={`/themes/${theme.id}?after=${threads.next}`}>
                {texts.threads.more}
              </a>
            </p>
          ) : null}
        </section>
      </div>
      <aside className="side" aria-labelledby="sessions-h">
        <section>
          <h2 id="sessions-h">{said.sessionsTitle}</h2>
          <Sessions sessions={theme.sessions} />
          {theme.abilities.includes('session.create') ? (
            <a className="btn" href={`/sessions/new?theme=${theme.id}`}>
              {said.addSession}
            </a>
          ) : null}
        </section>
        <ThemeAnswer view={answer} />
        <WhatCame notes={notes} outcomes={outcomes} />
      </aside>
    </div>
  );
}

/** What came of a theme or a session. */
function WhatCame({ notes: { notes }, outcomes: { outcomes } }: CameViews) {
  const entries = [
    ...notes.map(({ id, title, stage }) => ({ href: `/notes/${id}`, title, says: impactTexts.stages[stage] })),
    ...outcomes.map(({ id, title, label }) => ({ href: `/outcomes/${id}`, title, says: label.said })),
  ];
  if (entries.length === 0) return null;
  return (
    <section aria-labelledby="came-h">
      <h2 id="came-h">{impactTexts.title}</h2>
      <ul className="plain-list stack-s">
        {entries.map(({ href, title, says }) => (
          <li key={href}>
            <a href={href} dir="auto">
              {title || impactTexts.untitled}
            </a>
            <span className="small soft"> {says}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Session({ views }: { views: SessionViews }) {
  const { me } = useApp();
  const queries = useQueryClient();
  const { session, threads, notes, outcomes } = views;
  useLiveLists({ ...threads.cursors, members: session.cursor });
  return (
    <div className="page with-side">
      <div className="stack-l">
        <div className="stack-s">
          <p className="crumbs">
            <a href={`/themes/${session.theme.id}`}>{session.theme.title}</a>
          </p>
          <h1 dir="auto">{session.title}</h1>
          <p className="lead">
            {weekday(session.startsAt, me.community.timeZone)} · {ofSession.duration(session.minutes)}
          </p>
          <p>
            {session.place ?? ofSession.online} · {texts.sessionStates[session.state]}
          </p>
          {session.joiningLink ? (
            <p>
              <a href={session.joiningLink} rel="noopener noreferrer">
                {ofSession.join}
              </a>
            </p>
          ) : null}
          {session.abilities.includes('session.edit') ? (
            <p className="small">
              <a href={`/sessions/${session.id}/edit`}>{ofSession.edit}</a>
            </p>
          ) : null}
        </div>
        {session.aboutHtml ? <ServerHtml className="post__body" html={session.aboutHtml} /> : null}
        {session.notesHtml ? (
          <section aria-labelledby="notes-h">
            <h2 id="notes-h">{ofSession.notesTitle}</h2>
            <ServerHtml className="post__body" html={session.notesHtml} />
          </section>
        ) : null}
        <section aria-labelledby="threads-h">
          <div className="row page__head">
            <h2 id="threads-h">{ofSession.threadsTitle}</h2>
            <a className="btn" href={`/threads/new?theme=${session.theme.id}&session=${session.id}`}>
              {texts.threads.start}
            </a>
          </div>
          <ThreadItems threads={threads.threads} level={3} />
        </section>
      </div>
      <aside className="side">
        <section aria-labelledby="coming-h">
          <h2 id="coming-h">{session.state === 'held' ? ofSession.came : ofSession.coming}</h2>
          {session.coming.length === 0 ? (
            <p>{session.state === 'held' ? ofSession.nobodyCame : ofSession.nobody}</p>
          ) : null}
          <p>{texts.list(session.coming.map(({ name }) => name))}</p>
          {session.abilities.includes('session.come') ? (
            <Form
              name="coming"
              hidden={{ session: session.id, coming: session.imComing ? 'no' : 'yes' }}
              onDone={() => void queries.invalidateQueries()}
            >
              {session.imComing ? <p>{ofSession.youCome}</p> : null}
              <Send className="btn">{session.imComing ? ofSession.notComing : ofSession.imComing}</Send>
            </Form>
          ) : null}
        </section>
        <WhatCame notes={notes} outcomes={outcomes} />
      </aside>
    </div>
  );
}
