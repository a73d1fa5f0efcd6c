import { type Drawn, placeOf, type WholeOutcome } from './marks';

export type LineKind = 'start' | 'outcome' | 'note';

/** A thing on the line, and where it stands: y in a wide picture, row in a narrow one. */
export interface LineNode {
  id: string;
  kind: LineKind;
  title: string;
  href: string;
  /** "meeting, 8 July 2020", "adopted" */
  about: string;
  y: number;
  row: number;
}

export interface LineEdge {
  from: string;
  to: string;
}

export interface LineLayout {
  nodes: LineNode[];
  edges: LineEdge[];
  height: number;
  rows: number;
  /** What led to most, with how many changes; null where none led to more than one. */
  strongest: { id: string; title: string; changes: number } | null;
}

/** The most changes in one picture: the latest. */
export const mostDrawn = 10;
const apart = 58;
const top = 76;

/** Changes that are linked to where they began or to what is followed, with both: the latest ones. */
export function lineLayout(view: Drawn, aboutOf: (kind: LineKind, id: string) => string): LineLayout {
  const linked = view.outcomes.filter(({ from, notes }) => from.length + notes.length > 0).slice(0, mostDrawn);
  const groups = groupsOf(linked);
  const outcomes = groups.flat();
  const y = new Map(outcomes.map(({ id }, index) => [id, top + index * apart]));
  const starts = view.starts.filter(({ id }) => outcomes.some(({ from }) => from.includes(id)));
  const notes = view.notes.filter(({ id }) => outcomes.some((outcome) => outcome.notes.includes(id)));
  spread(
    y,
    starts.map(({ id }) => ({ id, of: outcomes.filter(({ from }) => from.includes(id)).map((one) => one.id) })),
  );
  spread(
    y,
    notes.map(({ id }) => ({ id, of: outcomes.filter((one) => one.notes.includes(id)).map((one) => one.id) })),
  );
  const row = new Map<string, number>();
  for (const group of groups)
    for (const ids of [
      starts.filter(({ id }) => group.some(({ from }) => from.includes(id))),
      group,
      notes.filter(({ id }) => group.some((one) => one.notes.includes(id))),
    ])
      for (const { id } of ids) if (!row.has(id)) row.set(id, row.size);
  const placed = (kind: LineKind, id: string, title: string, href: string): LineNode => ({
    ...{ id, kind, title, href, about: aboutOf(kind, id) },
    y: y.get(id) ?? top,
    row: row.get(id) ?? 0,
  });
  const nodes = [
    ...starts.map(({ id, kind, title }) =>
      placed('start', id, title, kind === 'session' ? `/sessions/${id}` : `/t/${id}`),
    ),
    ...outcomes.map(({ id, title }) => placed('outcome', id, title, placeOf(view, 'outcomes', id))),
    ...notes.map(({ id, title }) => placed('note', id, title, placeOf(view, 'notes', id))),
  ];
  const edges = outcomes.flatMap(({ id, from, notes: to }) => [
    ...from.map((start) => ({ from: start, to: id })),
    ...to.map((note) => ({ from: id, to: note })),
  ]);
  const led = starts
    .map(({ id, title }) => ({ id, title, changes: outcomes.filter(({ from }) => from.includes(id)).length }))
    .sort((one, other) => other.changes - one.changes)[0];
  return {
    nodes,
    edges,
    height: Math.max(...nodes.map((node) => node.y), top) + 44,
    rows: row.size,
    strongest: led && led.changes > 1 ? led : null,
  };
}

/** Changes that hang together by what they grew from or belong to, each group in the order given. */
function groupsOf(outcomes: WholeOutcome[]): WholeOutcome[][] {
  let groups: { ends: Set<string>; outcomes: WholeOutcome[] }[] = [];
  for (const outcome of outcomes) {
    const ends = [...outcome.from, ...outcome.notes];
    const met = groups.filter((group) => ends.some((end) => group.ends.has(end)));
    const joined = {
      ends: new Set([...met.flatMap((group) => [...group.ends]), ...ends]),
      outcomes: [...met.flatMap((group) => group.outcomes), outcome],
    };
    groups = [...groups.filter((group) => !met.includes(group)), joined];
  }
  return groups.map((group) => group.outcomes).sort((one, other) => other.length - one.length);
}

/** Puts things where those stand on average that they are linked to, and none on another. */
function spread(y: Map<string, number>, things: readonly { id: string; of: readonly string[] }[]): void {
  const wanted = things
    .map(({ id, of }) => ({ id, at: of.reduce((sum, one) => sum + (y.get(one) ?? 0), 0) / Math.max(1, of.length) }))
    .sort((one, other) => one.at - other.at);
  let last = top - apart;
  for (const { id, at } of wanted) {
    last = Math.max(at, last + apart);
    y.set(id, last);
  }
}
