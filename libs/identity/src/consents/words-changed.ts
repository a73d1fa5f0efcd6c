import type { PendingChange } from '@throughline/stream';

/**
 * Says that words may not be what they were, wherever they are quoted or used: they were edited or taken back, their name came
 * off, or what they may be used for is another. About a post, or about all that a member wrote under their name. Each has a stream
 * of its own that no gate opens: so nobody reads it, and nothing says in which order people chose (safety.md P2a).
 */
export function wordsChanged(subject: string, what: string | number): PendingChange {
  return {
    changeId: `words-${subject}-${what}`,
    stream: `words:${subject}`,
    type: 'words.changed',
    subject,
    revision: 1,
  };
}
