import { renderMarkdown } from '@throughline/platform';
import fc from 'fast-check';
import { withMarks } from './marked-words';
import { plainWords, sentencesOf } from './plain-words';

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

describe('words marked in the HTML of a post', () => {
  it('change nothing but that they are marked', () => {
    fc.assert(
      fc.property(text, fc.nat(5), (written, which) => {
        const html = renderMarkdown(written);
        const sentence = sentencesOf(written)[which];
        const words = sentence ? plainWords(written.slice(sentence.start, sentence.end)) : '';
        const marked = withMarks(html, [words]);
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
    const html = renderMarkdown('I chose the **bed** & left.\nIt was late.');
    expect(withMarks(html, ['chose the bed & left. It'])).toBe(
      '<p>I <mark class="led">chose the </mark><strong><mark class="led">bed</mark></strong><mark class="led"> &amp; left.</mark><br />\n<mark class="led">It</mark> was late.</p>',
    );
  });

  it('that are not there are passed over', () => {
    expect(withMarks('<p>One</p>', ['Two', ''])).toBe('<p>One</p>');
  });
});
