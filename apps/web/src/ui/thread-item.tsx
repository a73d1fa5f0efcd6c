import type { ThreadListItem } from '@throughline/contracts';
import { useApp } from '../app/context';
import { day } from '../texts/dates';
import { texts } from '../texts/en';
import { nameOf } from './author';
import { KindTag } from './tag';

/** A thread in a list: its kind, its name, what is unread in it. */
export function ThreadItem({ thread, level = 2 }: { thread: ThreadListItem; level?: 2 | 3 }) {
  const { me } = useApp();
  const { timeZone } = me.community;
  const Heading = level === 2 ? 'h2' : 'h3';
  const isAsked =
    thread.kind === 'question' &&
    Boolean(me.member?.sector && thread.mightKnow.includes(me.member.sector)) &&
    thread.state === 'open';
  const link =
    thread.firstUnread === null ? `/t/${thread.id}` : `/t/${thread.id}/${thread.firstUnread}#p${thread.firstUnread}`;
  return (
    <li>
      <KindTag kind={thread.kind} />
      <Heading>
        <a href={link} dir="auto">
          {thread.title}
        </a>
      </Heading>
      <p className="new">
        {thread.unread > 0 ? (
          <>
            <b>{texts.home.newPosts(thread.unread)}</b>
            {texts.home.from(thread.unreadFrom, thread.unreadFrom.length >= 3)}.
          </>
        ) : (
          <>
            {texts.threads.by(nameOf(thread.startedBy))} · {texts.threads.posts(thread.lastNumber)},{' '}
            {texts.threads.last(day(thread.lastPostAt, timeZone))}
          </>
        )}
        {isAsked ? ` ${texts.home.mightKnow}` : ''}
      </p>
      {thread.summaryOffered ? (
        <p className="small">
          <b>{texts.threads.summaryOffered}</b>
        </p>
      ) : null}
      {thread.pinned ? <p className="small soft">{texts.threads.pinned}</p> : null}
      {thread.state === 'resolved' && thread.stateAt ? (
        <p className="tag tag--resolved">{texts.threads.resolved(day(thread.stateAt, timeZone))}</p>
      ) : null}
      {thread.state === 'closed' ? <p className="small soft">{texts.threads.closed}</p> : null}
    </li>
  );
}

export function ThreadItems({ threads, level }: { threads: readonly ThreadListItem[]; level?: 2 | 3 }) {
  if (threads.length === 0) return <p className="soft">{texts.threads.empty}</p>;
  return (
    <ul className="threads">
      {threads.map((thread) => (
        <ThreadItem key={thread.id} thread={thread} level={level} />
      ))}
    </ul>
  );
}
