import { changeTests, sightingKinds, stages, type Stage } from '@throughline/contracts/names';
import fc from 'fast-check';
import { mayFollow, missingTests, stageAfterSighting, stagesAfter, type TestReasons } from './stages';

const reasons: fc.Arbitrary<TestReasons> = fc.record(
  Object.fromEntries(changeTests.map((test) => [test, fc.constantFrom('', '  ', null, 'People say so.')])),
  { requiredKeys: [] },
);
const stage = fc.constantFrom(...stages);
const on = fc.integer({ min: 10, max: 28 }).map((day) => `2022-01-${day}`);
/** A stage that somebody asks for, or something seen. */
const event = fc.oneof(fc.record({ to: stage, reasons }), fc.record({ seen: fc.constantFrom(...sightingKinds), on }));

describe('the stage of a note', () => {
  it('is never one whose tests were not passed, whatever is asked for in whatever order', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        let now: { stage: Stage; since: string } = { stage: 'noticed', since: '2022-01-10' };
        let given: TestReasons = {};
        for (const one of events) {
          const before = now.stage;
          if ('to' in one) {
            if (!mayFollow(now.stage, one.to, one.reasons)) continue;
            now = { stage: one.to, since: now.since };
            given = one.reasons;
          } else now = { ...now, stage: stageAfterSighting(now, { kind: one.seen, on: one.on }) };
          if (now.stage === 'embedded') expect([missingTests('embedded', given)]).toEqual([[]]);
          if (now.stage === 'adopted') expect(given.beneficial?.trim()).toBeTruthy();
          if (now.stage === 'embedded' && before !== 'embedded') expect(before).toBe('adopted');
        }
      }),
    );
  });

  it('comes back when what was embedded is seen again, and by nothing else that is seen', () => {
    fc.assert(
      fc.property(stage, on, on, fc.constantFrom(...sightingKinds), (now, since, seenOn, kind) => {
        const next = stageAfterSighting({ stage: now, since }, { kind, on: seenOn });
        const back = now === 'embedded' && kind === 'there' && seenOn >= since;
        expect(next).toBe(back ? 'returned' : now);
      }),
    );
  });

  it('leads on from everywhere, never to itself', () => {
    for (const one of stages) {
      expect(stagesAfter(one).length).toBeGreaterThan(0);
      expect(stagesAfter(one)).not.toContain(one);
    }
  });
});
