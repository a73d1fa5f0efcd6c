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
/** What is carried out when it is opened, and what is packed into it. */
const more = /\/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia)(?![A-Za-z])/;

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
    more.test(withoutEscapes(letters));
  return isMore ? 'document-more' : null;
}

/** A name may be written in other letters: `/J#61vaScript`. */
function withoutEscapes(letters: string): string {
  return letters.replace(/#([0-9a-fA-F]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}
