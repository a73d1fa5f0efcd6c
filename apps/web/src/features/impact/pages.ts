import type {
  NoteList,
  NotePage,
  OutcomePage,
  PublishingView,
  SentencesView,
  ThemeList,
  VersionList,
} from '@throughline/contracts';
import { onDemand, page, type Place } from '../../app/routes';
import { impactTitles as said } from '../../texts/en-impact-titles';

const named = ({ params }: Place, name: string) => encodeURIComponent(params[name] ?? '');
const outcomePath = (place: Place) => `/api/outcomes/${named(place, 'outcome')}`;
const notePath = (place: Place) => `/api/notes/${named(place, 'note')}`;
const after = ({ query }: Place) =>
  query.get('after') ? `?after=${encodeURIComponent(query.get('after') ?? '')}` : '';
/** Which words were selected, by their places in the text that was on the screen. */
const selected = (query: URLSearchParams) => {
  const [from, to, of] = ['from', 'to', 'of'].map((name) => query.get(name) ?? '');
  return from && to && of ? `?${new URLSearchParams({ from, to, textVersion: of })}` : '';
};

export const impactPages = [
  page({
    pattern: '/impact',
    kind: said.title,
    title: () => said.title,
    views: (place) => ({ impact: '/api/impact', notes: '/api/notes', outcomes: `/api/outcomes${after(place)}` }),
    page: onDemand(async () => (await import('./whole')).Impact),
  }),
  page({
    pattern: '/impact/review',
    kind: said.review,
    title: () => said.review,
    views: () => ({ review: '/api/impact/review' }),
    page: onDemand(async () => (await import('./reviews')).ImpactReviews),
  }),
  page({
    pattern: '/changes',
    kind: said.published,
    title: () => said.published,
    open: true,
    views: () => ({ published: '/api/changes' }),
    page: onDemand(async () => (await import('./published')).PublishedChanges),
  }),
  page({
    pattern: '/publishing/:kind/:id',
    kind: said.publishing,
    title: ({ publishing }: { publishing: PublishingView }) => publishing.title,
    views: (place) => ({ publishing: `/api/publishing/${named(place, 'kind')}/${named(place, 'id')}` }),
    page: onDemand(async () => (await import('./publishing')).Publishing),
  }),
  page({
    pattern: '/t/:thread/:number/link',
    kind: said.link,
    title: (_: { sentences: SentencesView }) => said.link,
    views: ({ query }) => ({
      sentences: `/api/posts/${encodeURIComponent(query.get('post') ?? '')}/sentences${selected(query)}`,
    }),
    page: onDemand(async () => (await import('./link-words')).LinkWords),
  }),
  page({
    pattern: '/outcomes/:outcome',
    kind: said.change,
    title: ({ outcome }: { outcome: OutcomePage }) => outcome.title || said.change,
    views: (place) => ({ outcome: outcomePath(place) }),
    page: onDemand(async () => (await import('./outcome')).Outcome),
  }),
  page({
    pattern: '/outcomes/:outcome/edit',
    kind: said.change,
    title: ({ outcome }: { outcome: OutcomePage; notes: NoteList; themes: ThemeList }) => outcome.title || said.change,
    views: (place) => ({ outcome: outcomePath(place), notes: '/api/notes', themes: '/api/themes' }),
    page: onDemand(async () => (await import('./outcome-steps')).OutcomeSteps),
  }),
  page({
    pattern: '/outcomes/:outcome/history',
    kind: said.history,
    title: ({ versions }: { versions: VersionList }) => `${said.history}: ${versions.about.title}`,
    views: (place) => ({ versions: `${outcomePath(place)}/history` }),
    page: onDemand(async () => (await import('./history')).OutcomeHistory),
  }),
  page({
    pattern: '/notes/new',
    kind: said.note,
    title: () => said.newNote,
    views: () => ({ themes: '/api/themes' }),
    page: onDemand(async () => (await import('./note-editing')).NewNote),
  }),
  page({
    pattern: '/notes/:note',
    kind: said.note,
    title: ({ note }: { note: NotePage }) => note.title,
    views: (place) => ({ note: notePath(place) }),
    page: onDemand(async () => (await import('./note')).Note),
  }),
  page({
    pattern: '/notes/:note/edit',
    kind: said.note,
    title: ({ note }: { note: NotePage; themes: ThemeList }) => note.title,
    views: (place) => ({ note: notePath(place), themes: '/api/themes' }),
    page: onDemand(async () => (await import('./note-editing')).EditNote),
  }),
  page({
    pattern: '/notes/:note/numbers',
    kind: said.note,
    title: ({ note }: { note: NotePage }) => `${said.numbers}: ${note.title}`,
    views: (place) => ({ note: notePath(place) }),
    page: onDemand(async () => (await import('./measure-table')).MeasureTable),
  }),
  page({
    pattern: '/notes/:note/history',
    kind: said.history,
    title: ({ versions }: { versions: VersionList }) => `${said.history}: ${versions.about.title}`,
    views: (place) => ({ versions: `${notePath(place)}/history` }),
    page: onDemand(async () => (await import('./history')).NoteHistory),
  }),
];
