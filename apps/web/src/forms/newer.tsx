import type { Problem } from '@throughline/contracts';
import { saidInAnswers } from '../texts/en-answers';

const said = saidInAnswers;
const plain = (text: string) => text.replaceAll('\r\n', '\n').trim();

interface NewerProps {
  problem: Problem | undefined;
  typed: string | undefined;
  now: string | undefined;
}

/** What a field says by now, where it was changed elsewhere while somebody typed: both are seen before one is saved over the other. */
export function Newer({ problem, typed, now }: NewerProps) {
  if (problem?.code !== 'changed-meanwhile' || typed === undefined || now === undefined) return null;
  if (plain(typed) === plain(now)) return null;
  return (
    <div className="notice small">
      <p>{said.now}</p>
      <div className="post__body--plain" dir="auto">
        {now || said.nothing}
      </div>
    </div>
  );
}
