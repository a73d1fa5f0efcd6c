import { passagesOf, withoutCopies } from './copies';

const source = 'The canary sang in the morning, before anybody was awake.\n\nThen it was quiet.';
const copies = passagesOf([source]);

test('a passage is known whatever its signs and case, and fewer words in a row are not', () => {
  expect(copies('“the CANARY sang – in the morning”, she said')).toBe(true);
  expect(copies('The canary sang in the evening, and that was all.')).toBe(false);
});

test('of words that are fewer than a passage, all of them are one', () => {
  expect(passagesOf(['Two words'])('> two words!')).toBe(true);
  expect(passagesOf(['Two words'])('> two other words')).toBe(false);
  expect(passagesOf([''])('anything')).toBe(false);
});

test('a quotation that copies a passage goes, and what was written beside it stays', () => {
  const text = '#4, Amber:\n> The canary sang in the morning,\n> before anybody\n\nI heard it.\n\n> Another thing';
  expect(withoutCopies(text, copies)).toBe('#4, Amber:\n> …\n\nI heard it.\n\n> Another thing');
});

test('a text without such a quotation is the same', () => {
  const text = 'The canary sang in the morning, before anybody was awake.\n> something else\n';
  expect(withoutCopies(text, copies)).toBe(text);
});
