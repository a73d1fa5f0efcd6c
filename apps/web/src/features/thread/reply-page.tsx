import type { ThreadPage } from '@throughline/contracts';
import { useMemo } from 'react';
import { useApp } from '../../app/context';
import type { Place } from '../../app/routes';
import { texts } from '../../texts/en';
import { nameOf } from '../../ui/author';
import { ServerHtml } from '../../ui/server-html';
import { PostPictures } from '../pictures/pictures';
import { Composer } from './composer';
import { stillThread, ThreadProvider } from './thread-context';

/** Replying on a page of its own: for browsers without scripts, and for a phone's small window. */
export function Reply({ views, place }: { views: { thread: ThreadPage }; place: Place }) {
  const { me } = useApp();
  const { thread } = views;
  const to = Number(place.query.get('to')) || null;
  const post = thread.posts.find(({ number }) => number === to);
  const context = useMemo(() => stillThread(thread, me.community.timeZone), [me, thread]);
  return (
    <ThreadProvider value={context}>
      <div className="page stack">
        <h1>{texts.thread.write}</h1>
        <p className="small">
          <a href={to ? `/t/${thread.thread.id}/${to}#p${to}` : `/t/${thread.thread.id}`}>{thread.thread.title}</a>
        </p>
        {post && post.state === 'published' ? (
          <blockquote className="measure">
            <p className="small soft">{texts.thread.wrote(post.number, nameOf(post.author))}</p>
            <ServerHtml html={post.bodyHtml} id={`body-${post.id}`} />
            {post.pictures.length > 0 ? <PostPictures pictures={post.pictures} post={post.id} /> : null}
          </blockquote>
        ) : null}
        <Composer id="reply" replyTo={to} formKey={thread.viewer.formKey} />
      </div>
    </ThreadProvider>
  );
}
