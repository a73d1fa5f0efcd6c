import type { ErrorCode } from '@throughline/contracts/names';

/** How a PDF begins, at its first byte: readers look further, and so find one behind something else. */
const start = /^%PDF-[12]\.\d/;
/** Where it says that it ends: readers look for it so far back. */
const endWithin = 2_048;
/** Where a ZIP says that it ends, and how far before its end at most. */
const zipEnd = 'PK\u0005\u0006';
const zipEndWithin = 65_557;
/** So far browsers look for a page, where nobody tells them not to. */
const pageWithin = 1_024;
const page = /<(?:script|html|!doctype|iframe|svg|body|\?php)/i;
/** A letter of a name as it may be written: `a`, or `#61`. */
const written = (letter: string) => {
  const code = letter.charCodeAt(0).toString(16);
  return `(?:${letter}|#${code.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)})`;
};
/** What is carried out when it is opened, and what is packed into it. */
const names = ['JavaScript', 'Launch', 'EmbeddedFile', 'RichMedia'];
const more = new RegExp(`/(?:${names.map((name) => [...name].map(written).join('')).join('|')})`);

/**
 * What is wrong with a file that is to be a PDF, as far as its letters show; null where nothing is. It is no reader: what is within its
 * compressed parts is not seen (docs/decisions/0035).
 */
export function wrongWithPdf(bytes: Buffer): ErrorCode | null {
  if (bytes.length === 0) return 'document-broken';
  const letters = bytes.toString('latin1');
  if (!start.test(letters)) return 'document-kind';
  const end = letters.lastIndexOf('%%EOF');
  // Cut off on its way, or never whole.
  if (end < 0 || end < letters.length - endWithin || letters.lastIndexOf('startxref', end) < end - endWithin)
    return 'document-broken';
  const isMore =
    /[^\s\0]/.test(letters.slice(end + 5)) ||
    letters.slice(-zipEndWithin).includes(zipEnd) ||
    page.test(letters.slice(0, pageWithin)) ||
    more.test(letters);
  return isMore ? 'document-more' : null;
}
