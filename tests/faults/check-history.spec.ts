import { checkHistory, type Wrong, wrongs } from './check-history';
import type { Following, History, Shown, Writing } from './history';

const thread = 't';
const nothing = Object.fromEntries(wrongs.map((wrong) => [wrong, 0]));

/** Posts of these words, numbered as they stand. */
const posts = (...words: string[]): Shown[] => words.map((word, index) => ({ word, number: index + 1 }));

const acknowledged = (word: string, number: number, sentAt = number * 10): Writing => {
  return { thread, word, number, sentAt, outcome: 'acknowledged', acknowledgedAt: sentAt + 5 };
};
const unknown = (word: string): Writing => ({ thread, word, sentAt: 0, outcome: 'unknown' });

/** A reader who opened an empty thread and saw these come. */
function reader(name: string, came: Shown[], page: Shown[] = came): Following {
  return { reader: name, thread, stretches: [{ askedAt: 0, epoch: 'e', fetched: [], came }], page };
}

/** Three posts, acknowledged and seen by two readers, except where a part is given. */
function history(parts: Partial<History> = {}): History {
  const all = posts('a', 'b', 'c');
  return {
    writings: [acknowledged('a', 1), acknowledged('b', 2), acknowledged('c', 3)],
    followings: [reader('Rita', all), reader('Ravi', all)],
    fresh: [
      { server: 'first', thread, posts: all },
      { server: 'second', thread, posts: all },
    ],
    ...parts,
  };
}

const fresh = (...shown: Shown[]) => [{ server: 'first', thread, posts: shown }];

function expectWrong(given: History, wrong: Wrong): void {
  const { counts, findings } = checkHistory(given);
  expect({ findings, count: counts[wrong] }).not.toEqual({ findings, count: 0 });
}

describe('R12 a history that is right', () => {
  test('has nothing wrong with it', () => {
    expect(checkHistory(history())).toEqual({ findings: [], counts: nothing, undone: 0 });
  });

  test('may hold an unknown post once, or not at all', () => {
    const writings = [...history().writings, unknown('d'), unknown('never came')];
    const all = posts('a', 'b', 'c', 'd');
    const given = history({ writings, followings: [reader('Rita', all)], fresh: fresh(...all) });
    expect(checkHistory(given).findings).toEqual([]);
  });

  test('may show posts in the other order than they were sent in, where both were under way at once', () => {
    const writings = [acknowledged('a', 2, 10), acknowledged('b', 1, 11)];
    const all = posts('b', 'a');
    const given = history({ writings, followings: [reader('Rita', all)], fresh: fresh(...all) });
    expect(checkHistory(given).findings).toEqual([]);
  });

  test('may take back, with a new epoch, what had been acknowledged to nobody', () => {
    const stretches = [
      { askedAt: 0, epoch: 'e', fetched: [], came: posts('a', 'x') },
      { askedAt: 20, epoch: 'f', fetched: posts('a'), came: posts('a', 'b', 'c').slice(1) },
    ];
    const rita: Following = { reader: 'Rita', thread, stretches, page: posts('a', 'b', 'c') };
    const writings = [...history().writings, unknown('x')];
    expect(checkHistory(history({ writings, followings: [rita] }))).toEqual({
      findings: [],
      counts: nothing,
      undone: 1,
    });
  });
});

describe('R12 a history that is wrong is called so', () => {
  test('an acknowledged post is lost', () => {
    const left = posts('a', 'b');
    const followings = [reader('Rita', left), reader('Ravi', left)];
    expectWrong(history({ fresh: fresh(...left), followings }), 'lost');
  });

  test('an acknowledged post is on one server and not on the other', () => {
    const { fresh: loads } = history();
    expectWrong(history({ fresh: [...loads, { server: 'third', thread, posts: posts('a', 'b') }] }), 'lost');
  });

  test('an unknown post is on one server and not on the other', () => {
    const all = posts('a', 'b', 'c', 'd');
    const loads = [
      { server: 'first', thread, posts: all },
      { server: 'second', thread, posts: posts('a', 'b', 'c') },
    ];
    const given = { writings: [...history().writings, unknown('d')], followings: [reader('Rita', all)] };
    expectWrong(history({ ...given, fresh: loads }), 'differs');
    expectWrong(history({ ...given, fresh: loads.reverse() }), 'differs');
  });

  test('an acknowledged post never came to one of the readers', () => {
    const followings = [reader('Rita', posts('a', 'b', 'c')), reader('Ravi', posts('a', 'b'))];
    expectWrong(history({ followings }), 'lost');
    expectWrong(history({ followings }), 'differs');
  });

  test('a page that was asked for long after an acknowledgement lacks the post', () => {
    const stale = { askedAt: 60_000, epoch: 'e', fetched: posts('a', 'b'), came: posts('a', 'b', 'c').slice(2) };
    const rita: Following = { reader: 'Rita', thread, stretches: [stale], page: posts('a', 'b', 'c') };
    expectWrong(history({ followings: [rita] }), 'lost');
  });

  test('a post is there twice', () => {
    const all = posts('a', 'b', 'c', 'b');
    expectWrong(history({ fresh: fresh(...all), followings: [reader('Rita', all)] }), 'twice');
  });

  test('two posts have one number', () => {
    const all = [...posts('a', 'b'), { word: 'c', number: 2 }];
    expectWrong(history({ fresh: fresh(...all), followings: [] }), 'twice');
  });

  test('a post came twice to a reader whose page shows it once', () => {
    const came = [...posts('a', 'b', 'c'), { word: 'b', number: 2 }];
    expectWrong(history({ followings: [reader('Rita', came, posts('a', 'b', 'c'))] }), 'twice');
  });

  test('a number is left out', () => {
    const all = [...posts('a', 'b'), { word: 'c', number: 4 }];
    const writings = [acknowledged('a', 1), acknowledged('b', 2), acknowledged('c', 4)];
    expectWrong(history({ writings, fresh: fresh(...all), followings: [reader('Rita', all)] }), 'gap');
  });

  test('a post was visible before the one with the number before it', () => {
    const [a, b, c] = posts('a', 'b', 'c') as [Shown, Shown, Shown];
    const followings = [reader('Rita', [a, c, b], [a, b, c])];
    expectWrong(history({ followings }), 'gap');
    expectWrong(history({ followings }), 'order');
  });

  test('two readers saw two posts in different orders', () => {
    const followings = [reader('Rita', posts('a', 'b', 'c')), reader('Ravi', posts('b', 'a', 'c'))];
    expectWrong(history({ followings }), 'order');
  });

  test('a post has another number than the one it was acknowledged with', () => {
    const all = posts('b', 'a', 'c');
    expectWrong(history({ fresh: fresh(...all), followings: [reader('Rita', all)] }), 'order');
  });

  test('a post stands before one that was acknowledged before it was sent', () => {
    const writings = [acknowledged('a', 2, 10), acknowledged('b', 1, 20), acknowledged('c', 3, 30)];
    const all = posts('b', 'a', 'c');
    expectWrong(history({ writings, fresh: fresh(...all), followings: [reader('Rita', all)] }), 'order');
  });

  test('a post that was acknowledged is taken back with a new epoch', () => {
    const stretches = [
      { askedAt: 0, epoch: 'e', fetched: [], came: posts('b', 'a') },
      { askedAt: 90, epoch: 'f', fetched: posts('a', 'b', 'c'), came: [] },
    ];
    const rita: Following = { reader: 'Rita', thread, stretches, page: posts('a', 'b', 'c') };
    expectWrong(history({ followings: [rita] }), 'order');
  });

  test('a post was shown and is gone in the same epoch', () => {
    const all = posts('a', 'b', 'c');
    const writings = [...history().writings, unknown('x')];
    expectWrong(history({ writings, followings: [reader('Rita', posts('a', 'b', 'c', 'x'), all)] }), 'differs');
  });

  test('a post is there that nobody sent, or that was refused', () => {
    const all = posts('a', 'b', 'c', 'd');
    const parts = { fresh: fresh(...all), followings: [reader('Rita', all)] };
    expectWrong(history(parts), 'unasked');
    const refused: Writing = { ...unknown('d'), outcome: 'refused' };
    expectWrong(history({ ...parts, writings: [...history().writings, refused] }), 'unasked');
  });
});
