import type { PostSource, RevisionList, ThreadPage } from '@throughline/contracts';
import { useMemo } from 'react';
import { useApp } from '../../app/context';
import { page, type Place } from '../../app/routes';
import { Field, Form, Send } from '../../forms/form';
import { dayAndClock } from '../../texts/dates';
import { texts } from '../../texts/en';
import { nameOf } from '../../ui/author';
import { ServerHtml } from '../../ui/server-html';
import { Composer } from './composer';
import { MovePage } from './move-page';
import { ThreadProvider } from './thread-context';
import { ThreadPageView, threadPath } from './thread-page';

const said = texts.edit;
const postPath = ({ params }: Place) => `/api/posts/${encodeURIComponent(params['post'] ?? '')}`;
const placeOf = ({ threadId, number }: { threadId: string; number: number }) => `/t/${threadId}/${number}#p${number}`;

/** Replying on a page of its own: for browsers without scripts, and for a phone's small window. */
function Reply({ views, place }: { views: { thread: ThreadPage }; place: Place }) {
  const { me } = useApp();
  const { thread } = views;
  const to = Number(place.query.get('to')) || null;
  const post = thread.posts.find(({ number }) => number === to);
  const context = useMemo(
    () => ({
      page: thread,
      timeZone: me.community.timeZone,
      may: (ability: string) => thread.viewer.abilities.includes(ability),
      firstNew: null,
      replyingTo: undefined,
      replyTo: () => undefined,
      editing: undefined,
      edit: () => undefined,
      quote: () => undefined,
      take: () => undefined,
      readTo: () => undefined,
      sending: [],
      retry: () => undefined,
      takeUp: () => undefined,
    }),
    [me, thread],
  );
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
          </blockquote>
        ) : null}
        <Composer id="reply" replyTo={to} formKey={thread.viewer.formKey} />
      </div>
    </ThreadProvider>
  );
}

function Edit({ views, place }: { views: { source: PostSource }; place: Place }) {
  const { source } = views;
  return (
    <div className="page stack">
      <h1>{said.title}</h1>
      <Form
        name="post-edit"
        className="stack measure"
        hidden={{ post: place.params['post'] ?? '', textVersion: source.textVersion }}
      >
        <Field name="text" rows={12} label={said.words} hint={said.kept} value={source.text} required />
        <Field name="contentNote" label={texts.thread.note} value={source.contentNote ?? ''} maxLength={80} />
        <div className="row">
          <Send>{said.save}</Send>
          <a href={placeOf(source.place)}>{texts.thread.cancel}</a>
        </div>
      </Form>
    </div>
  );
}

function Withdraw({ views, place }: { views: { source: PostSource }; place: Place }) {
  return (
    <div className="page stack">
      <h1>{said.withdrawTitle}</h1>
      <p className="measure">{said.withdrawText}</p>
      <blockquote className="measure post__body--plain" dir="auto">
        {views.source.text}
      </blockquote>
      <Form name="post-withdraw" hidden={{ post: place.params['post'] ?? '' }}>
        <div className="row">
          <Send>{said.withdraw}</Send>
          <a href={placeOf(views.source.place)}>{texts.thread.cancel}</a>
        </div>
      </Form>
    </div>
  );
}

function Remove({ views, place }: { views: { source: PostSource }; place: Place }) {
  return (
    <div className="page stack">
      <h1>{said.removeTitle}</h1>
      <p className="measure">{said.removeText}</p>
      <blockquote className="measure post__body--plain" dir="auto">
        {views.source.text}
      </blockquote>
      <Form name="post-remove" className="stack measure" hidden={{ post: place.params['post'] ?? '' }}>
        <Field name="reason" label={said.reason} required maxLength={500} />
        <div className="row">
          <Send>{said.remove}</Send>
          <a href={placeOf(views.source.place)}>{texts.thread.cancel}</a>
        </div>
      </Form>
    </div>
  );
}

function History({ views }: { views: { revisions: RevisionList } }) {
  const { me } = useApp();
  const { revisions, place } = views.revisions;
  return (
    <div className="page stack-l">
      <div>
        <h1>{said.history}</h1>
        <p className="small">
          <a href={placeOf(place)}>{said.backTo}</a>
        </p>
      </div>
      <ol className="plain-list stack-l">
        {revisions.map((revision, index) => (
          <li key={revision.textVersion}>
            <h2 className="history__when">
              {index === 0 ? said.first : said.changed}, {dayAndClock(revision.at, me.community.timeZone)}
            </h2>
            <div className="measure post__body--plain" dir="auto">
              {revision.parts.map((part, position) => {
                const key = `${revision.textVersion}-${position}`;
                if (part.kind === 'added') return <ins key={key}>{part.text}</ins>;
                if (part.kind === 'removed') return <del key={key}>{part.text}</del>;
                return <span key={key}>{part.text}</span>;
              })}
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
}

export const threadPages = [
  page({
    pattern: '/t/:thread/reply',
    kind: texts.thread.write,
    title: () => texts.thread.write,
    views: (place) => ({
      thread: threadPath({
        ...place,
        params: { thread: place.params['thread'] ?? '', number: place.query.get('to') ?? '1' },
      }),
    }),
    page: Reply,
  }),
  page({
    pattern: '/t/:thread/move',
    kind: texts.move.title,
    title: () => texts.move.title,
    views: (place) => ({
      thread: threadPath({ ...place, query: new URLSearchParams('page=1') }),
      threads: '/api/threads',
    }),
    page: MovePage,
  }),
  page({
    pattern: '/t/:thread/:number?',
    kind: 'Thread',
    title: ({ thread }: { thread: ThreadPage }) => thread.thread.title,
    views: (place) => ({ thread: threadPath(place) }),
    page: ThreadPageView,
  }),
  page({
    pattern: '/posts/:post/edit',
    kind: said.title,
    title: () => said.title,
    views: (place) => ({ source: `${postPath(place)}/source` }),
    page: Edit,
  }),
  page({
    pattern: '/posts/:post/withdraw',
    kind: said.withdrawTitle,
    title: () => said.withdrawTitle,
    views: (place) => ({ source: `${postPath(place)}/source` }),
    page: Withdraw,
  }),
  page({
    pattern: '/posts/:post/remove',
    kind: said.removeTitle,
    title: () => said.removeTitle,
    views: (place) => ({ source: `${postPath(place)}/source` }),
    page: Remove,
  }),
  page({
    pattern: '/posts/:post/history',
    kind: said.history,
    title: () => said.history,
    views: (place) => ({ revisions: `${postPath(place)}/revisions` }),
    page: History,
  }),
];
