import { lastPostsIn, type Standing } from './last-posts';

const day = (number: number) => new Date(Date.UTC(2026, 0, number));
const known = (...threads: [id: string, last: number, mergedInto: string | null][]): ReadonlyMap<string, Standing> =>
  new Map(threads.map(([_id, last, mergedInto]) => [_id, { _id, lastPostAt: day(last), mergedInto }]));

test('a thread that became part of another, and that of a third, has that one’s last post', () => {
  const threads = known(['a', 1, 'b'], ['b', 2, 'c'], ['c', 9, null], ['d', 4, null]);
  expect([...lastPostsIn(['a', 'c', 'd', 'gone'], threads)]).toEqual([
    ['a', { at: day(9), standsIn: 'c' }],
    ['c', { at: day(9), standsIn: 'c' }],
    ['d', { at: day(4), standsIn: 'd' }],
  ]);
});

test('it comes to an end where threads lead in a circle, or to one that is not known', () => {
  expect(lastPostsIn(['a'], known(['a', 1, 'b'], ['b', 2, 'a'])).size).toBe(1);
  expect([...lastPostsIn(['a'], known(['a', 1, 'b']))]).toEqual([['a', { at: day(1), standsIn: 'a' }]]);
});

test('words that wait there are the last, in a thread long silent and in one that it became part of', () => {
  const threads = known(['a', 1, 'b'], ['b', 2, null], ['c', 4, null]);
  const waiting = [
    { threadId: 'b', on: day(20) },
    { threadId: 'c', on: day(3) },
  ];
  expect([...lastPostsIn(['a', 'b', 'c'], threads, waiting)].map(([id, { at }]) => [id, at])).toEqual([
    ['a', day(20)],
    ['b', day(20)],
    ['c', day(4)],
  ]);
});
