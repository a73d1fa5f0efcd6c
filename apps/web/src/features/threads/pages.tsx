import type { ThreadList } from '@throughline/contracts';
import { onDemand, page, type Place } from '../../app/routes';
import { useLiveLists } from '../../live/use-live-lists';
import { texts } from '../../texts/en';
import { ThreadItems } from '../../ui/thread-item';

const said = texts.newThread;

function AllThreads({ views, place }: { views: { threads: ThreadList }; place: Place }) {
  const { threads, next, cursors } = views.threads;
  useLiveLists(cursors);
  const more = new URLSearchParams(place.query);
  if (next) more.set('after', next);
  return (
    <div className="page">
      <div className="row page__head">
        <h1>{texts.threads.title}</h1>
        <a className="btn" href="/threads/new">
          {texts.threads.start}
        </a>
      </div>
      <ThreadItems threads={threads} />
      {next ? (
        <p>
          <a className="btn" href={`/threads?${more.toString()}`}>
            {texts.threads.more}
          </a>
        </p>
      ) : null}
    </div>
  );
}

export const threadListPages = [
  page({
    pattern: '/threads',
    kind: texts.threads.title,
    title: () => texts.threads.title,
    views: ({ query }) => {
      const after = query.get('after');
      return { threads: after ? `/api/threads?after=${encodeURIComponent(after)}` : '/api/threads' };
    },
    page: AllThreads,
  }),
  page({
    pattern: '/threads/new',
    kind: said.title,
    title: () => said.title,
    views: ({ query }) => {
      const theme = query.get('theme');
      const session = query.get('session');
      return {
        themes: '/api/themes',
        beginning: '/api/threads/beginning',
        circles: '/api/circles',
        ...(theme ? { theme: `/api/themes/${encodeURIComponent(theme)}` } : {}),
        ...(session ? { session: `/api/sessions/${encodeURIComponent(session)}` } : {}),
      };
    },
    page: onDemand(async () => (await import('./new-thread')).NewThread),
  }),
];
