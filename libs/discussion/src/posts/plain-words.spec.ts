import fc from 'fast-check';
import { joinedPassages, ownWords, plainWords, sentencesOf } from './plain-words';

const text = fc
  .array(fc.constantFrom('I chose the bed.', 'Why? ', '\n', '> #3', '> not mine.', '**Two** buses!', '  ', 'ü😀'), {
    maxLength: 12,
  })
  .map((parts) => parts.join(''));

describe('sentences to choose from', () => {
  it('are parts of the text, in order, that do not overlap', () => {
    fc.assert(
      fc.property(text, (written) => {
        let last = 0;
        for (const { start, end } of sentencesOf(written)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(written.slice(start, end).trim()).toBe(written.slice(start, end));
          last = end;
        }
        expect(last).toBeLessThanOrEqual(written.length);
      }),
    );
  });

  it('leave out what is quoted from somebody else', () => {
    const written = 'Mine is this. And this!\n> Hers.\nMine again';
    expect(sentencesOf(written).map(({ start, end }) => written.slice(start, end))).toEqual([
      'Mine is this.',
      'And this!',
      'Mine again',
    ]);
  });
});

it('passages with nothing but space between them are one', () => {
  const written = 'One. Two. Three.';
  const [one, two, three] = sentencesOf(written);
  expect(joinedPassages(written, [two!, one!])).toEqual([{ start: 0, end: 9 }]);
  expect(joinedPassages(written, [one!, three!])).toHaveLength(2);
});

it('a text without what it quotes keeps its places', () => {
  const written = 'Mine.\n> Hers, a canary.\nMine too.\n> And #3.\nThe end.';
  expect(ownWords(written)).toHaveLength(written.length);
  expect(ownWords(written)).not.toContain('canary');
});

it('words are read without their marks', () => {
  expect(plainWords('**Two** buses & a <b>lift</b>')).toBe('Two buses & a <b>lift</b>');
});
