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

test('names that are offered are numbered by their turn in the offer, and nowhere else', () => {
  const normaliser = new Normaliser();
  expect(normaliser.normalise('by Quiet Heron')).toBe('by ‹name 1›');
  // By chance one is that of somebody in another thread.
  const page = '"names":["Misty Oak","Quiet Heron"] <option>Quiet Heron</option> unread of Quiet Heron, As Misty Oak';
  expect(normaliser.normalise(page)).toBe(
    '"names":["‹offer 1›","‹offer 2›"] <option>‹offer 2›</option> unread of ‹name 1›, As ‹name 2›',
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
