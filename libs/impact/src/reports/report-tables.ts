import { dayText } from '@throughline/discussion';
import { table, type Table, type TableSet } from '@throughline/platform';
import { basisWords, labelWords } from '@throughline/rules/impact';
import type { AnswerFacts, AskFacts, BehindFacts, MeasureFacts, NoteFacts, OrganisationFacts } from './report-facts';
import { isNote, isOutcome, type Quotation, type Reading, type ToldNote, type ToldOutcome } from './report-reader';
import { reportTexts as said } from './report-texts';

type Told = ToldOutcome | ToldNote;
/** A row of something that belongs to a change or a note. */
type Of<Thing> = { of: Told } & { thing: Thing };

const ofWhat = {
  of_kind: {
    meaning: 'Whether it belongs to a change or a note: "outcome" or "note".',
    of: ({ of }: { of: Told }) => of.facts.kind,
  },
  of_id: {
    meaning: 'The id of that change or note, as in the tables "changes" and "notes".',
    of: ({ of }: { of: Told }) => of.facts.id,
  },
} as const;
const note = {
  note: { meaning: 'The id of the note, as in the table "notes".', of: ({ of }: { of: Told }) => of.facts.id },
} as const;
const change = {
  change: { meaning: 'The id of the change, as in the table "changes".', of: ({ of }: { of: Told }) => of.facts.id },
} as const;

function* each<Item extends Told, Thing>(
  items: readonly Item[],
  things: (item: Item) => readonly Thing[],
): Generator<Of<Thing>> {
  for (const of of items) for (const thing of things(of)) yield { of, thing };
}

/** A report as tidy tables. They are made from the same reading as its pages, so they tell no more than these. */
export function tablesOf(reading: Reading): TableSet {
  const { title, asAt, goneSince, method, items } = reading;
  const gone = goneSince.takenBack + goneSince.changed;
  return {
    title,
    asAt: asAt ?? dayText(new Date()),
    about: [
      said.under(reading.forWhom, reading.from, reading.to, asAt, reading.maker),
      'Numbers about members from one to four are withheld: their cells are empty. No sum is told beside them.',
      said.left.words,
      said.sure.weaker,
      `Meetings are reach, and no impact. ${said.reach.text(method.sessions, method.sectors)}`,
      ...(gone > 0 ? [said.goneSince(goneSince)] : []),
    ],
    tables: [
      about(reading),
      changes(items.filter(isOutcome)),
      notes(items.filter(isNote)),
      ...places(items),
      ...behind(reading),
      ...outside(items),
      ...ofNotes(items.filter(isNote)),
    ],
  };
}

function about(reading: Reading): Table {
  return table<Reading>({
    name: 'report',
    meaning: 'The report itself: one row.',
    columns: {
      number: { kind: 'number', meaning: 'Its number; empty of a draft.', of: (one) => one.number },
      title: { meaning: 'Its title.', of: (one) => one.title },
      community: { meaning: 'Whose it is.', of: (one) => one.community },
      for_whom: { meaning: 'For whom it was put together.', of: (one) => one.forWhom },
      from: { kind: 'day', meaning: 'The first day of its period.', of: (one) => one.from },
      to: { kind: 'day', meaning: 'The last day of its period.', of: (one) => one.to },
      as_at: { kind: 'day', meaning: 'The day on which it was stored; empty of a draft.', of: (one) => one.asAt },
      put_together_by: { meaning: 'As what somebody put it together.', of: (one) => one.maker },
      found: { meaning: 'What was found, in the words of whoever put it together.', of: (one) => one.found },
      context: { meaning: 'What else was at work.', of: (one) => one.context },
      limits: { meaning: 'What it cannot show.', of: (one) => one.limits },
      asks: { meaning: 'What is asked of its readers.', of: (one) => one.asks },
      asked_outside: {
        kind: 'number',
        unit: 'people',
        meaning: 'People outside who were asked about changes in it.',
        of: ({ method }) => method.asked,
      },
      answered_outside: {
        kind: 'number',
        unit: 'people',
        meaning: 'How many of them answered.',
        of: ({ method }) => method.answered,
      },
      changes_taken_out: {
        kind: 'number',
        unit: 'changes',
        meaning: 'Changes of the period that were taken out.',
        of: ({ method }) => method.takenOut.outcomes,
      },
      changes_for_the_worse_taken_out: {
        kind: 'number',
        unit: 'changes',
        meaning: 'How many of these were for the worse.',
        of: ({ method }) => method.takenOut.negative,
      },
      notes_taken_out: {
        kind: 'number',
        unit: 'notes',
        meaning: 'Notes that were taken out.',
        of: ({ method }) => method.takenOut.notes,
      },
      stalled_notes_taken_out: {
        kind: 'number',
        unit: 'notes',
        meaning: 'How many of these had stalled.',
        of: ({ method }) => method.takenOut.stalled,
      },
      returned_notes_taken_out: {
        kind: 'number',
        unit: 'notes',
        meaning: 'How many of these had come back.',
        of: ({ method }) => method.takenOut.returned,
      },
      meetings: {
        kind: 'number',
        unit: 'meetings',
        meaning: 'Meetings in the period: reach, and no impact.',
        of: ({ method }) => method.sessions,
      },
      kinds_of_services: {
        kind: 'number',
        unit: 'kinds of services',
        meaning: 'From how many kinds of services members come.',
        of: ({ method }) => method.sectors,
      },
      quotations_withdrawn_since: {
        kind: 'number',
        unit: 'quotations',
        meaning: 'Words that were in it when it was stored, and were taken back since.',
        of: ({ goneSince }) => goneSince.takenBack,
      },
      quotations_changed_since: {
        kind: 'number',
        unit: 'quotations',
        meaning: 'Words whose author says something else since.',
        of: ({ goneSince }) => goneSince.changed,
      },
    },
    rows: () => [reading],
  });
}

function changes(outcomes: readonly ToldOutcome[]): Table {
  return table<ToldOutcome>({
    name: 'changes',
    meaning: 'What changed: a row for each.',
    columns: {
      id: { meaning: 'Names it in the other tables.', of: ({ facts }) => facts.id },
      title: { meaning: 'Who did what differently.', of: ({ facts }) => facts.title },
      when: { meaning: 'When, as it was written down.', of: ({ facts }) => facts.when },
      where: { meaning: 'Where.', of: ({ facts }) => facts.where },
      why: { meaning: 'Why it matters.', of: ({ facts }) => facts.why },
      our_part: {
        meaning: 'How the community helped; empty where nobody has said so.',
        of: ({ facts }) => facts.ourPart,
      },
      who_else: { meaning: 'Who else helped; empty where nobody has said so.', of: ({ facts }) => facts.others },
      direction: {
        meaning: '"positive" or "negative"; empty where nobody has said so.',
        of: ({ facts }) => facts.direction,
      },
      origin: { meaning: '"planned" or "emergent"; empty where nobody has said so.', of: ({ facts }) => facts.origin },
      recorded_on: {
        kind: 'day',
        meaning: 'The day on which it was written down.',
        of: ({ facts }) => facts.recordedOn || null,
      },
      label: {
        meaning:
          'How sure one can be: "reported", "evidenced" or "substantiated". Worked out from what it rests on, never set.',
        of: ({ basis }) => basis.label,
      },
      label_in_words: { meaning: 'The same as pages say it.', of: ({ basis }) => labelWords(basis) },
      rests_on: { meaning: 'What the label rests on.', of: ({ basis }) => basisWords(basis) },
      disputed: {
        kind: 'yes or no',
        meaning: 'Somebody outside disagrees, and that is not settled.',
        of: ({ basis }) => basis.disputed,
      },
      label_when_stored: {
        meaning: 'The label when the report was stored, where that was another.',
        of: ({ before }) => before,
      },
    },
    rows: () => outcomes,
  });
}

function notes(all: readonly ToldNote[]): Table {
  return table<ToldNote>({
    name: 'notes',
    meaning: 'What is followed: a row for each note, as it stood at the end of the period.',
    columns: {
      id: { meaning: 'Names it in the other tables.', of: ({ facts }) => facts.id },
      title: { meaning: 'Its title.', of: ({ facts }) => facts.title },
      lead: { meaning: 'What it is, in a few sentences.', of: ({ facts }) => facts.lead },
      blockage: { meaning: 'What gets in the way.', of: ({ facts }) => facts.blockage },
      best_hopes: { meaning: 'What people would notice instead.', of: ({ facts }) => facts.bestHopes },
      exceptions: { meaning: 'Where it already works.', of: ({ facts }) => facts.exceptions },
      change_sought: { meaning: 'The change that is sought.', of: ({ facts }) => facts.changeSought },
      stage: {
        meaning: 'How far it has come: noticed, exploring, testing, adopted, embedded, stalled or returned.',
        of: ({ facts }) => facts.stage,
      },
      stage_since: { kind: 'day', meaning: 'Since when.', of: ({ facts }) => facts.history.at(-1)?.on ?? null },
    },
    rows: () => all,
  });
}

/** What both belong to: a row for each pair. */
function places(items: readonly Told[]): Table[] {
  const named = (name: string, meaning: string, column: string, of: (item: Told) => readonly string[]) =>
    table<Of<string>>({
      name,
      meaning,
      columns: { ...ofWhat, [column]: { meaning, of: ({ thing }: Of<string>) => thing } },
      rows: () => each(items, of),
    });
  return [
    named('themes', 'A theme that a change or note belongs to.', 'theme', ({ facts }) => facts.themes),
    named(
      'conditions',
      'One of the six conditions of systems change that it touches.',
      'condition',
      ({ facts }) => facts.conditions,
    ),
    named('kinds', 'What kind of change it is.', 'kind', ({ facts }) => (facts.kind === 'outcome' ? facts.kinds : [])),
  ];
}

/** What both rest on. */
function behind({ items, detail }: Reading): Table[] {
  type Document = Extract<BehindFacts, { kind: 'document' }>;
  type Count = Extract<BehindFacts, { kind: 'measure' }>;
  const documents = ({ facts }: Told) => facts.behind.filter((one): one is Document => one.kind === 'document');
  const counts = ({ facts }: Told) => facts.behind.filter((one): one is Count => one.kind === 'measure');
  return [
    table<Of<Quotation>>({
      name: 'words',
      meaning:
        'Words of members behind it, which their authors gave for reports: without a name, and only as long as they give them.',
      columns: {
        ...ofWhat,
        words: {
          meaning: 'The words; where they are several passages, with … between them.',
          of: ({ thing }) => thing.passages.join(' … '),
        },
        content_note: {
          meaning: 'What they mention that not everybody wants to come upon.',
          of: ({ thing }) => thing.contentNote,
        },
      },
      rows: () => each(detail === 'full' ? items : [], ({ quotations }) => quotations),
    }),
    table<Of<Document>>({
      name: 'documents',
      meaning: 'A document behind it.',
      columns: {
        ...ofWhat,
        title: { meaning: 'What it is.', of: ({ thing }) => thing.title },
        on: { kind: 'day', meaning: 'Its day.', of: ({ thing }) => thing.on },
        by: { meaning: 'Whose it is.', of: ({ thing }) => thing.by },
        link: { meaning: 'Where it can be found.', of: ({ thing }) => thing.link },
        file: {
          meaning: 'What the community keeps of it: pdf or picture.',
          of: ({ thing }) => thing.file?.kind ?? null,
        },
        file_bytes: {
          kind: 'number',
          unit: 'bytes',
          meaning: 'How large that file is.',
          of: ({ thing }) => thing.file?.bytes ?? null,
        },
        file_sha256: {
          meaning: 'Its SHA-256, by which it is known again.',
          of: ({ thing }) => thing.file?.sha256 ?? null,
        },
      },
      rows: () => each(items, documents),
    }),
    table<Of<Count>>({
      name: 'counts',
      meaning: 'A number that somebody counted, behind it.',
      columns: {
        ...ofWhat,
        title: { meaning: 'What was counted.', of: ({ thing }) => thing.title },
        on: { kind: 'day', meaning: 'When.', of: ({ thing }) => thing.on },
        value: { kind: 'number', meaning: 'How many, in the unit of the next column.', of: ({ thing }) => thing.value },
        unit: { meaning: 'Of what.', of: ({ thing }) => thing.unit },
        source: { meaning: 'Where the number comes from.', of: ({ thing }) => thing.source },
      },
      rows: () => each(items, counts),
    }),
  ];
}

/** What people and organisations outside said, unedited. */
function outside(items: readonly Told[]): Table[] {
  return [
    table<Of<AnswerFacts>>({
      name: 'answers-from-outside',
      meaning: 'What somebody outside said of a change, as they wrote it.',
      columns: {
        ...change,
        answer: { meaning: '"agree", "partly" or "disagree".', of: ({ thing }) => thing.answer },
        of_this_text: {
          kind: 'yes or no',
          meaning: 'Whether they read what it says now; if not, an earlier text.',
          of: ({ thing }) => thing.earlier !== true,
        },
        text: { meaning: 'Their words.', of: ({ thing }) => thing.text },
        how_they_know: { meaning: 'How they know.', of: ({ thing }) => thing.how },
        role: { meaning: 'Their role.', of: ({ thing }) => thing.role },
        relation: { meaning: 'What they have to do with it.', of: ({ thing }) => thing.relation },
        on: { kind: 'day', meaning: 'When they answered.', of: ({ thing }) => thing.on },
        settled_on: {
          kind: 'day',
          meaning: 'Of a disagreement: when it was settled.',
          of: ({ thing }) => thing.settled?.on ?? null,
        },
        settled_how: { meaning: 'And how.', of: ({ thing }) => thing.settled?.why ?? null },
      },
      rows: () => each(items, ({ facts }) => (facts.kind === 'outcome' ? facts.answers : [])),
    }),
    table<Of<OrganisationFacts>>({
      name: 'answers-of-those-named',
      meaning: 'What an organisation said of what names it, as it wrote it.',
      columns: {
        ...ofWhat,
        organisation: { meaning: 'The organisation.', of: ({ thing }) => thing.organisation },
        answer: { meaning: '"right", "partly" or "wrong".', of: ({ thing }) => thing.answer },
        text: { meaning: 'Its words.', of: ({ thing }) => thing.text },
        role: { meaning: 'The role of whoever wrote them.', of: ({ thing }) => thing.role },
        on: { kind: 'day', meaning: 'When.', of: ({ thing }) => thing.on },
      },
      rows: () => each(items, ({ facts }) => facts.organisations),
    }),
  ];
}

/** What a note alone has. */
function ofNotes(all: readonly ToldNote[]): Table[] {
  type Step = NoteFacts['history'][number];
  type Seen = NoteFacts['sightings'][number];
  type Point = { measure: MeasureFacts; on: string; value: number };
  const points = ({ facts }: ToldNote): Point[] =>
    facts.measures.flatMap((measure) => measure.points.map((point) => ({ measure, ...point })));
  const asks = ({ facts }: ToldNote): readonly AskFacts[] => facts.asks;
  return [
    table<Of<Step>>({
      name: 'stages',
      meaning: 'How far a note had come, step by step.',
      columns: {
        ...note,
        stage: { meaning: 'The stage.', of: ({ thing }) => thing.stage },
        on: { kind: 'day', meaning: 'Since when.', of: ({ thing }) => thing.on },
        why: { meaning: 'Why.', of: ({ thing }) => thing.why },
      },
      rows: () => each(all, ({ facts }) => facts.history),
    }),
    table<Of<Seen>>({
      name: 'sightings',
      meaning: 'How many members said that they have seen it, by year.',
      columns: {
        ...note,
        year: { kind: 'number', meaning: 'The year.', of: ({ thing }) => thing.year },
        still_in_the_way: {
          kind: 'number',
          unit: 'members',
          meaning: 'That it is still in the way; empty is from one to four.',
          of: ({ thing }) => thing.there,
        },
        working: {
          kind: 'number',
          unit: 'members',
          meaning: 'That it works; empty is from one to four.',
          of: ({ thing }) => thing.working,
        },
      },
      rows: () => each(all, ({ facts }) => facts.sightings),
    }),
    table<Of<Point>>({
      name: 'measures',
      meaning: 'A series of numbers: a row for each of them.',
      columns: {
        ...note,
        measure: { meaning: 'What is measured.', of: ({ thing }) => thing.measure.title },
        on: { kind: 'day', meaning: 'When.', of: ({ thing }) => thing.on },
        value: { kind: 'number', meaning: 'How much, in the unit of the next column.', of: ({ thing }) => thing.value },
        unit: { meaning: 'Of what.', of: ({ thing }) => thing.measure.unit },
        baseline: { kind: 'number', meaning: 'What it was before.', of: ({ thing }) => thing.measure.baseline },
        target: { kind: 'number', meaning: 'What is hoped for.', of: ({ thing }) => thing.measure.target },
        source: { meaning: 'Where the numbers come from.', of: ({ thing }) => thing.measure.source },
      },
      rows: () => each(all, points),
    }),
    table<Of<AskFacts>>({
      name: 'asks',
      meaning: 'What a note asks of an organisation, and what came.',
      columns: {
        ...note,
        organisation: { meaning: 'The organisation.', of: ({ thing }) => thing.organisation },
        text: { meaning: 'What it is asked for.', of: ({ thing }) => thing.text },
        asked_on: { kind: 'day', meaning: 'When.', of: ({ thing }) => thing.askedOn },
        wished_for_by: { kind: 'day', meaning: 'By when it is wished for.', of: ({ thing }) => thing.by },
        answer: {
          meaning: '"yes", "partly" or "no"; empty where none has come.',
          of: ({ thing }) => thing.answer?.answer ?? null,
        },
        answer_text: { meaning: 'Its words.', of: ({ thing }) => thing.answer?.text ?? null },
        answer_role: { meaning: 'The role of whoever wrote them.', of: ({ thing }) => thing.answer?.role ?? null },
        answered_on: { kind: 'day', meaning: 'When.', of: ({ thing }) => thing.answer?.on ?? null },
      },
      rows: () => each(all, asks),
    }),
  ];
}
