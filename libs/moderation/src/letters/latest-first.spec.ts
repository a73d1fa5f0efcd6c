import { latestFirst } from './latest-first';

const at = (...days: string[]) => ({ days, messages: days.map((day) => ({ at: new Date(day) })) });

test('talks are listed by their latest letter, in whatever order they and their letters are stored', () => {
  const talks = [at('2026-03-02T10:00:00Z'), at('2026-03-09T08:00:00Z', '2026-03-01'), at('2026-03-05'), at()];
  for (const order of [talks, [...talks].reverse(), [...talks.slice(2), ...talks.slice(0, 2)]])
    expect(latestFirst(order).map(({ days }) => days[0])).toEqual([
      '2026-03-09T08:00:00Z',
      '2026-03-05',
      '2026-03-02T10:00:00Z',
      undefined,
    ]);
});
