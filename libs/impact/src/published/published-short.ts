import type { PublishedShort, PublishedView } from '@throughline/contracts';

/** How many changes the front page tells. */
const told = 3;

/** What is published, in short, in the words of the front page. They come with it, so that a first visit needs no texts more. */
export function publishedShortOf({ outcomes, notes }: PublishedView): PublishedShort {
  if (outcomes.length + notes.length === 0) return null;
  const better = notes.filter(({ history }) => ['adopted', 'embedded'].includes(history.at(-1)?.stage ?? '')).length;
  const said = [
    ...(notes.length > 0
      ? [
          `We follow ${things(notes.length)} in the way of people. ${better === 0 ? 'None' : better} of them ${better === 1 || better === 0 ? 'is' : 'are'} done in a better way now.`,
        ]
      : []),
    ...(outcomes.length > 0
      ? [`${outcomes.length === 1 ? 'One change is' : `${outcomes.length} changes are`} told here.`]
      : []),
  ];
  const steps = [
    ...outcomes.map(({ title, when, label }) => ({ title, text: [when, label].filter(Boolean).join('. ') })),
    ...notes.map(({ title, lead }) => ({ title, text: lead })),
  ];
  return {
    title: 'What changed',
    text: said.join(' '),
    steps: steps.slice(0, told),
    more: 'Read what changed, and how we know',
  };
}

function things(count: number): string {
  return count === 1 ? 'one thing' : `${count} things`;
}
