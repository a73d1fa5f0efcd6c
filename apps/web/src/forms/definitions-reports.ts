import type { ReportView } from '@throughline/contracts';
import { all, count, type Fields, type FormDefinition, id, nothing, one, texts } from './fields';

const reportPath = (view: unknown) => `/reports/${(view as ReportView).id}`;

/** `from` is taken: it is the page that a form stands on. */
const period = (fields: Fields) => ({ from: one(fields, 'fromDay'), to: one(fields, 'toDay') });

/** Forms of reports. */
export const reportForms: Record<string, FormDefinition> = {
  'report-new': {
    method: 'POST',
    creates: true,
    path: () => '/api/reports',
    body: (fields) => ({ key: one(fields, 'key'), ...texts(fields, ['title', 'forWhom']), ...period(fields) }),
    next: (_, answer) => `${reportPath(answer)}/edit`,
  },
  'report-edit': {
    method: 'PATCH',
    path: (fields) => `/api/reports/${id(fields, 'id')}`,
    body: (fields) => ({
      ...texts(fields, ['title', 'forWhom', 'detail', 'order', 'found', 'context', 'limits', 'asks']),
      ...period(fields),
      themes: all(fields, 'themes'),
      withoutOutcomes: all(fields, 'withoutOutcomes'),
      withoutNotes: all(fields, 'withoutNotes'),
      textVersion: count(fields, 'textVersion'),
    }),
    next: (_, answer) => reportPath(answer),
  },
  'report-store': {
    method: 'POST',
    path: (fields) => `/api/reports/${id(fields, 'id')}/store`,
    body: (fields) => ({ textVersion: count(fields, 'textVersion') }),
    next: (_, answer) => reportPath(answer),
    // What it shows is written by the server, and is another from then on.
    reload: true,
  },
  'report-told': {
    method: 'POST',
    path: (fields) => `/api/reports/${id(fields, 'id')}/told`,
    body: nothing,
    next: (_, answer) => reportPath(answer),
  },
  'report-drop': {
    method: 'DELETE',
    path: (fields) => `/api/reports/${id(fields, 'id')}`,
    body: () => undefined,
    next: () => '/reports',
  },
};
