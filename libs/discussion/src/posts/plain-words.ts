import { renderMarkdown } from '@throughline/platform';

const escapes: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };

/** Words as they are read, without the marks of Markdown. */
export function plainWords(text: string): string {
  return renderMarkdown(text)
    .replace(/<\/(p|li|blockquote|pre)>|<br\s*\/?>/g, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|#39);/g, (escape) => escapes[escape] ?? escape)
    .replace(/\s+/g, ' ')
    .trim();
}

/** A passage of a text: from a letter to another. */
export interface Passage {
  start: number;
  end: number;
}

/** More than this, in letters, is cut where nothing ends a sentence: what has no full stops is chosen from all the same. */
const longestSentence = 10_000;

/** The sentences of a text that are its author's: what they quote is somebody else's. Line breaks end a sentence too. */
export function sentencesOf(text: string): Passage[] {
  const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
  const found: Passage[] = [];
  let from = 0;
  for (const line of text.split('\n')) {
    if (!/^\s{0,3}>/.test(line))
      for (const { segment, index } of segmenter.segment(line)) {
        const before = segment.length - segment.trimStart().length;
        const start = from + index + before;
        const end = Math.min(start + segment.trim().length, start + longestSentence);
        if (/[\p{L}\p{N}]/u.test(text.slice(start, end))) found.push({ start, end });
      }
    from += line.length + 1;
  }
  return found;
}

/** Passages in their order; those with nothing but space between them are one. */
export function joinedPassages(text: string, passages: readonly Passage[]): Passage[] {
  const joined: Passage[] = [];
  for (const { start, end } of [...passages].sort((one, other) => one.start - other.start)) {
    const last = joined.at(-1);
    if (last && (start <= last.end || text.slice(last.end, start).trim() === '')) last.end = Math.max(last.end, end);
    else joined.push({ start, end });
  }
  return joined;
}

/** A text without what it quotes from somebody else; everything else stands where it stood. */
export function ownWords(text: string): string {
  return text.replace(/^[ ]{0,3}>.*$/gm, (line) => ' '.repeat(line.length));
}
