import { randomUUID } from 'node:crypto';
import { reportView, type ReportView } from '@throughline/contracts';
import { expected, type Insider } from '@throughline/testing';

/** The community's day; its time zone is that of London, and tests run in the middle of no night that matters. */
export const today = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London' }).format(new Date());

/** Begins a report of all that was written down since 2016. */
export async function beginReport(by: Insider, more: object = {}): Promise<ReportView> {
  const about = { title: 'What changed', from: '2016-01-01', to: today() };
  return expected(201, await by.post('/api/reports', { key: randomUUID(), ...about, ...more })).as(reportView);
}

export async function editReport(by: Insider, report: ReportView, more: object): Promise<ReportView> {
  const edit = { ...more, textVersion: report.textVersion };
  return expected(200, await by.patch(`/api/reports/${report.id}`, edit)).as(reportView);
}

export async function storeReport(by: Insider, { id, textVersion }: ReportView): Promise<ReportView> {
  return expected(200, await by.post(`/api/reports/${id}/store`, { textVersion })).as(reportView);
}

export async function reportOf(by: Insider, id: string): Promise<ReportView> {
  return expected(200, await by.get(`/api/reports/${id}`)).as(reportView);
}

/** What a report's page shows, as text. */
export async function sheetsOf(by: Insider, id: string): Promise<string> {
  return textIn(expected(200, await by.get(`/api/reports/${id}/sheets`)).text);
}

const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };

/** HTML as it reads: without marks, one space between words. */
export function textIn(html: string): string {
  return html
    .replace(/<[^>]+>/g, ' ')
    .replace(/&(?:amp|lt|gt|quot);/g, (entity) => entities[entity] ?? entity)
    .replace(/\s+/g, ' ');
}
