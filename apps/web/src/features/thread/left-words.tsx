import type { ThreadPage } from '@throughline/contracts';
import { one } from '../../forms/definitions';
import { keptWords } from '../../forms/kept-words';
import { laterTexts } from '../../texts/en-later';
import { replyName } from './composer';

/** Words that were begun and can be sent no more, because the thread was closed: there to be copied. */
export function LeftWords({ page: { thread, posts } }: { page: ThreadPage }) {
  const boxes = [null, ...posts.map(({ number }) => number)];
  const left = boxes.map((replyTo) => one(keptWords(replyName(thread.id, replyTo)) ?? {}, 'text'));
  return left.map((words, index) =>
    words === '' ? null : (
      <label key={boxes[index]} className="field measure composer">
        <span className="label">{laterTexts.leftWords}</span>
        <textarea className="input" rows={6} readOnly value={words} />
      </label>
    ),
  );
}
