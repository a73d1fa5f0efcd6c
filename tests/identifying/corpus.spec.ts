import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  findIdentifying,
  type Identifying as Span,
  type IdentifyingKind,
  identifyingKinds,
} from '@throughline/rules/identifying';

/** What somebody wrote who had not seen the rules: each text, and what in it says who somebody is. */
interface Labelled {
  id: string;
  text: string;
  found: { kind: IdentifyingKind; text: string }[];
}

const folder = join(__dirname, 'corpus');
const corpus = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Labelled[]);

interface Tally {
  labelled: number;
  found: number;
  missed: string[];
}

const tallies = new Map<IdentifyingKind, Tally>(
  identifyingKinds.map((kind) => [kind, { labelled: 0, found: 0, missed: [] }]),
);
const plain: Labelled[] = [];
const alarms: string[] = [];
const besides: string[] = [];

const share = (one: Span, other: Span) => one.kind === other.kind && one.start < other.end && other.start < one.end;

/** Where the labels of a text stand: they are in order. */
function placesOf({ text, found }: Labelled): Span[] {
  let at = 0;
  return found.map((label) => {
    const start = text.indexOf(label.text, at);
    at = start + 1;
    return { kind: label.kind, start, end: start + label.text.length };
  });
}

for (const labelled of corpus) {
  const say = ({ kind, start, end }: Span) => `${labelled.id} ${kind}: ${labelled.text.slice(start, end)}`;
  const marked = findIdentifying(labelled.text);
  const labels = placesOf(labelled);
  for (const label of labels) {
    const tally = tallies.get(label.kind);
    if (!tally || label.start < 0) throw new Error(`${labelled.id} has a label that cannot be used.`);
    tally.labelled += 1;
    if (marked.some((mark) => share(mark, label))) tally.found += 1;
    else tally.missed.push(say(label));
  }
  const unlabelled = marked.filter((mark) => !labels.some((label) => share(mark, label))).map(say);
  if (labels.length === 0) plain.push(labelled);
  (labels.length === 0 ? alarms : besides).push(...unlabelled);
}
const falselyAlarmed = new Set(alarms.map((alarm) => alarm.split(' ')[0])).size;
const recallOf = ({ labelled, found }: Tally) => found / labelled;
const formats = identifyingKinds.filter((kind) => kind !== 'name');

beforeAll(() => {
  const lines = [...tallies].map(([kind, tally]) => {
    const missed = tally.missed.length === 0 ? '' : `  missed: ${tally.missed.join(' | ')}`;
    return `${kind.padEnd(10)} ${tally.found}/${tally.labelled} = ${recallOf(tally).toFixed(3)}${missed}`;
  });
  const alarmed = `false alarms in ${falselyAlarmed} of ${plain.length} texts that say of nobody who they are`;
  console.log([...lines, alarmed, ...alarms, 'besides, in the others:', ...besides].join('\n'));
});

test('P8 the corpus holds enough of each kind, and of texts with nothing to find', () => {
  for (const tally of tallies.values()) expect(tally.labelled).toBeGreaterThanOrEqual(10);
  expect(plain.length).toBeGreaterThanOrEqual(100);
});

test.each(formats)('P8 of what is labelled %s at least 95 in 100 are found', (kind) => {
  expect(recallOf(tallies.get(kind) as Tally)).toBeGreaterThanOrEqual(0.95);
});

test('P8 of names of people at least 80 in 100 are found: they have no format', () => {
  expect(recallOf(tallies.get('name') as Tally)).toBeGreaterThanOrEqual(0.8);
});

test('P8 of texts with nothing to find, at most 2 in 100 are marked', () => {
  expect(falselyAlarmed / plain.length).toBeLessThanOrEqual(0.02);
});
