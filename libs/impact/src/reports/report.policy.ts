import type { ReportState } from '@throughline/contracts/names';
import { followsChanges } from '@throughline/discussion';
import { type Actor, defineAction } from '@throughline/kernel';

export interface ReportFacts {
  state: ReportState;
}

/** A stored report holds nothing that a member may not read; a draft is there for those alone who make it. */
const sees = (actor: Actor, { state }: ReportFacts) => state === 'stored' || followsChanges(actor);

export const listReports = defineAction('report.list', 'member');
export const readReport = defineAction<ReportFacts>('report.read', 'member', { sees });
export const createReport = defineAction('report.create', 'member', { allows: followsChanges });
/** What is stored keeps what it said: it can be thrown away whole, and not be changed. */
export const editReport = defineAction<ReportFacts>('report.edit', 'member', {
  sees,
  allows: (actor, { state }) => state === 'draft' && followsChanges(actor),
});
/** Saying that those who have it were told what went out of it. */
export const tellReport = defineAction<ReportFacts>('report.tell', 'member', {
  sees,
  allows: (actor, { state }) => state === 'stored' && followsChanges(actor),
});
export const dropReport = defineAction<ReportFacts>('report.drop', 'member', { sees, allows: followsChanges });
