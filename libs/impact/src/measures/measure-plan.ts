import { createHash } from 'node:crypto';
import { mostPoints, mostTableRows } from '@throughline/contracts/names';
import { readCsv, type ReadRow, type Separator } from '@throughline/platform';
import type { Measure } from '../notes/note.schema';
import { readDay, readValue } from './measure-cells';

/** What is wrong with a line; line 0 is the table as a whole. */
export interface WrongLine {
  line: number;
  message: string;
}

/** What one line of a table would do. */
export interface PlannedLine {
  line: number;
  measureId: string;
  on: string;
  value: number;
  /** What stands there now. */
  before: number | null;
  does: 'add' | 'change' | 'leave';
}

/** What a pasted table would do to the measures of a note, line by line; with anything wrong, nothing of it may be done. */
export interface MeasurePlan {
  separator: Separator;
  /** Days were read day first. */
  dayFirst: boolean;
  /** Columns that are not known and were left out. */
  leftOut: string[];
  wrong: WrongLine[];
  lines: PlannedLine[];
  /** Names what was looked at: this text, and the numbers that stand there. */
  seen: string;
}

const columnNames = {
  date: ['date', 'day', 'on'],
  value: ['value', 'number', 'count'],
  measure: ['measure', 'name', 'title'],
  unit: ['unit'],
} as const;
type ColumnName = keyof typeof columnNames;
type Places = Partial<Record<ColumnName, number>>;

/** Reads a table for these measures. `today` is the last day that there can be a number of. */
export function planOf(text: string, measures: readonly Measure[], today: string): MeasurePlan {
  const { separator, rows, broken } = readCsv(text);
  const empty = { separator, dayFirst: false, leftOut: [], lines: [], seen: seenOf(text, measures) };
  if (broken) return { ...empty, wrong: [broken] };
  const [head, ...body] = rows;
  if (!head) return { ...empty, wrong: [{ line: 0, message: 'There is nothing in it.' }] };
  const places = placesOf(head);
  const wrong = wrongWithHead(head, places, measures);
  const leftOut = head.cells.filter((cell, at) => cell !== '' && !Object.values(places).includes(at));
  if (body.length > mostTableRows)
    wrong.push({
      line: 0,
      message: `There are ${body.length} lines in it. At most ${mostTableRows} can be added at a time.`,
    });
  if (wrong.length === 0 && body.length === 0) wrong.push({ line: 0, message: 'There are no lines below the first.' });
  if (wrong.length > 0) return { ...empty, leftOut, wrong };
  return { ...empty, leftOut, ...linesOf(body, places, separator, measures, today) };
}

function placesOf({ cells }: ReadRow): Places {
  const named = cells.map((cell) => cell.toLowerCase());
  return Object.fromEntries(
    (Object.keys(columnNames) as ColumnName[]).flatMap((column) => {
      const place = named.findIndex((name) => (columnNames[column] as readonly string[]).includes(name));
      return place < 0 ? [] : [[column, place]];
    }),
  );
}

function wrongWithHead({ line, cells }: ReadRow, places: Places, measures: readonly Measure[]): WrongLine[] {
  const missing = (['date', 'value'] as const).filter((column) => places[column] === undefined);
  const twice = [...new Set(cells.filter((cell, at) => cell !== '' && cells.indexOf(cell) !== at))];
  return [
    ...missing.map((column) => ({
      line,
      message: `There is no column called ${column}. The first line has to name the columns.`,
    })),
    ...twice.map((name) => ({ line, message: `There are two columns called ${short(name)}.` })),
    ...(measures.length === 0
      ? [{ line: 0, message: 'This note has nothing that is counted yet. Please say first what is counted.' }]
      : []),
    ...(measures.length > 1 && places.measure === undefined
      ? [{ line, message: 'More than one thing is counted here. Please add a column called measure that names it.' }]
      : []),
  ];
}

function linesOf(
  rows: readonly ReadRow[],
  places: Places,
  separator: Separator,
  measures: readonly Measure[],
  today: string,
): Pick<MeasurePlan, 'wrong' | 'lines' | 'dayFirst'> {
  const wrong: WrongLine[] = [];
  const lines: PlannedLine[] = [];
  const lineOf = new Map<string, number>();
  let dayFirst = false;
  for (const { line, cells } of rows) {
    const cell = (column: ColumnName) => cells[places[column] ?? -1] ?? '';
    const day = readDay(cell('date'), today);
    const value = readValue(cell('value'), separator);
    const measure = measureOf(measures, cell('measure'), cell('unit'), places);
    const reasons = [day, value, measure].flatMap(({ wrong: reason }) => reason ?? []);
    wrong.push(...reasons.map((message) => ({ line, message })));
    dayFirst ||= day.dayFirst === true;
    if (day.value === undefined || value.value === undefined || measure.value === undefined) continue;
    const place = `${measure.value._id} ${day.value}`;
    const before = lineOf.get(place);
    if (before !== undefined) {
      wrong.push({ line, message: `This day stands in line ${before} already.` });
      continue;
    }
    lineOf.set(place, line);
    const now = measure.value.points.find(({ on }) => on === day.value)?.value ?? null;
    const does = now === null ? 'add' : now === value.value ? 'leave' : 'change';
    lines.push({ line, measureId: measure.value._id, on: day.value, value: value.value, before: now, does });
  }
  for (const { _id, title, points } of measures) {
    const after = points.length + lines.filter(({ measureId, does }) => measureId === _id && does === 'add').length;
    if (after > mostPoints)
      wrong.push({
        line: 0,
        message: `There would be ${after} numbers of ${short(title)}. At most ${mostPoints} can be kept.`,
      });
  }
  return { wrong, lines, dayFirst };
}

function measureOf(measures: readonly Measure[], name: string, unit: string, { measure: named, unit: united }: Places) {
  const same = (one: string, other: string) => one.trim().toLowerCase() === other.toLowerCase();
  if (named !== undefined && name === '') return { wrong: 'It is not said what is counted.' };
  const called = named === undefined ? measures : measures.filter(({ title }) => same(title, name));
  if (called.length === 0) return { wrong: `Nothing here is called ${short(name)}.` };
  const fitting = united === undefined || unit === '' ? called : called.filter((one) => same(one.unit, unit));
  if (fitting.length === 0) return { wrong: `This is counted in ${called.map((one) => short(one.unit)).join(' or ')}, not in ${short(unit)}.` }; // prettier-ignore
  const [value] = fitting;
  if (!value || fitting.length > 1)
    return { wrong: `More than one thing is called ${short(name)}. Please say its unit.` };
  return { value };
}

/** The measures with what a plan adds and changes. */
export function withPlanned(measures: readonly Measure[], { lines }: MeasurePlan): Measure[] {
  return measures.map((measure) => {
    const theirs = lines.filter(({ measureId, does }) => measureId === measure._id && does !== 'leave');
    if (theirs.length === 0) return measure;
    const points = new Map(measure.points.map(({ on, value }) => [on, value]));
    for (const { on, value } of theirs) points.set(on, value);
    const sorted = [...points].map(([on, value]) => ({ on, value })).sort((one, other) => (one.on < other.on ? -1 : 1));
    return { ...measure, points: sorted };
  });
}

function seenOf(text: string, measures: readonly Measure[]): string {
  const stand = measures.map(({ _id, title, unit, points }) => [_id, title, unit, points.map(({ on, value }) => [on, value])]); // prettier-ignore
  // A form sends each line with another end than was typed.
  const typed = text.replace(/\r\n?/g, '\n');
  return createHash('sha256')
    .update(JSON.stringify([typed, stand]))
    .digest('base64url')
    .slice(0, 22);
}

/** What somebody wrote, as far as a sentence can hold it. */
function short(text: string): string {
  const [first = ''] = text.split('\n');
  return first.length > 40 || first !== text ? `“${first.slice(0, 40)}…”` : `“${text}”`;
}
