const escapes: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
const opens = '<mark class="led">';

/** A letter as it is read, and where it stands in the HTML. */
interface Letter {
  shown: string;
  from: number;
  to: number;
}

/**
 * HTML with words in it marked, wherever they begin and end: each stretch of text gets a mark of its own, so no tag is ever cut. Words
 * that are not in it are passed over. The HTML is ours (`renderMarkdown`), and nothing but whole marks is added to it.
 */
export function withMarks(html: string, words: readonly string[]): string {
  if (words.length === 0) return html;
  const letters = lettersOf(html);
  const read = letters.map(({ shown }) => shown).join('');
  const marked = letters.map(() => false);
  for (const one of words) {
    const start = one === '' ? -1 : read.indexOf(one);
    if (start >= 0) marked.fill(true, start, start + one.length);
  }
  let made = '';
  let at = 0;
  let open = false;
  const close = () => {
    if (open) made += '</mark>';
    open = false;
  };
  for (const [index, { from, to }] of letters.entries()) {
    // A tag stands between: a mark ends before it.
    if (from > at || !marked[index]) close();
    made += html.slice(at, from);
    if (marked[index] && !open && to > from) {
      made += opens;
      open = true;
    }
    made += html.slice(from, to);
    at = Math.max(at, to);
  }
  close();
  return made + html.slice(at);
}

/** Letters as they are read: white space is one space, and so is what ends a block, which has no letter of its own. */
function lettersOf(html: string): Letter[] {
  const letters: Letter[] = [];
  const space = (from: number, to: number) => {
    if (letters.length > 0 && letters.at(-1)?.shown !== ' ') letters.push({ shown: ' ', from, to });
  };
  for (const { 0: part, index } of html.matchAll(/<[^>]*>|&(?:amp|lt|gt|quot|#39);|\s+|[^<&\s]|&/g)) {
    const end = index + part.length;
    if (/^<(\/(p|li|blockquote|pre)|br)\b/.test(part)) space(index, index);
    else if (part.startsWith('<')) continue;
    else if (/^\s/.test(part)) space(index, end);
    else letters.push({ shown: escapes[part] ?? part, from: index, to: end });
  }
  return letters;
}
