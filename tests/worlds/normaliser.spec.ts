import { Normaliser } from './normaliser';

const [one, other] = ['a'.repeat(26), `b${'2'.repeat(25)}`];

test('ids and names of aliases are numbered by their first occurrence, and are the same when they come again', () => {
  const normaliser = new Normaliser();
  expect(normaliser.normalise(`/t/${one} says Quiet Heron of ${other}, ${one}`)).toBe(
    '/t/‹id 1› says ‹name 1› of ‹id 2›, ‹id 1›',
  );
  expect(normaliser.normalise(`thread:${other} by Misty Oak, after Quiet Heron`)).toBe(
    'thread:‹id 2› by ‹name 2›, after ‹name 1›',
  );
});

test.each([
  '2031-03-03T09:00:00.123Z',
  '00000000-0000-4000-8000-000000000001',
  '65f0a1b2c3d4e5f6a7b8c9d0',
  'Amber Wren, Quiet, Heron, quiet heron',
  `${one}a ${one.slice(1)} ${one.toUpperCase()}`,
  '"count":3,"Content-Length":512',
])('nothing else is: %s', (text) => {
  expect(new Normaliser().normalise(text)).toBe(text);
});
