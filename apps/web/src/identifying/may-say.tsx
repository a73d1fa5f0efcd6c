import { identifyingTexts as said } from '../texts/en-identifying';
import type { FoundWords } from './found-words';

/** So many are named one by one; of more it is said how many. */
const mostNamed = 20;

/** What was found, each with what it looks like. */
export function FoundList({ words }: { words: readonly FoundWords[] }) {
  return (
    <ul>
      {words.slice(0, mostNamed).map(({ kind, text }) => (
        <li key={text}>
          <b dir="auto">{`“${text}”`}</b> {said.looksLike(kind)}
        </li>
      ))}
      {words.length > mostNamed ? <li>{said.andMore(words.length - mostNamed)}</li> : null}
    </ul>
  );
}

/** What in somebody else's words may say who somebody is: for who checks them. Nothing where nothing was found. */
export function MaySay({ found }: { found: readonly FoundWords[] }) {
  if (found.length === 0) return null;
  return (
    <div className="notice notice--caution small">
      <p>
        <b>{said.title}</b>
      </p>
      <FoundList words={found} />
    </div>
  );
}
