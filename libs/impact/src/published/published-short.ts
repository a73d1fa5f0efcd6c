import type { PublishedOutcome, PublishedShort } from '@throughline/contracts';
import type { SaidNote } from './publication.schema';

/** How many things the front page tells. */
export const mostTold = 3;

interface InShort {
  /** The latest changes, and how many there are. */
  told: readonly PublishedOutcome[];
  changes: number;
  notes: readonly SaidNote[];
}

/** What is published, in short, in the words of the front page. They come with it, so that a first visit needs no texts more. */
export function publishedShortOf({ told, changes, notes }: InShort): PublishedShort {
  if (changes + notes.length === 0) return null;
  const better = notes.filter(({ history }) => ['adopted', 'embedded'].includes(history.at(-1)?.stage ?? '')).length;
  const said = [
    ...(notes.length > 0
      ? [
          `We follow ${things(notes.length)} in the way of people. ${better === 0 ? 'None' : better} of them ${better === 1 || better === 0 ? 'is' : 'are'} done in a better way now.`,
        ]
      : []),
    ...(changes > 0 ? [`${changes === 1 ? 'One change is' : `${changes} changes are`} told here.`] : []),
  ];
  const steps = [
    ...told.map(({ title, when, label }) => ({ title, text: [when, label].filter(Boolean).join('. ') })),
    ...notes.map(({ title, lead }) => ({ title, text: lead })),
  ];
  return {
    title: 'What changed',
    text: said.join(' '),
    steps: steps.slice(0, mostTold),
    more: 'Read what changed, and how we know',
  };
}

function things(count: number): string {
  return count === 1 ? 'one thing' : `${count} things`;
}
