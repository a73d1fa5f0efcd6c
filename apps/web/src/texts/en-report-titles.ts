/** Titles of the pages of reports: known before their code comes. */
export const reportTitles = { title: 'Reports', report: 'Report', newTitle: 'A new report' };
