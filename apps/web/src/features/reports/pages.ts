import type { ReportList, ReportView, ThemeList } from '@throughline/contracts';
import { onDemand, page, type Place } from '../../app/routes';
import { reportTitles as said } from '../../texts/en-report-titles';

const reportPath = ({ params }: Place) => `/api/reports/${encodeURIComponent(params['report'] ?? '')}`;

export const reportPages = [
  page({
    pattern: '/reports',
    kind: said.title,
    title: (_: { list: ReportList }) => said.title,
    views: () => ({ list: '/api/reports' }),
    page: onDemand(async () => (await import('./list')).Reports),
  }),
  page({
    pattern: '/reports/new',
    kind: said.report,
    title: (_: { list: ReportList }) => said.newTitle,
    views: () => ({ list: '/api/reports' }),
    page: onDemand(async () => (await import('./editing')).NewReport),
  }),
  page({
    pattern: '/reports/:report',
    kind: said.report,
    title: ({ report }: { report: ReportView }) => report.title,
    views: (place) => ({ report: reportPath(place) }),
    inner: (place) => `${reportPath(place)}/sheets`,
    page: onDemand(async () => (await import('./report')).Report),
  }),
  page({
    pattern: '/reports/:report/edit',
    kind: said.report,
    title: ({ report }: { report: ReportView; themes: ThemeList }) => report.title,
    views: (place) => ({ report: reportPath(place), themes: '/api/themes' }),
    page: onDemand(async () => (await import('./editing')).EditReport),
  }),
];
