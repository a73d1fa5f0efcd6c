import type { PostSource, ThreadPage } from '@throughline/contracts';
import { onDemand, page, type Place } from '../../app/routes';
import { texts } from '../../texts/en';
import { CheckedBy } from './checked-by-later';
import { ThreadPageView, threadPath } from './thread-page';

const said = texts.edit;
const postAt = ({ posts }: ThreadPage, number?: string) => posts.find((post) => String(post.number) === number);
const postPath = ({ params }: Place) => `/api/posts/${encodeURIComponent(params['post'] ?? '')}`;

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
    page: onDemand(async () => {
      const [{ Reply }] = await Promise.all([import('./reply-page'), CheckedBy.load()]);
      return Reply;
    }),
  }),
  page({
    pattern: '/t/:thread/move',
    kind: texts.move.title,
    title: () => texts.move.title,
    views: (place) => ({
      thread: threadPath({ ...place, query: new URLSearchParams('page=1') }),
      threads: '/api/threads',
    }),
    page: onDemand(async () => (await import('./move-page')).MovePage),
  }),
  page({
    pattern: '/t/:thread/:number/more',
    kind: 'Post',
    title: (_: { thread: ThreadPage }, { params }) => texts.thread.more(Number(params['number'])),
    views: (place) => ({ thread: threadPath({ ...place, query: new URLSearchParams() }) }),
    isThere: ({ thread }, { params }) => postAt(thread, params['number'])?.state === 'published',
    page: onDemand(async () => (await import('./post-pages')).OnePost),
  }),
  page({
    pattern: '/t/:thread/:number?',
    kind: 'Thread',
    title: ({ thread }: { thread: ThreadPage }) => thread.thread.title,
    views: (place) => ({ thread: threadPath(place) }),
    mayBeRemembered: true,
    showsEveryPost: true,
    page: ThreadPageView,
  }),
  page({
    pattern: '/posts/:post/edit',
    kind: said.title,
    title: () => said.title,
    views: (place) => ({ source: `${postPath(place)}/source` }),
    page: onDemand(async () => (await import('./post-pages')).Edit),
  }),
  page({
    pattern: '/posts/:post/withdraw',
    kind: said.withdrawTitle,
    title: () => said.withdrawTitle,
    views: (place) => ({ source: `${postPath(place)}/source` }),
    page: onDemand(async () => (await import('./post-pages')).Withdraw),
  }),
  page({
    pattern: '/posts/:post/remove',
    kind: said.removeTitle,
    title: () => said.removeTitle,
    views: (place) => ({ source: `${postPath(place)}/source` }),
    page: onDemand(async () => (await import('./post-pages')).Remove),
  }),
  page({
    pattern: '/posts/:post/pictures/:picture',
    kind: texts.thread.picture,
    title: () => texts.thread.picture,
    views: (place) => ({ source: `${postPath(place)}/source` }),
    isThere: ({ source }: { source: PostSource }, { params }) =>
      source.pictures.some(({ id }) => id === params['picture']),
    page: onDemand(async () => (await import('./post-pages')).LargePicture),
  }),
  page({
    pattern: '/posts/:post/history',
    kind: said.history,
    title: () => said.history,
    views: (place) => ({ revisions: `${postPath(place)}/revisions` }),
    page: onDemand(async () => (await import('./post-pages')).History),
  }),
];
