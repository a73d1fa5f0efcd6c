import type { Change, PostView, ReadingView, ThreadPage, ThreadView, WrittenPost } from '@throughline/contracts';
import { countOf } from '@throughline/rules';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useApp } from '../../app/context';
import type { Place } from '../../app/routes';
import { Form, newKey, Send } from '../../forms/form';
import { applyChange, withPost, withRead } from '../../live/apply-change';
import { useLive } from '../../live/use-live';
import { useLiveLists } from '../../live/use-live-lists';
import { day } from '../../texts/dates';
import { texts } from '../../texts/en';
import { later } from '../../ui/later';
import { whereNeeded } from '../../ui/where-needed';
import { KindTag } from '../../ui/tag';
import { PostPictures } from '../pictures/in-posts';
import { addTo, Composer, draftOf, writeInto } from './composer';
import { Pager } from './pager';
import { PostItem, Sending } from './post';
import { standsAlone, treeOf } from './post-tree';
import { Summaries } from './summary';
import { isBlocked, isOwn, type SendingPost, ThreadProvider } from './thread-context';
import { usePages } from './use-pages';
import { CheckedBy } from './checked-by-later';
import { CameOf, Letters, loadWhatWaits, WhatWaits } from './what-waits';
import { useReading } from './use-reading';
import { useSending } from './use-sending';

const said = texts.thread;
const LookAfter = later('look-after', async () => (await import('./look-after')).LookAfter);

const LeftWords = whereNeeded('#left', async () => (await import('./left-words')).LeftWords);

/** The API's address of the part of a thread that a page shows. */
export function threadPath({ params, query }: Place): string {
  const thread = encodeURIComponent(params['thread'] ?? '');
  const number = params['number'];
  const page = query.get('page');
  if (page) return `/api/threads/${thread}/page?page=${encodeURIComponent(page)}`;
  return number ? `/api/threads/${thread}/page?number=${encodeURIComponent(number)}` : `/api/threads/${thread}/page`;
}

/** The page of a thread: its posts as a tree, live, with the composer at hand. */
export function ThreadPageView({ views, place }: { views: { thread: ThreadPage }; place: Place }) {
  const path = threadPath(place);
  const { pages, from, to, add, update, refetch } = usePages(views.thread, path);
  /** Everything that stands on the screen, as one page. */
  const page = {
    ...views.thread,
    posts: pages.flatMap(({ posts }) => posts),
    viewer: { ...views.thread.viewer, hidden: pages.flatMap(({ viewer }) => viewer.hidden) },
  };
  const { me, live: scripted } = useApp();
  const { timeZone } = me.community;
  const [replyingTo, replyTo] = useState<number>();
  const [editing, edit] = useState<string>();
  /** The box at the foot is shown anew when it was sent, or words were put into it. */
  const [box, setBox] = useState({ version: 0, focused: false });
  const newBox = (focused: boolean) => setBox(({ version }) => ({ version: version + 1, focused }));
  const [arrived, setArrived] = useState<number[]>([]);
  /** What was sent last and waits: shown, because it does not stand where others would see it. */
  const [waits, setWaits] = useState('');
  const threadId = page.thread.id;
  const [firstNew, setFirstNew] = useState(page.viewer.firstUnread);
  if (firstNew === null && page.viewer.firstUnread !== null) setFirstNew(page.viewer.firstUnread);

  const take = useCallback(
    (written: WrittenPost) => {
      if ('waits' in written) {
        setWaits(written.id);
        refetch();
      } else update((held) => withPost(held, written));
    },
    [update, refetch],
  );
  const { sending, send, retry, takeUp } = useSending(threadId, take, (post) => {
    writeInto(threadId, post);
    newBox(false);
    document.getElementById('reply')?.scrollIntoView({ block: 'center' });
  });

  const underWay = sending.some(({ failed }) => !failed);
  const deferred = useRef<Change[]>([]);
  useEffect(() => {
    if (underWay || deferred.current.length === 0) return;
    const changes = deferred.current.splice(0);
    update((held) => changes.reduce(applyChange, held));
  }, [underWay, update]);

  useLive(
    `thread:${threadId}`,
    page.cursor,
    (change) => {
      const post = change.data as PostView | null;
      if (change.type === 'post.published' && post) {
        const own = isOwn(post.author, page);
        // What waited is out.
        if (own && page.viewer.waiting.length > 0) refetch();
        if (own && underWay) {
          // Most likely the one that is being sent: its answer makes it real, so that it is never there twice.
          deferred.current.push(change);
          return;
        }
        const known = page.posts.some(({ id }) => id === post.id);
        if (!own && !known && !isBlocked(post.author, page))
          setArrived((numbers) => (numbers.includes(post.number) ? numbers : [...numbers, post.number]));
      }
      // A change without a view: what it is about has to be asked for.
      if (change.data === null) refetch();
      else update((held) => applyChange(held, change));
      // Its author and moderators go on seeing its words.
      if (
        post?.state === 'hidden' &&
        (may('post.remove') || page.posts.some((held) => held.id === post.id && isOwn(held.author, page)))
      )
        refetch();
      // What may be done in it is another now.
      if (change.type === 'thread.changed' && (change.data as ThreadView | null)?.state !== page.thread.state)
        refetch();
    },
    refetch,
  );
  const onRead = useCallback(
    (reading: ReadingView) => update((held) => ({ ...held, viewer: { ...held.viewer, ...reading } })),
    [update],
  );
  useLiveLists(page.viewer.follow);
  useReading(page, onRead);
  useFragment(place.url);

  // By its number alone: the words are put in from the post itself, so they go when it goes.
  const quote = (post: PostView) => {
    const quoted = `> #${post.number}\n\n`;
    void navigator.clipboard?.writeText(quoted).catch(() => undefined);
    addTo(threadId, quoted);
    newBox(true);
  };

  const unread = countOf(page.viewer.unread);
  const may = (ability: string) => page.viewer.abilities.includes(ability);
  const context = {
    page,
    timeZone,
    firstNew,
    may,
    replyingTo,
    replyTo,
    editing,
    inPlace: {
      edit,
      quote,
      take,
      readTo: (number: number) => update((held) => withRead(held, [[1, number]])),
    },
    sending,
    retry,
    takeUp,
  };
  const sendNow = (post: SendingPost) => send({ ...post, key: post.key || newKey() });
  const { thread } = page;

  return (
    <ThreadProvider value={context}>
      <div className="thread thread-grid">
        <div className="main-col">
          <nav className="crumbs" aria-label={texts.shell.where}>
            <a href={`/themes/${thread.theme.id}`}>{thread.theme.title}</a>
            {thread.session ? (
              <>
                {' '}
                <span className="soft">/</span>{' '}
                <a href={`/sessions/${thread.session.id}`}>
                  {texts.session.on(day(thread.session.startsAt, timeZone))}
                </a>
              </>
            ) : null}
          </nav>
          <KindTag kind={thread.kind} />
          <h1 className="thread__title" dir="auto">
            {thread.title}
          </h1>
          <ThreadState page={page} timeZone={timeZone} />
          <Letters viewer={page.viewer} threadId={threadId} />
          <Summaries page={page} timeZone={timeZone} may={may} onDone={refetch} />
          <CameOf thread={thread} />
        </div>
        <aside className="facts" aria-label={said.whoSees}>
          <dl>
            <dt>{said.whoSees}</dt>
            <dd>
              {thread.audience.kind === 'circle' && thread.audience.name ? (
                <>
                  <a href={`/circles/${thread.audience.id ?? ''}`} dir="auto">
                    {said.inCircle(thread.audience.name)}
                  </a>
                  {': '}
                </>
              ) : null}
              {said.readers(page.viewer.readers.count, page.viewer.readers.sectors)}
            </dd>
            {thread.mightKnow.length > 0 ? (
              <>
                <dt>{said.mightKnow}</dt>
                <dd>{texts.list(thread.mightKnow.map((sector) => texts.sectors[sector]))}</dd>
              </>
            ) : null}
          </dl>
        </aside>
        <div className="main-col">
          <Pager page={views.thread} at="start" from={from} to={to} add={add} />
          <h2 className="hidden-but-said">{said.pages}</h2>
          <ol className="posts">
            {pages
              .flatMap(({ posts }) => treeOf(posts))
              .map((node) => (
                <PostItem key={node.post.id} node={node} send={sendNow} />
              ))}
            {sending
              .filter((post) => standsAlone(post) || !page.posts.some(({ number }) => number === post.replyTo))
              .map((post) => (
                <Sending key={post.key} post={post} />
              ))}
          </ol>
          <Pager page={views.thread} at="end" from={from} to={to} add={add} />
          <Dock page={page} arrived={arrived} unread={unread} onSeen={() => setArrived([])} />
          <WhatWaits viewer={page.viewer} threadId={threadId} sent={waits} />
          {may('post.create') ? (
            <Composer
              key={box.version}
              id="reply"
              focused={box.focused}
              replyTo={null}
              formKey={scripted ? undefined : page.viewer.formKey}
              onSend={(fields) => {
                const written = draftOf(fields);
                if (written.text.trim() === '') return;
                sendNow(written);
                newBox(false);
              }}
            />
          ) : (
            <LeftWords page={page} />
          )}
          <LookAfter page={page} may={may} onDone={refetch} />
        </div>
      </div>
    </ThreadProvider>
  );
}

ThreadPageView.load = async () => {
  await Promise.all([
    loadWhatWaits(),
    PostPictures.load(),
    // In the browser what comes later is fetched when the page is live.
    ...(import.meta.env.SSR ? [LookAfter.load(), CheckedBy.load()] : []),
  ]);
};

function ThreadState({ page: { thread }, timeZone }: { page: ThreadPage; timeZone: string }) {
  if (thread.mergedInto)
    return (
      <p className="notice">
        {said.mergedTo} <a href={`/t/${thread.mergedInto}`}>{said.goThere}</a>
      </p>
    );
  const on = thread.stateAt ? day(thread.stateAt, timeZone) : '';
  return (
    <>
      {thread.answer ? (
        <p className="tag tag--resolved">
          <a href={`/t/${thread.id}/${thread.answer}#p${thread.answer}`}>{said.answered(thread.answer)}</a>
        </p>
      ) : null}
      {thread.state === 'resolved' ? <p className="tag tag--resolved">{said.resolved(on)}</p> : null}
      {thread.state === 'closed' ? <p className="notice">{said.closed(on)}</p> : null}
    </>
  );
}

/** New posts are told at most this often, and not while somebody writes. */
const announceEvery = 30_000;

interface DockProps {
  page: ThreadPage;
  arrived: readonly number[];
  unread: number;
  onSeen: () => void;
}

/** What stays at hand at the foot of the window: what is new, and the way to the reply box. */
function Dock({ page, arrived, unread, onSeen }: DockProps) {
  const { live: scripted } = useApp();
  const [announced, setAnnounced] = useState('');
  const last = useRef(0);
  useEffect(() => {
    if (arrived.length === 0) return undefined;
    const announce = () => {
      if (document.activeElement?.tagName === 'TEXTAREA') return;
      last.current = Date.now();
      setAnnounced(said.newPosts(arrived.length));
    };
    const timer = setTimeout(announce, Math.max(0, last.current + announceEvery - Date.now()));
    return () => clearTimeout(timer);
  }, [arrived]);
  const first = arrived[0] ?? page.viewer.firstUnread;
  const count = arrived.length > 0 ? arrived.length : unread;
  return (
    <div className="dock">
      <p className="hidden-but-said" role="status">
        {announced}
      </p>
      <div className="dock__in">
        {count > 0 && first !== null ? (
          <>
            <a href={`/t/${page.thread.id}/${first}#p${first}`} onClick={onSeen}>
              {said.newPosts(count)}
            </a>
            <Form name="read" hidden={{ thread: page.thread.id, upTo: page.thread.lastNumber }} onDone={onSeen}>
              <Send className="word-btn">{said.markAll}</Send>
            </Form>
          </>
        ) : (
          <span />
        )}
        {page.viewer.abilities.includes('post.create') ? (
          <a
            className="btn"
            href="#reply"
            onClick={(event) => {
              if (!scripted) return;
              event.preventDefault();
              document.querySelector<HTMLTextAreaElement>('#reply textarea')?.focus();
            }}
          >
            {said.write}
          </a>
        ) : null}
      </div>
    </div>
  );
}

/** A permalink's post is shown and given the focus, also where the page was already there. */
function useFragment(url: string): void {
  useEffect(() => {
    const id = window.location.hash.slice(1);
    if (!/^(p\d+|new|reply)$/.test(id)) return;
    const target = document.getElementById(id);
    if (!target) return;
    target.scrollIntoView({ block: 'start' });
    if (id.startsWith('p')) target.focus({ preventScroll: true });
  }, [url]);
}
