import { evidenceKinds, substantiationAnswers } from '@throughline/contracts/names';
import fc from 'fast-check';
import { basisWords, labelWords } from './label-words';
import { labelOf, type OutsideAnswer, type Support } from './labels';

const post = fc.constantFrom('one', 'another');
const supports = fc.array(
  fc.record(
    { kind: fc.constantFrom(...evidenceKinds), live: fc.boolean(), of: post },
    { requiredKeys: ['kind', 'live'] },
  ),
  { maxLength: 8 },
);
const answers = fc.array(
  fc.record({ answer: fc.constantFrom(...substantiationAnswers), settled: fc.boolean(), earlier: fc.boolean() }),
  { maxLength: 5 },
);

/** What can happen to an outcome, in any order. */
type Event =
  | { what: 'links'; support: Support }
  | { what: 'goes' | 'comes-back' | 'is-taken-off'; which: number }
  | { what: 'answers'; answer: OutsideAnswer }
  | { what: 'is-rewritten' }
  | { what: 'settles' | 'withdraws'; which: number };
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({
    what: fc.constant('links' as const),
    support: fc.record({ kind: fc.constantFrom(...evidenceKinds), live: fc.constant(true) }),
  }),
  fc.record({
    what: fc.constantFrom('goes' as const, 'comes-back' as const, 'is-taken-off' as const),
    which: fc.nat(9),
  }),
  fc.record({
    what: fc.constant('answers' as const),
    answer: fc.record({ answer: fc.constantFrom(...substantiationAnswers) }),
  }),
  fc.record({ what: fc.constant('is-rewritten' as const) }),
  fc.record({ what: fc.constantFrom('settles' as const, 'withdraws' as const), which: fc.nat(9) }),
);

function after(events: readonly Event[]): { supports: Support[]; answers: OutsideAnswer[] } {
  let [stands, said]: [Support[], OutsideAnswer[]] = [[], []];
  for (const one of events) {
    if (one.what === 'links') stands = [...stands, one.support];
    else if (one.what === 'answers') said = [...said, one.answer];
    else if (one.what === 'is-taken-off') stands = stands.filter((_, index) => index !== one.which);
    else if (one.what === 'is-rewritten') said = said.map((answer) => ({ ...answer, earlier: true }));
    else if (one.what === 'withdraws') said = said.filter((_, index) => index !== one.which);
    else if (one.what === 'settles')
      said = said.map((answer, index) => (index === one.which ? { ...answer, settled: true } : answer));
    else
      stands = stands.map((support, index) =>
        index === one.which ? { ...support, live: one.what === 'comes-back' } : support,
      );
  }
  return { supports: stands, answers: said };
}

describe('the label of an outcome', () => {
  it('is given by what stands now, whatever happened before', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        const now = after(events);
        const { label } = labelOf(now.supports, now.answers);
        const isSupported = now.supports.some(({ live }) => live);
        const agrees = now.answers.some(({ answer, earlier }) => answer !== 'disagree' && !earlier);
        const isDisputed = now.answers.some(({ answer, settled }) => answer === 'disagree' && !settled);
        if (label === 'substantiated') expect([agrees, isDisputed]).toEqual([true, false]);
        if (label === 'evidenced') expect(isSupported).toBe(true);
        if (label === 'reported') expect(isSupported || (agrees && !isDisputed)).toBe(false);
      }),
    );
  });

  it('says what no longer stands nowhere, not in numbers and not in words', () => {
    fc.assert(
      fc.property(supports, answers, (some, said) => {
        const basis = labelOf(some, said);
        const standing = labelOf(
          some.filter(({ live }) => live),
          said,
        );
        expect(basis).toEqual(standing);
        expect([labelWords(basis), basisWords(basis)]).toEqual([labelWords(standing), basisWords(standing)]);
      }),
    );
  });

  it('counts each post once, however much of it was linked', () => {
    fc.assert(
      fc.property(supports, (some) => {
        const live = some.filter((one) => one.live && one.kind === 'words');
        const posts = new Set(live.flatMap(({ of }) => of ?? [])).size + live.filter(({ of }) => !of).length;
        expect(labelOf(some, []).counts.words).toBe(posts);
      }),
    );
  });

  it('is not confirmed by who read another text, and says so', () => {
    const found = labelOf([], [{ answer: 'agree', earlier: true }]);
    expect([found.label, basisWords(found)]).toEqual([
      'reported',
      'One statement so far. 1 person outside agreed to what it said before.',
    ]);
    expect(labelOf([], [{ answer: 'disagree', earlier: true }, { answer: 'agree' }]).disputed).toBe(true);
  });

  it('never hides a disagreement', () => {
    fc.assert(
      fc.property(supports, answers, (some, said) => {
        const basis = labelOf(some, said);
        const disagree = said.filter(({ answer }) => answer === 'disagree').length;
        expect(basis.outside.disagree).toBe(disagree);
        expect(/disagree/.test(basisWords(basis))).toBe(disagree > 0);
      }),
    );
  });

  it.each([
    [[], [], 'Reported', 'One statement so far.'],
    [['words', 'words', 'words'], [], 'Supported by members’ accounts', '3 members’ posts.'],
    [['document', 'words', 'words'], [], 'Backed by a document', '1 document, 2 members’ posts.'],
    [['measure', 'words'], [], 'Backed by a count', '1 count, 1 member’s post.'],
    [['scale-check'], [], 'Backed by a record', '1 scale that was asked again.'],
    [
      ['document', 'words'],
      ['agree', 'partly'],
      'Confirmed from outside',
      '1 document, 1 member’s post. 1 person outside agrees. 1 person outside agrees in part.',
    ],
    [
      ['document'],
      ['agree', 'disagree'],
      'Backed by a document',
      '1 document. 1 person outside agrees. 1 person outside disagrees.',
    ],
  ] as const)('%j and %j is “%s”: %s', (kinds, outside, label, basis) => {
    const found = labelOf(
      kinds.map((kind) => ({ kind, live: true })),
      outside.map((answer) => ({ answer })),
    );
    expect([labelWords(found), basisWords(found)]).toEqual([label, basis]);
  });
});
