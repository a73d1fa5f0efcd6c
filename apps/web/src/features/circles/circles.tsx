import type { CircleList, CirclePage, ThreadList } from '@throughline/contracts';
import { useMember } from '../../app/context';
import { Form, Send } from '../../forms/form';
import { useLiveLists } from '../../live/use-live-lists';
import { texts } from '../../texts/en';
import { circleTexts as said } from '../../texts/en-circles';
import { ThreadItems } from '../../ui/thread-item';

/** The circles that one is in or looks after, and first those that one is asked to join. */
export function Circles({ views }: { views: { circles: CircleList } }) {
  const { circles, asked, abilities, cursors } = views.circles;
  useLiveLists(cursors);
  return (
    <div className="page stack-l">
      <div className="row page__head">
        <h1>{said.title}</h1>
        {abilities.includes('circle.create') ? (
          <a className="btn" href="/circles/new">
            {said.make}
          </a>
        ) : null}
      </div>
      <p className="measure soft">{said.lead}</p>
      {asked.length > 0 ? (
        <section aria-labelledby="asked-h" className="stack">
          <h2 id="asked-h">{said.askedTitle}</h2>
          {asked.map(({ id, name, purpose, livedExperience, count }) => (
            <div key={id} className="notice notice--accent measure stack-s">
              <h3 dir="auto">{said.asked(name)}</h3>
              <p dir="auto">{purpose}</p>
              {livedExperience ? <p className="small">{said.livedExperience}</p> : null}
              <p className="small">{said.askedWhat(count)}</p>
              <Form name="circle-answer" hidden={{ circle: id }} className="row" label={name}>
                <Send name="yes" value="yes">
                  {said.yes}
                </Send>
                <Send className="btn" name="yes" value="no">
                  {said.no}
                </Send>
              </Form>
            </div>
          ))}
        </section>
      ) : null}
      {circles.length === 0 ? (
        <p className="soft">{said.none}</p>
      ) : (
        <ul className="threads">
          {circles.map(({ id, name, purpose, livedExperience, state, readers, isIn }) => (
            <li key={id}>
              <h2>
                <a href={isIn ? `/circles/${id}` : `/circles/${id}/people`} dir="auto">
                  {name}
                </a>
              </h2>
              <p dir="auto">{purpose}</p>
              <p className="new">
                {[said.members(readers.count), livedExperience ? said.livedExperience : null]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
              {isIn ? null : <p className="small soft">{said.notIn}</p>}
              {state === 'closed' ? <p className="small soft">{said.closed}</p> : null}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** A circle for those who are in it: what it is for, who is in it, who keeps it safe, its threads. */
export function Circle({ views }: { views: { circle: CirclePage; threads: ThreadList } }) {
  const { circle, threads } = views;
  useLiveLists({ ...threads.cursors, ...circle.cursors });
  return (
    <div className="page stack-l">
      <div className="stack-s">
        <p className="crumbs">
          <a href="/circles">{said.title}</a>
        </p>
        <h1 dir="auto">{circle.name}</h1>
        <p className="lead measure" dir="auto">
          {circle.purpose}
        </p>
        {circle.livedExperience ? <p className="small">{said.livedExperience}</p> : null}
        {circle.state === 'closed' ? <p className="notice">{said.closed}</p> : null}
        {circle.abilities.includes('circle.take-out') ? (
          <p>
            <a href={`/circles/${circle.id}/people`}>{said.lookAfter}</a>
          </p>
        ) : null}
      </div>
      <section aria-labelledby="threads-h" className="stack">
        <div className="row page__head">
          <h2 id="threads-h">{said.threads}</h2>
          {circle.state === 'open' ? (
            <a className="btn" href={`/threads/new?circle=${circle.id}`}>
              {said.start}
            </a>
          ) : null}
        </div>
        <ThreadItems threads={threads.threads} level={3} />
      </section>
      <WhoIsIn circle={circle} />
      <section className="stack-s narrow">
        <p className="small soft">{said.leaveWhat}</p>
        <Form name="circle-leave" hidden={{ circle: circle.id }}>
          <Send className="btn">{said.leave}</Send>
        </Form>
      </section>
    </div>
  );
}

function WhoIsIn({ circle }: { circle: CirclePage }) {
  const member = useMember();
  const keepers = circle.people.filter(({ role }) => role !== 'member').map(({ name }) => name);
  return (
    <>
      <section aria-labelledby="who-h" className="stack-s">
        <h2 id="who-h">{said.who}</h2>
        <ul>
          {circle.people.map(({ id, name, role }) => (
            <li key={id}>
              <a href={`/people/${id}`} dir="auto">
                {name}
              </a>{' '}
              <span className="small soft">
                {[id === member.id ? said.you : null, role === 'member' ? null : texts.roles[role]]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="safe-h" className="stack-s measure">
        <h2 id="safe-h">{said.safe}</h2>
        <p>{keepers.length > 0 ? said.keepers(texts.list(keepers)) : said.noKeepers}</p>
        <p className="small soft">{said.others}</p>
      </section>
    </>
  );
}
