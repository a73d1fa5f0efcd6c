import {
  type EvidenceKind,
  evidenceKinds,
  type OutcomeLabel,
  type SubstantiationAnswer,
  substantiationAnswers,
  type Sureness,
} from '@throughline/contracts/names';

/** One thing that an outcome rests on; only what still stands counts: words whose author took them back do not. */
export interface Support {
  kind: EvidenceKind;
  live: boolean;
  /** Which post, of words: however many passages of one were linked, it is one post. */
  of?: string;
}

/** What somebody outside said. A disagreement stands in the way until it is settled. */
export interface OutsideAnswer {
  answer: SubstantiationAnswer;
  settled?: boolean;
  /** What they had read says something else by now. */
  earlier?: boolean;
}

/** How sure one can be of an outcome, with all that this rests on. */
export interface LabelBasis {
  label: OutcomeLabel;
  /** How many of each kind stand. */
  counts: Record<EvidenceKind, number>;
  /** How many people outside gave each answer: agreeing, of what it says now; disagreeing, of whatever it said. */
  outside: Record<SubstantiationAnswer, number>;
  /** How many agreed, wholly or in part, to what it said before: that confirms nothing of what it says now. */
  earlier: number;
  /** Somebody outside disagrees, and that is not settled: shown beside the label, whatever it is. */
  disputed: boolean;
}

/**
 * The label of an outcome. It is worked out anew each time from what stands now, so no history of events can leave one that its
 * evidence does not give: a statement is `reported`; with anything that stands it is `evidenced`; with somebody outside who agrees, at
 * least in part, to what it says now, and nobody whose disagreement is outstanding, `substantiated` (domain.md, "Outcomes").
 */
export function labelOf(supports: readonly Support[], answers: readonly OutsideAnswer[]): LabelBasis {
  const live = supports.filter((one) => one.live);
  const counts = counted(
    evidenceKinds,
    live.filter(({ kind, of }, index) => !of || isFirst(live, kind, of, index)).map(({ kind }) => kind),
  );
  const ofNow = answers.filter(({ answer, earlier }) => answer === 'disagree' || earlier !== true);
  const outside = counted(
    substantiationAnswers,
    ofNow.map(({ answer }) => answer),
  );
  const earlier = answers.length - ofNow.length;
  const disputed = answers.some(({ answer, settled }) => answer === 'disagree' && settled !== true);
  const confirmed = outside.agree + outside.partly > 0 && !disputed;
  const supported = evidenceKinds.some((kind) => counts[kind] > 0);
  return {
    label: confirmed ? 'substantiated' : supported ? 'evidenced' : 'reported',
    counts,
    outside,
    earlier,
    disputed,
  };
}

/** Whether an outcome rests on what members said and on nothing else. */
export function isAccountsAlone({ counts }: Pick<LabelBasis, 'counts'>): boolean {
  return counts.words > 0 && evidenceKinds.every((kind) => kind === 'words' || counts[kind] === 0);
}

/** How sure one can be, in the four steps that pictures show. */
export function surenessOf({ label, counts }: Pick<LabelBasis, 'label' | 'counts'>): Sureness {
  if (label === 'substantiated') return 'confirmed';
  if (label === 'reported') return 'reported';
  return isAccountsAlone({ counts }) ? 'accounts' : 'backed';
}

function isFirst(supports: readonly Support[], kind: EvidenceKind, of: string, index: number): boolean {
  return supports.findIndex((one) => one.kind === kind && one.of === of) === index;
}

function counted<Name extends string>(names: readonly Name[], found: readonly Name[]): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, found.filter((one) => one === name).length])) as Record<
    Name,
    number
  >;
}
