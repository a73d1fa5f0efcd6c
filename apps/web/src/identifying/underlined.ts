import { identifyingTexts as said } from '../texts/en-identifying';
import type { FoundWords } from './found-words';

const tags = /(<(?:[^"'>]|"[^"]*"|'[^']*')*>)/;
const asHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const asPattern = (text: string) => asHtml(text).replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/**
 * A post as our server made it HTML, with what was found in it underlined, and what it looks like said behind it, also to who hears the
 * page. What a mark of format stands in the middle of is in the list beside it alone.
 */
export function underlined(html: string, found: readonly FoundWords[]): string {
  if (found.length === 0) return html;
  // The longer first: of two of which one holds the other, all of it is underlined.
  const longest = [...found].sort((one, other) => other.text.length - one.text.length);
  const any = new RegExp(longest.map(({ text }) => asPattern(text)).join('|'), 'g');
  const why = new Map(found.map(({ text, kind }) => [asHtml(text), said.what(kind)]));
  const marked = (words: string) =>
    `<u class="point">${words}</u> <small class="soft">(${asHtml(why.get(words) ?? '')})</small>`;
  return html
    .split(tags)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(any, marked)))
    .join('');
}
