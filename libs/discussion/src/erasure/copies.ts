/** As many words in a row as nobody writes twice by chance. */
const run = 6;

/** Words as they are compared: without case, signs and marks of format. */
function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKD')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** Answers whether a text holds a passage of one of these: a run of words, or the whole of one that is shorter than that. */
export function passagesOf(sources: readonly string[]): (text: string) => boolean {
  const passages = new Map<number, Set<string>>();
  for (const source of sources) {
    const words = wordsOf(source);
    const length = Math.min(run, words.length);
    if (length === 0) continue;
    const known = passages.get(length) ?? new Set<string>();
    for (let from = 0; from + length <= words.length; from += 1) known.add(words.slice(from, from + length).join(' '));
    passages.set(length, known);
  }
  return (text) => {
    const words = wordsOf(text);
    return [...passages].some(([length, known]) =>
      words.some((_, from) => from + length <= words.length && known.has(words.slice(from, from + length).join(' '))),
    );
  };
}

/**
 * A text without the quotations in it that copy a passage: those made before quotations were references, or typed by hand. Answers
 * the same text where there are none.
 */
export function withoutCopies(text: string, copies: (text: string) => boolean): string {
  const lines = text.split('\n');
  const kept: string[] = [];
  for (let at = 0; at < lines.length;) {
    let end = at;
    while (end < lines.length && /^\s{0,3}>/.test(lines[end] ?? '')) end += 1;
    if (end === at) {
      kept.push(lines[at] ?? '');
      at += 1;
      continue;
    }
    const quotation = lines.slice(at, end);
    if (copies(quotation.map((line) => line.replace(/^[\s>]+/, '')).join(' '))) kept.push('> …');
    else kept.push(...quotation);
    at = end;
  }
  return kept.join('\n');
}
