import type { RevisionList } from '@throughline/contracts';
import { diffWordsWithSpace } from 'diff';

type Part = RevisionList['revisions'][number]['parts'][number];

/**
 * How each text became the next, word by word; the first is as it was. The latest changes are compared first: what there is no
 * time for is shown as one text removed and one added. `patience` is how long all of it may take, in milliseconds: everybody
 * else waits for it.
 */
export function differences(texts: readonly string[], patience = 100): Part[][] {
  const until = performance.now() + patience;
  const all = texts.map((text, index) => {
    const before = texts[index - 1];
    return before === undefined ? [{ kind: 'same' as const, text }] : whole(before, text);
  });
  for (let index = texts.length - 1; index > 0; index -= 1) {
    const timeout = until - performance.now();
    if (timeout <= 0) break;
    const parts = diffWordsWithSpace(texts[index - 1] ?? '', texts[index] ?? '', { timeout });
    if (parts)
      all[index] = parts.map(({ added, removed, value }) => ({
        kind: added ? 'added' : removed ? 'removed' : 'same',
        text: value,
      }));
  }
  return all;
}

function whole(before: string, after: string): Part[] {
  return [
    { kind: 'removed', text: before },
    { kind: 'added', text: after },
  ];
}
