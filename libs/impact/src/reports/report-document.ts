import { surenesses } from '@throughline/contracts/names';
import { basisWords, labelWords, surenessOf } from '@throughline/rules/impact';
import type { Aside, Block } from './report-block';
import type {
  AnswerFacts,
  BehindFacts,
  MeasureFacts,
  NoteFacts,
  OrganisationFacts,
  OutcomeFacts,
} from './report-facts';
import { isNote, isOutcome, type Quotation, type Reading, type ToldNote, type ToldOutcome } from './report-reader';
import { dayWords, reportTexts as said } from './report-texts';

/** A report from its first page, which is about method, to its end: part after part, so that it can be sent while it is made. */
export function* documentOf(reading: Reading): Generator<Block> {
  yield* method(reading);
  let first = true;
  for (const [name, items] of sheetsOf(reading)) {
    yield { kind: 'sheet', left: reading.title, right: name };
    if (first) yield* found(reading);
    first = false;
    yield* changes(items.filter(isOutcome), reading);
    yield* notes(items.filter(isNote), reading);
  }
  if (reading.asks === '') return;
  yield { kind: 'heading', level: 2, text: said.asks };
  yield { kind: 'text', text: reading.asks };
}

/** One page of method: what this is, how it was gathered and by whom, how sure one can be, what is left out. */
function* method(reading: Reading): Generator<Block> {
  const outcomes = reading.items.filter(isOutcome);
  yield { kind: 'sheet', left: reading.community, right: said.report(reading.number) };
  const { forWhom, from, to, asAt, maker } = reading;
  yield { kind: 'title', text: reading.title, under: said.under(forWhom, from, to, asAt, maker) };
  const { takenBack, changed } = reading.goneSince;
  if (takenBack + changed > 0) yield { kind: 'notice', text: said.goneSince(reading.goneSince) };
  yield { kind: 'heading', level: 2, text: said.how.title };
  yield { kind: 'text', text: said.how.text };
  yield { kind: 'pair', parts: [howSure(outcomes), whatElse(outcomes, reading.context)] };
  yield* whoWasAsked(outcomes, reading);
  yield { kind: 'pair', parts: [whatIsLeftOut(reading), limits(reading.limits)] };
  yield { kind: 'heading', level: 2, text: said.reach.title };
  yield { kind: 'text', text: said.reach.text(reading.method.sessions, reading.method.sectors) };
  const questions = said.questions(reading.contact);
  if (questions !== '') yield { kind: 'foot', text: questions };
}

function howSure(outcomes: readonly ToldOutcome[]): Block[] {
  const steps = outcomes.map(({ basis }) => surenessOf(basis));
  const rows = surenesses.map((sure) => ({
    sure,
    name: said.sure.names[sure],
    text: said.sure.means[sure],
    count: steps.filter((one) => one === sure).length,
  }));
  return [
    { kind: 'heading', level: 2, text: said.sure.title(outcomes.length) },
    { kind: 'labels', rows },
  ];
}

function whatElse(outcomes: readonly ToldOutcome[], context: string): Block[] {
  const told = outcomes.filter(({ facts }) => facts.others !== '').length;
  return [
    { kind: 'heading', level: 2, text: said.context.title },
    ...(context === '' ? [] : [{ kind: 'text' as const, text: context }]),
    { kind: 'text', text: said.context.ofChanges(told, outcomes.length) },
    { kind: 'text', text: said.sure.weaker, look: 'soft' },
  ];
}

function* whoWasAsked(outcomes: readonly ToldOutcome[], { method: { asked, answered } }: Reading): Generator<Block> {
  const answers = outcomes.flatMap(({ facts }) => facts.answers);
  const earlier = answers.filter(isOfEarlierText).length;
  const of = (answer: AnswerFacts['answer']) =>
    answers.filter((one) => one.answer === answer && !isOfEarlierText(one)).length;
  yield { kind: 'heading', level: 2, text: said.outside.title(asked, answered) };
  if (asked === 0) return;
  const values = [asked, answered, of('agree'), of('partly'), of('disagree')];
  const rows = said.outside.names.map((name, index) => ({ name, value: values[index] ?? 0 }));
  yield { kind: 'tally', rows: [...rows, ...(earlier > 0 ? [{ name: said.outside.earlier, value: earlier }] : [])] };
}

function whatIsLeftOut({ items, method: { takenOut } }: Reading): Block[] {
  const notes = items.filter(isNote);
  const staged = (stage: NoteFacts['stage']) => notes.filter(({ facts }) => facts.stage === stage).length;
  const earlier = notes.filter(
    ({ facts: { stage, history } }) => stage !== 'returned' && history.some((step) => step.stage === 'returned'),
  ).length;
  const negative = items.filter(isOutcome).filter(({ facts }) => facts.direction === 'negative').length;
  const { outcomes, notes: notesOut, negative: worse, stalled, returned } = takenOut;
  const out =
    outcomes + notesOut === 0
      ? said.left.nothingOut
      : said.left.out(outcomes, notesOut) + said.left.amongOut(worse, stalled, returned);
  const withheld = notes.map(
    ({ facts }) =>
      facts.sightings.flatMap(({ there, working }) => [there, working]).filter((one) => one === null).length,
  );
  const numbers = withheld.reduce((sum, count) => sum + count, 0);
  const tables = withheld.filter((count) => count > 0).length;
  return [
    { kind: 'heading', level: 2, text: said.left.title },
    { kind: 'text', text: `${said.left.isIn(negative, staged('stalled'), staged('returned'), earlier)} ${out}` },
    { kind: 'text', text: `${said.left.withheld(numbers, tables)} ${said.left.words}` },
  ];
}

function limits(text: string): Block[] {
  return [
    { kind: 'heading', level: 2, text: said.limits.title },
    ...(text === '' ? [] : [{ kind: 'text' as const, text }]),
    { kind: 'text', text: said.limits.text },
  ];
}

/** By theme each has a sheet of its own; else there is one for all. */
function sheetsOf({ items, byTheme }: Reading): (readonly [string, readonly (ToldOutcome | ToldNote)[]])[] {
  if (!byTheme || items.length === 0) return [['', items]];
  const names = [...new Set(items.map(({ facts }) => facts.themes[0] ?? ''))];
  return names.map((name) => [
    name === '' ? said.withoutTheme : name,
    items.filter(({ facts }) => (facts.themes[0] ?? '') === name),
  ]);
}

function* found({ found: text, items }: Reading): Generator<Block> {
  yield { kind: 'heading', level: 2, text: said.found };
  if (text !== '') yield { kind: 'text', text, look: 'say' };
  if (items.length === 0) yield { kind: 'text', text: said.nothing };
}

function* changes(outcomes: readonly ToldOutcome[], { detail }: Reading): Generator<Block> {
  if (outcomes.length === 0) return;
  yield { kind: 'heading', level: 3, text: said.changes };
  for (const outcome of outcomes) yield claimOf(outcome, detail === 'full');
}

function claimOf({ facts, basis, before, quotations, takenBack, changed }: ToldOutcome, full: boolean): Block {
  const { title, direction, origin, when, where, why, ourPart, others } = facts;
  const gone = full ? said.outOf(takenBack, changed) : '';
  return {
    kind: 'claim',
    sure: surenessOf(basis),
    label: labelWords(basis),
    basis: [basisWords(basis), ...(before === null ? [] : [said.before(before)]), gone].join(' ').trim(),
    title: direction === 'negative' ? said.worse(title) : title,
    after: said.when(when, where),
    texts: [
      ...(full && why !== '' ? [why] : []),
      `${said.ourPart(ourPart)} ${said.others(others)}`,
      ...(full && origin ? [said.planned[origin]] : []),
    ],
    asides: [
      // Never hidden, however short the report is.
      ...answersIn(facts, (answer) => answer === 'disagree'),
      ...(full ? answersIn(facts, (answer) => answer !== 'disagree') : []),
      ...organisationsIn(facts.organisations),
      ...(full ? [...quotationsIn(quotations), ...behindIn(facts.behind)] : []),
    ],
  };
}

function answersIn({ answers }: OutcomeFacts, wanted: (answer: AnswerFacts['answer']) => boolean): Aside[] {
  return answers
    .filter(({ answer }) => wanted(answer))
    .map((one) => ({
      look: one.answer === 'disagree' ? 'against' : 'plain',
      lead: isOfEarlierText(one) ? said.agreedBefore : said.leads[one.answer],
      text:
        said.quoted(one.text, one.role, one.on) + (one.settled ? said.settled(one.settled.on, one.settled.why) : ''),
    }));
}

/** Agreement with what a change said before it was changed confirms nothing of what it says now; a disagreement stands. */
function isOfEarlierText({ answer, earlier }: AnswerFacts): boolean {
  return earlier === true && answer !== 'disagree';
}

function organisationsIn(organisations: readonly OrganisationFacts[]): Aside[] {
  return organisations.map(({ organisation, answer, text, role, on }) => ({
    look: answer === 'right' ? 'plain' : 'against',
    lead: `${organisation} ${said.organisation[answer]}`,
    text: said.quoted(text, role, on),
  }));
}

function quotationsIn(quotations: readonly Quotation[]): Aside[] {
  return quotations.map(({ passages, contentNote }) => ({
    look: 'words',
    lead: said.memberLead,
    text: said.member(passages, contentNote),
  }));
}

function behindIn(behind: readonly BehindFacts[]): Aside[] {
  return behind.map((one) =>
    one.kind === 'document'
      ? {
          look: 'plain',
          lead: said.documentLead,
          text: said.document(one.title, one.on, one.by) + (one.file ? said.kept(one.file.kind) : ''),
        }
      : {
          look: 'plain',
          lead: said.countLead,
          text: said.count(one.title, one.on, one.value, one.unit, one.source),
        },
  );
}

function* notes(all: readonly ToldNote[], { detail }: Reading): Generator<Block> {
  if (all.length === 0) return;
  yield { kind: 'heading', level: 3, text: said.notes };
  for (const note of all) {
    yield noteOf(note, detail === 'full');
    if (detail !== 'full') continue;
    const { title, sightings, measures } = note.facts;
    for (const measure of measures) if (measure.points.length > 0) yield measureOf(measure);
    if (sightings.length > 0)
      yield {
        kind: 'table',
        caption: said.sightings.caption(title),
        head: said.sightings.head,
        rows: sightings.map(({ year, there, working }) => [String(year), told(there), told(working)]),
      };
  }
}

const told = (count: number | null) => (count === null ? said.sightings.few : String(count));

function noteOf({ facts, quotations, takenBack, changed }: ToldNote, full: boolean): Block {
  const { title, stage, history, lead, blockage, changeSought, asks, organisations, behind } = facts;
  const since = history.at(-1)?.on ?? '';
  const plain = (name: string, text: string): Aside[] => (text === '' ? [] : [{ look: 'plain', lead: name, text }]);
  return {
    kind: 'claim',
    sure: null,
    label: said.stages[stage],
    basis: [since === '' ? '' : dayWords(since), full ? said.outOf(takenBack, changed) : ''].join(' ').trim(),
    title,
    after: '',
    texts: lead === '' ? [] : [lead],
    asides: [
      ...plain(said.blockage, full || lead === '' ? blockage : ''),
      ...(full ? plain(said.sought, changeSought) : []),
      ...(full
        ? history.map(({ stage: step, on, why }): Aside => ({
            look: 'plain',
            lead: '',
            text: said.step(step, on, why),
          }))
        : []),
      ...(full
        ? asks.map(({ organisation, text, askedOn, answer }): Aside => ({
            look: 'plain',
            lead: said.ask(organisation),
            text:
              said.asked(text, askedOn) +
              (answer
                ? said.answered(said.answers[answer.answer], answer.text, answer.role, answer.on)
                : said.unanswered),
          }))
        : []),
      ...organisationsIn(organisations),
      ...(full ? [...quotationsIn(quotations), ...behindIn(behind)] : []),
    ],
  };
}

function measureOf(measure: MeasureFacts): Block {
  const { title, unit, source, target, points } = measure;
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) throw new Error('A measure has no points.');
  return {
    kind: 'measure',
    title: said.measure.title(title, first.value, last.value, unit),
    text: said.measure.text(source),
    said: said.measure.said(
      said.measure.point(first.value, first.on),
      said.measure.point(last.value, last.on),
      unit,
      target,
    ),
    measure,
    head: said.measure.head(unit),
  };
}
