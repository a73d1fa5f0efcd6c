import { renderMarkdown } from '@throughline/platform';
import fc from 'fast-check';
import { withMarks } from './marked-words';
import { ReadText } from './read-text';

const text = fc
  .array(
    fc.constantFrom(
      'I chose the **bed**. ',
      'Why & how? ',
      '\n',
      '\n\n',
      '- one\n',
      '> #3\n',
      'a < b ',
      '`x` ',
      'ü 😀! ',
    ),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((parts) => parts.join(''));
const marks = /<\/?mark[^>]*>/g;

/** What is marked in it, as it is read. */
const read = (marked: string) =>
  [...marked.matchAll(/<mark class="led">(.*?)<\/mark>/gs)].map(([, words]) => words).join('');
const marking = (written: string, words: string, nth = 0) => {
  let start = -1;
  for (let turn = 0; turn <= nth; turn += 1) start = written.indexOf(words, start + 1);
  const stretch = new ReadText(written).stretch({ start, end: start + words.length });
  return withMarks(renderMarkdown(written), stretch ? [stretch] : []);
};

describe('words marked in the HTML of a post', () => {
  it('change nothing but that they are marked', () => {
    fc.assert(
      fc.property(text, fc.nat(80), fc.nat(30), (written, start, length) => {
        const html = renderMarkdown(written);
        const stretch = new ReadText(written).stretch({ start, end: start + length });
        const marked = withMarks(html, stretch ? [stretch] : []);
        expect(marked.replace(marks, '')).toBe(html);
        // Each opens and closes between the same two tags.
        for (const between of marked
          .replace(marks, (mark) => (mark.startsWith('</') ? '\u0002' : '\u0001'))
          .split(/<[^>]*>/))
          expect(between.replace(/[^\u0001\u0002]/g, '')).toMatch(/^(\u0001\u0002)*$/);
      }),
    );
  });

  it('are found across what is emphasised, and across line breaks', () => {
    expect(marking('I chose the **bed** & left.\nIt was late.', 'chose the **bed** & left.\nIt')).toBe(
      '<p>I <mark class="led">chose the </mark><strong><mark class="led">bed</mark></strong><mark class="led"> &amp; left.</mark><br />\n<mark class="led">It</mark> was late.</p>',
    );
  });

  it('are marked where they were chosen, and not where the same was said before or is quoted', () => {
    expect(marking('A bed. A bed, twice.', 'bed', 1)).toBe('<p>A bed. A <mark class="led">bed</mark>, twice.</p>');
    expect(read(marking('> A bed.\n\nA bed.', 'A bed', 1))).toBe('A bed');
    expect(marking('> A bed.\n\nA bed.', 'A bed', 1)).toContain('<blockquote>\n<p>A bed.</p>');
  });

  it('that are not there are passed over', () => {
    expect(withMarks('<p>One</p>', [{ from: 7, to: 9 }])).toBe('<p>One</p>');
  });
});
