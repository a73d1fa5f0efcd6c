import { renderMarkdown } from '@throughline/platform';
import { ownWords, type Passage } from './plain-words';

/** A letter as it is read, with where it stands in the text that was written. */
interface Letter {
  shown: string;
  place: number;
  /** White space, or the end of a paragraph, stands before it. */
  apart: boolean;
}

const escapes: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
const endsBlock = /^<(\/(p|li|blockquote|pre)|br)\b/;
const target = /\]\((?:[^()]|\([^()]*\))*\)/y;
const inWord = /[\p{L}\p{M}\p{N}'’\-\uD800-\uDFFF]/u;

/** How far a letter may stand from the one before it: between them are only the marks of Markdown. */
const furthest = 12;
/** How much is shown before and after a passage, in letters. */
const context = 160;

/** Letters as they are read: from one to before another. White space is not counted, nor is what is quoted. */
export interface Stretch {
  from: number;
  to: number;
}

/**
 * A text as it is read, without the marks of Markdown, and where each letter of it was written. So words can be taken from the middle of
 * what is emphasised, and those that were chosen on the screen are found in the text. What it quotes is somebody else's: it is left out.
 */
export class ReadText {
  private readonly letters: Letter[];

  constructor(text: string) {
    this.letters = lettersOf(text);
  }

  /** What is read of a passage. */
  words({ start, end }: Passage): string {
    return this.letters
      .slice(this.firstFrom(start), this.firstFrom(end))
      .map(({ shown, apart }, index) => (apart && index > 0 ? ` ${shown}` : shown))
      .join('');
  }

  /** Which letters of what is read a passage is; undefined where nothing of it is read. */
  stretch({ start, end }: Passage): Stretch | undefined {
    const [from, to] = [this.firstFrom(start), this.firstFrom(end)];
    return from < to ? { from, to } : undefined;
  }

  /** The passage that is read as these letters, in whole words, because a pointer slips. Undefined where there is none. */
  passage({ from, to }: Stretch): Passage | undefined {
    const belongs = (index: number) =>
      [index - 1, index].every((one) => inWord.test(this.letters[one]?.shown ?? '')) && !this.letters[index]?.apart;
    if (from < 0 || to > this.letters.length || from >= to) return undefined;
    let [first, beyond] = [from, to];
    while (belongs(first)) first -= 1;
    while (belongs(beyond)) beyond += 1;
    const [start, last] = [this.letters[first]?.place, this.letters[beyond - 1]?.place];
    return start === undefined || last === undefined ? undefined : { start, end: last + 1 };
  }

  /** The first of the letters that were written there or later: they stand in the order of their places. */
  private firstFrom(place: number): number {
    let [low, high] = [0, this.letters.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.letters[middle]?.place ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The words before a passage and after it, as far as whole words go. */
  around({ start, end }: Passage): { before: string; after: string } {
    const before = this.words({ start: start - context, end: start });
    const after = this.words({ start: end, end: end + context });
    const [first, last] = [this.letters[0]?.place ?? 0, this.letters.at(-1)?.place ?? 0];
    return {
      before: start - context > first ? before.replace(/^\S*\s/, '') : before,
      after: end + context <= last ? after.replace(/\s\S*$/, '') : after,
    };
  }
}

function lettersOf(text: string): Letter[] {
  const written = ownWords(text);
  const places = [...written.matchAll(/\S/g)].map(({ index }) => index);
  const solid = written.replace(/\s/g, '');
  const letters: Letter[] = [];
  let [cursor, quoted, apart] = [0, 0, false];
  const take = (run: string) => {
    const whole = solid.indexOf(run.replace(/\s/g, ''), cursor);
    if (whole >= 0) cursor = whole;
    for (const shown of run) {
      if (/\s/.test(shown)) apart = true;
      else
        for (const unit of shown.split('')) {
          const found = solid.slice(cursor, cursor + furthest).indexOf(unit);
          if (found > 0) cursor += found;
          letters.push({ shown: unit, place: places[Math.min(cursor, places.length - 1)] ?? 0, apart });
          cursor += 1;
          apart = false;
        }
    }
  };
  for (const [part] of renderMarkdown(text).matchAll(/<[^>]*>|(?:&(?:amp|lt|gt|quot|#39);|[^<&]|&)+/g)) {
    if (!part.startsWith('<')) {
      if (quoted === 0) take(part.replace(/&(amp|lt|gt|quot|#39);/g, (escape) => escapes[escape] ?? escape));
      continue;
    }
    if (part === '<blockquote>') quoted += 1;
    if (part === '</blockquote>') quoted -= 1;
    if (endsBlock.test(part)) apart = true;
    target.lastIndex = cursor;
    if (part === '</a>' && quoted === 0 && target.test(solid)) cursor = target.lastIndex;
  }
  return letters;
}
