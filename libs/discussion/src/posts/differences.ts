import type { RevisionList } from '@throughline/contracts';
import { diffWordsWithSpace } from 'diff';

type Part = RevisionList['revisions'][number]['parts'][number];

/** How long two texts may differ before they are shown as one removed and one added, in milliseconds. */
const patience = 200;

/** How one text became another, word by word. */
export function differences(before: string, after: string): Part[] {
  const parts = diffWordsWithSpace(before, after, { timeout: patience });
  if (!parts) {
    return [
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ];
  }
  return parts.map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }));
}
