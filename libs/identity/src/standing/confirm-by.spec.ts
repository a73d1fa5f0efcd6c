import { confirmBy, dueNow } from './confirm-by';

const day = 86_400_000;
const confirmedAt = new Date('2026-01-01T09:00:00Z');
const at = (days: number) => new Date(confirmedAt.getTime() + days * day);

/** What happens on which day, where the server looks on these days alone. */
function story(days: readonly number[]): [number, 'ask' | 'pause', number][] {
  const confirmAsks: Date[] = [];
  const told: [number, 'ask' | 'pause', number][] = [];
  for (const count of days) {
    const due = dueNow({ confirmedAt, confirmAsks }, at(count));
    if (!due) continue;
    if (due === 'ask') confirmAsks.push(at(count));
    const by = confirmBy({ confirmedAt, confirmAsks });
    told.push([count, due, by ? (by.getTime() - confirmedAt.getTime()) / day : -1]);
    if (due === 'pause') break;
  }
  return told;
}
const from = (first: number) => Array.from({ length: 500 }, (_, index) => first + index);

test('nobody is paused without having been asked at eleven months and reminded twice, and is told the right day', () => {
  expect(story(from(0))).toEqual([
    [335, 'ask', 365],
    [349, 'ask', 365],
    [358, 'ask', 365],
    [365, 'pause', 365],
  ]);
});

test('a server that was off for two years asks first, and pauses three weeks later', () => {
  expect(story(from(900))).toEqual([
    [900, 'ask', 921],
    [907, 'ask', 921],
    [914, 'ask', 921],
    [921, 'pause', 921],
  ]);
});

test('looked at many times a day, each is done once', () => {
  const often = from(0).flatMap((count) => [count, count + 0.25, count + 0.5]);
  expect(story(often).map(([, due]) => due)).toEqual(['ask', 'ask', 'ask', 'pause']);
});

test('whose year has not begun is not asked', () => {
  expect(dueNow({ confirmedAt: null, confirmAsks: [] }, at(900))).toBeNull();
  expect(confirmBy({ confirmedAt, confirmAsks: [] })).toBeNull();
});
