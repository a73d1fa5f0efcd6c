import { type ChangeTest, changeTests, type SightingKind, type Stage } from '@throughline/contracts/names';

/** Which stage may follow which. `embedded` is reached from `adopted` alone: what is to last has to have been taken up first. */
const following: Record<Stage, readonly Stage[]> = {
  noticed: ['exploring', 'testing', 'adopted', 'stalled', 'returned'],
  exploring: ['testing', 'adopted', 'stalled', 'returned'],
  testing: ['exploring', 'adopted', 'stalled', 'returned'],
  adopted: ['testing', 'embedded', 'stalled', 'returned'],
  embedded: ['adopted', 'returned'],
  stalled: ['noticed', 'exploring', 'testing', 'adopted', 'returned'],
  returned: ['exploring', 'testing', 'adopted', 'stalled'],
};

/** Why a change is beneficial, sustained, transformational: a reason for each that was given. */
export type TestReasons = Partial<Record<ChangeTest, string | null>>;

/** Stages that may come after this one. */
export function stagesAfter(stage: Stage): readonly Stage[] {
  return following[stage];
}

/** Which of the three tests a stage asks for: `adopted` the first, `embedded` all. */
export function testsFor(stage: Stage): readonly ChangeTest[] {
  if (stage === 'embedded') return changeTests;
  return stage === 'adopted' ? ['beneficial'] : [];
}

/** Those of the tests that a stage asks for which no reason was given for. */
export function missingTests(stage: Stage, reasons: TestReasons): readonly ChangeTest[] {
  return testsFor(stage).filter((test) => (reasons[test] ?? '').trim() === '');
}

/** Whether a note may go from one stage to another, with these reasons. */
export function mayFollow(from: Stage, to: Stage, reasons: TestReasons): boolean {
  return following[from].includes(to) && missingTests(to, reasons).length === 0;
}

/**
 * The stage after somebody saw something. What was embedded and is seen again, on that day or later, has come back; anything else
 * changes no stage by itself. Days are written `2020-07-08`.
 */
export function stageAfterSighting(
  { stage, since }: { stage: Stage; since: string },
  { kind, on }: { kind: SightingKind; on: string },
): Stage {
  return stage === 'embedded' && kind === 'there' && on >= since ? 'returned' : stage;
}
