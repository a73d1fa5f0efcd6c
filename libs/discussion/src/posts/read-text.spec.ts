import { renderMarkdown } from '@throughline/platform';
import fc from 'fast-check';
import { sentencesOf } from './plain-words';
import { ReadText } from './read-text';

const parts = fc.constantFrom(
  ...[
    'I chose the **bed**. ',
    'Why & how? ',
    '\n\n',
    '- one two\n',
    '1. three\n',
    '> #3\n\n',
    '> not mine\n\n',
    'a < b ',
  ],
  ...[
    '`x y` ',
    'ü 😀! ',
    '[a plan](https://example.org/a_(b)) ',
    'https://example.org/plan ',
    '~~gone~~ ',
    '#12 ',
    '*so* ',
  ],
);
const text = fc.array(parts, { minLength: 1, maxLength: 12 }).map((some) => some.join(''));

const escapes: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };
/** What a page shows of it, without white space, and without what is quoted. */
const onScreen = (written: string) =>
  renderMarkdown(written)
    .replace(/<blockquote>.*?<\/blockquote>/gs, '')
    .replace(/<[^>]*>|\s/g, '')
    .replace(/&\w+;/g, (escape) => escapes[escape] ?? escape);
const solid = (words: string) => words.replace(/\s/g, '');

describe('a text as it is read', () => {
  it('has the words that are seen, each where it was written', () => {
    fc.assert(
      fc.property(text, (written) => {
        expect(solid(new ReadText(written).words({ start: 0, end: written.length }))).toBe(onScreen(written));
      }),
    );
  });

  it('gives for any letters that were selected a passage that says them, in whole words', () => {
    fc.assert(
      fc.property(text, fc.nat(60), fc.integer({ min: 1, max: 40 }), (written, from, length) => {
        const read = new ReadText(written);
        const all = solid(read.words({ start: 0, end: written.length }));
        const passage = read.passage({ from, to: from + length });
        if (from + length > all.length) return expect(passage).toBeUndefined();
        expect(passage).toBeDefined();
        const words = passage ? read.words(passage) : '';
        expect(solid(words)).toContain(all.slice(from, from + length));
        // No word is cut: what is said is said by whole words of the text.
        const stretch = passage && read.stretch(passage);
        expect(stretch && all.slice(stretch.from, stretch.to)).toBe(solid(words));
      }),
    );
  });

  it('takes words from the middle of what is emphasised, and over its end', () => {
    const read = new ReadText('A **very long day** out, and [a list](https://example.org/list) list.');
    const passage = read.passage({ from: 5, to: 12 });
    expect(passage && read.words(passage)).toBe('long day');
    const over = read.passage({ from: 9, to: 15 });
    expect(over && read.words(over)).toBe('day out');
    expect(over && read.around(over)).toEqual({ before: 'A very long', after: ', and a list list.' });
  });

  it('leaves out what is quoted from somebody else, wherever a passage goes over it', () => {
    const written = 'Mine.\n\n> Hers, a canary.\n\nMine too.';
    expect(new ReadText(written).words({ start: 0, end: written.length })).toBe('Mine. Mine too.');
  });

  it('never cuts a word in two', () => {
    const read = new ReadText('Six appointments, don’t you know.');
    const passage = read.passage({ from: 6, to: 8 });
    expect(passage && read.words(passage)).toBe('appointments');
    const short = read.passage({ from: 17, to: 18 });
    expect(short && read.words(short)).toBe('don’t');
  });

  it('shows what stands around a passage: of that, too, only its author’s own', () => {
    const quoting = 'Mine.\n> Hers, a canary.\n\nMine too.\n> And #3.\n\nThe end.';
    const start = quoting.indexOf('Mine too');
    expect(new ReadText(quoting).around({ start, end: start + 9 })).toEqual({ before: 'Mine.', after: 'The end.' });
    const written = `${'word '.repeat(60)}Here it is. ${'after '.repeat(60)}`;
    const here = written.indexOf('Here');
    const { before, after } = new ReadText(written).around({ start: here, end: here + 11 });
    expect([before.length, after.length].every((length) => length > 100 && length <= 160)).toBe(true);
    expect([before.startsWith('word'), after.endsWith('after')]).toEqual([true, true]);
  });

  it('reads each sentence of what is emphasised as a whole without its marks', () => {
    const written = '**One is here. Two is there.**';
    expect(sentencesOf(written).map((sentence) => new ReadText(written).words(sentence))).toEqual([
      'One is here.',
      'Two is there.',
    ]);
  });

  it.each([
    ['emphasis', '**a** _b_ '.repeat(6_000)],
    ['escapes', '\\*a\\_b '.repeat(8_000)],
    ['links', '[a](https://example.org/(b)) '.repeat(2_000)],
    ['brackets', '](('.repeat(20_000)],
    ['sentences', 'No. '.repeat(15_000)],
  ])('takes a post as long as any of %s', (_, long) => {
    const began = performance.now();
    const read = new ReadText(long);
    for (const sentence of sentencesOf(long).slice(0, 3_000)) read.words(sentence);
    expect(performance.now() - began).toBeLessThan(3_000);
  });
});
