import { defineAction } from '@throughline/kernel';

/** Anybody: also who was quoted, and is no member. */
export const makeComplaint = defineAction('complaint.make', null);
export const readOwnComplaints = defineAction('complaint.read-own', 'member');
export const listComplaints = defineAction('complaint.list', 'administrator');
export const answerComplaint = defineAction('complaint.answer', 'administrator');
