/** The names that travel over the live connection. See design: streams. */

/** Sent by a client. Each is answered through the acknowledgement. */
export const liveRequests = ['join', 'leave', 'heads'] as const;
export type LiveRequest = (typeof liveRequests)[number];

/** Sent by the server. */
export const livePushes = ['change', 'signed-out'] as const;
export type LivePush = (typeof livePushes)[number];

export const changeTypes = [
  'post.published',
  'post.changed',
  'thread.changed',
  'thread.touched',
  'theme.changed',
  'session.changed',
  'community.changed',
  'person.changed',
  'circle.changed',
  'reading.changed',
  'waiting.changed',
  'review.changed',
  'alias.changed',
  'audit.recorded',
  'concern.changed',
  'letter.changed',
  'flag.changed',
  'step.changed',
  'words.changed',
  'outcome.changed',
  'note.changed',
  'mark.changed',
] as const;
export type ChangeType = (typeof changeTypes)[number];

/** A browser tells the server its cursors this often, so that also the last lost push is noticed. */
export const headsEveryMilliseconds = 20_000;
