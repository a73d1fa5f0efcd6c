import { Normaliser } from './normaliser';
import type { Heard } from './witness';

/** Something that came in one run and not, or not so, in the other. */
export interface Difference {
  who: string;
  by: string;
  /** What stands around the first place that differs, in the one and in the other. */
  one: string;
  other: string;
}

/** How much of what differs is shown. */
const shown = 160;

/** All that differs between two runs once what is random is numbered; what follows from the first of them is among it. */
export function differences(one: readonly Heard[], other: readonly Heard[]): Difference[] {
  const [left, right] = [normalised(one), normalised(other)];
  return Array.from({ length: Math.max(left.length, right.length) }, (_, index) => index).flatMap((index) => {
    const [a, b] = [left[index], right[index]];
    if (a && b && a.who === b.who && a.by === b.by && a.said === b.said) return [];
    const [said, otherSaid] = [a?.said ?? '', b?.said ?? ''];
    let at = 0;
    while (at < said.length && said[at] === otherSaid[at]) at += 1;
    const around = (text: string) => text.slice(Math.max(0, at - shown / 2), at + shown);
    return [{ who: a?.who ?? b?.who ?? '', by: `${a?.by} / ${b?.by}`, one: around(said), other: around(otherSaid) }];
  });
}

function normalised(heard: readonly Heard[]): Heard[] {
  const normaliser = new Normaliser();
  return heard.map(({ who, by, said }) => ({ who, by: normaliser.normalise(by), said: normaliser.normalise(said) }));
}
