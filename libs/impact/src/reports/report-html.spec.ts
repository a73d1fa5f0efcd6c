import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { measureDrawing } from './measure-drawing';
import { documentOf } from './report-document';
import type { NoteFacts, OutcomeFacts } from './report-facts';
import { htmlOf } from './report-html';
import { wordOf } from './report-word';
import type { Reading, ToldNote, ToldOutcome } from './report-reader';
import { basisOf } from './report-collector';

/** Whatever people write. */
const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('<b>', '</article>', '<!--', '"><script>', '&lt;', '', 'a\nb', 'a\u0001b\uffff', "it's"),
);
const day = fc.constantFrom('2016-03-01', '2020-07-08', '2021-01-13', '2022-06-15');
const behind = fc.oneof(
  fc.record({ kind: fc.constant('document' as const), title: words, on: day, by: words, link: fc.constant(null) }),
  fc.record({
    kind: fc.constant('measure' as const),
    title: words,
    on: day,
    value: fc.integer(),
    unit: words,
    source: words,
  }),
);
const organisation = fc.record({
  organisation: words,
  answer: fc.constantFrom('right' as const, 'partly' as const, 'wrong' as const),
  ...{ text: words, role: words, on: day },
});
const answer = fc.record({
  answer: fc.constantFrom('agree' as const, 'partly' as const, 'disagree' as const),
  ...{ text: words, how: words, role: words, relation: fc.constant('observer' as const), on: day },
  settled: fc.option(fc.record({ on: day, why: words })),
});
const few = <Thing>(thing: fc.Arbitrary<Thing>) => fc.array(thing, { maxLength: 3 });
const outcome: fc.Arbitrary<OutcomeFacts> = fc.record({
  kind: fc.constant('outcome' as const),
  ...{ id: words, title: words, when: words, where: words, why: words, ourPart: words, others: words },
  ...{ kinds: fc.constant([]), conditions: fc.constant([]), recordedOn: day, themes: few(words), notes: few(words) },
  direction: fc.constantFrom('positive' as const, 'negative' as const, null),
  origin: fc.constantFrom('planned' as const, 'emergent' as const, null),
  ...{ behind: few(behind), answers: few(answer), organisations: few(organisation) },
});
const measure = fc.record({
  ...{ title: words, unit: words, source: words, baseline: fc.constant(null), target: fc.option(fc.integer()) },
  points: few(fc.record({ on: day, value: fc.integer() })).map((all) =>
    [...all].sort((one, other) => (one.on < other.on ? -1 : 1)),
  ),
});
const note: fc.Arbitrary<NoteFacts> = fc.record({
  kind: fc.constant('note' as const),
  ...{
    id: words,
    title: words,
    lead: words,
    blockage: words,
    bestHopes: words,
    exceptions: words,
    changeSought: words,
  },
  ...{ conditions: fc.constant([]), mustAct: few(words), haveActed: few(words), themes: few(words) },
  stage: fc.constantFrom('noticed' as const, 'stalled' as const, 'returned' as const),
  history: few(fc.record({ stage: fc.constantFrom('noticed' as const, 'adopted' as const), on: day, why: words })),
  sightings: few(
    fc.record({ year: fc.integer({ min: 2016, max: 2022 }), there: fc.option(fc.nat()), working: fc.option(fc.nat()) }),
  ),
  measures: few(measure),
  asks: fc.constant([]),
  ...{ behind: few(behind), organisations: few(organisation) },
});
const told = {
  quotations: few(fc.record({ passages: few(words), contentNote: fc.option(words) })),
  takenBack: fc.nat(3),
  changed: fc.nat(3),
};
const toldOutcome: fc.Arbitrary<ToldOutcome> = fc
  .record({ facts: outcome, ...told, before: fc.option(words) })
  .map((one) => ({ ...one, basis: basisOf(one.facts, one.quotations.length) }));
const toldNote: fc.Arbitrary<ToldNote> = fc.record({ facts: note, ...told });
const reading: fc.Arbitrary<Reading> = fc.record({
  ...{
    title: words,
    number: fc.option(fc.nat()),
    community: words,
    contact: words,
    timeZone: fc.constant('Europe/London'),
  },
  ...{ forWhom: words, from: day, to: day, asAt: fc.option(day), maker: fc.constantFrom('evaluator' as const, null) },
  detail: fc.constantFrom('full' as const, 'short' as const),
  byTheme: fc.boolean(),
  ...{ found: words, context: words, limits: words, asks: words },
  method: fc.constant({
    ...{ asked: 1, answered: 0, sessions: 2, sectors: 3 },
    takenOut: { outcomes: 1, notes: 1, negative: 1, stalled: 0, returned: 1 },
  }),
  items: few(fc.oneof(toldOutcome, toldNote)),
  goneSince: fc.record({ takenBack: fc.nat(3), changed: fc.nat(3) }),
});

const unclosed = ['br', 'path', 'circle'];

test('whatever people write, a report’s sheets close all that they open, and nothing that was written is a mark', () => {
  fc.assert(
    fc.property(reading, (one) => {
      const html = [...htmlOf(documentOf(one))].join('');
      const open: string[] = [];
      for (const [, end, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*>/g)) {
        if (unclosed.includes(name)) continue;
        if (end) expect(open.pop()).toBe(name);
        else open.push(name);
      }
      expect(open).toEqual([]);
      expect(html).not.toMatch(/<!|<script/);
      expect(html.match(/<h1/g)).toHaveLength(1);
    }),
  );
});

test('the short form never hides who disagrees, nor a single change or note', () => {
  fc.assert(
    fc.property(reading, (one) => {
      const blocks = [...documentOf({ ...one, detail: 'short' })].filter((block) => block.kind === 'claim');
      expect(blocks).toHaveLength(one.items.length);
      const against = blocks
        .flatMap(({ asides }) => asides)
        .filter(({ lead }) => lead === 'Somebody outside disagrees:');
      const disagree = one.items.flatMap(({ facts }) =>
        facts.kind === 'outcome' ? facts.answers.filter((said) => said.answer === 'disagree') : [],
      );
      expect(against).toHaveLength(disagree.length);
    }),
  );
});

test('a series is drawn wherever its numbers lie: nothing of it is outside, nothing is no number', () => {
  fc.assert(
    fc.property(measure, (series) => {
      const drawn = measureDrawing(series);
      expect(drawn).not.toMatch(/NaN|Infinity|undefined/);
      for (const [, y = ''] of drawn.matchAll(/cy="([^"]+)"/g)) {
        expect(Number(y)).toBeGreaterThanOrEqual(30);
        expect(Number(y)).toBeLessThanOrEqual(150);
      }
    }),
  );
});

test('a document can be opened whatever people write: no character is in it that XML cannot hold', async () => {
  await fc.assert(
    fc.asyncProperty(reading, async (one) => {
      const files = unzipSync(new Uint8Array(await wordOf(documentOf(one), one)));
      for (const name of ['word/document.xml', 'docProps/core.xml'])
        expect(Buffer.from(files[name] ?? []).toString()).not.toMatch(
          /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/,
        );
    }),
    { numRuns: 30 },
  );
});
