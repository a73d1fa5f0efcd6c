import { base32, Ids } from './ids';

test('P5 an id is 128 random bits in base 32: always of one length, never the same, in no order', () => {
  const ids = new Ids();
  const made = Array.from({ length: 1_000 }, () => ids.next());
  for (const id of made) expect(id).toMatch(/^[a-z2-7]{26}$/);
  expect(new Set(made).size).toBe(made.length);
  expect([...made].sort()).not.toEqual(made);
  // Every place of an id takes every letter, so that no part of it is a time or a count.
  for (let place = 0; place < 25; place += 1) expect(new Set(made.map((id) => id[place])).size).toBe(32);
});

test('base 32 is that of RFC 4648, section 10', () => {
  const written = ['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'].map((text) => base32(Buffer.from(text)));
  expect(written).toEqual(['', 'my', 'mzxq', 'mzxw6', 'mzxw6yq', 'mzxw6ytb', 'mzxw6ytboi']);
});
