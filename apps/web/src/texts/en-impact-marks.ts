/** What stands beside words that led to something; it comes where there are such words. */
export const impactMarks = {
  lead: 'These words led to',
  linked: (day: string) => `Linked with their author’s agreement, ${day}`,
} as const;
