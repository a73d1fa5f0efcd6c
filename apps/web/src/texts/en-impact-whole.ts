import type { Condition, Stage, Sureness } from '@throughline/contracts/names';
import { plural, texts } from './en';

const conditions: Record<Condition, readonly [name: string, about: string]> = {
  policies: ['Policies', 'the rules'],
  practices: ['Practices', 'what people do'],
  resources: ['Money and time', 'who gets what'],
  relationships: ['Relationships', 'who knows whom'],
  power: ['Power', 'who decides'],
  'mental-models': ['Ways of thinking', 'what we take for granted'],
};
const conditionCount = Object.keys(conditions).length;
const sure: Record<Sureness, readonly [name: string, about: string]> = {
  reported: ['Reported', 'somebody said so'],
  accounts: ['Members’ accounts', 'members told of it'],
  backed: ['Backed', 'by a document or a count'],
  confirmed: ['Confirmed', 'by somebody outside'],
};
const short: Record<Stage, string> = {
  noticed: 'noticed',
  exploring: 'exploring',
  testing: 'testing',
  adopted: 'adopted',
  embedded: 'embedded',
  returned: 'came back',
  stalled: 'stalled',
};
const are = (count: number, of: string) => `${count} ${count === 1 ? 'is' : 'are'} ${of}`;

/** Texts of the pictures of all that came of it. */
export const wholeTexts = {
  conditions,
  sure,
  short,
  takeAlong: { title: 'All of it as tables:', csv: 'for spreadsheets (CSV)', json: 'for programs (JSON)' },

  first: (notes: number, better: number, back: number) =>
    [
      `We follow ${plural(notes, 'thing', 'things')} that ${notes === 1 ? 'gets' : 'get'} in the way.`,
      better === 0
        ? 'Nothing is done in a better way yet.'
        : `${better === notes ? (notes === 1 ? 'It' : 'All of them') : better} ${better === 1 ? 'is' : 'are'} now done in a better way.`,
      back === 0 ? '' : `${back} came back after it was better, or quiet.`,
    ]
      .filter(Boolean)
      .join(' '),
  asAt: (day: string) => `As at ${day}`,
  published: 'What visitors can see of it',
  table: 'The same numbers as a table',
  linesTable: 'The same lines as a table',
  more: (fit: number) => `Where there are more than ${fit} in one place, they stand as a bar.`,
  total: 'All',
  mark: (row: string, column: string, what: string) => `${row}, ${column}: ${what}`,
  notes: (count: number) => plural(count, 'note', 'notes'),
  changes: (count: number) => plural(count, 'change', 'changes'),

  years: {
    title: (year: number, better: number, notes: number) =>
      notes === 1
        ? `In ${year}, ${better === 0 ? 'no better way is agreed yet' : 'a better way is agreed'}`
        : better === 0
          ? `In ${year}, none of ${notes} is the agreed way yet`
          : `In ${year}, ${better} of ${notes} ${better === 1 ? 'is' : 'are'} the agreed way`,
    lead: 'Each dot is one note: one thing that we follow, as it stood at the end of each year. Choose a dot to see which.',
    says: (first: number, then: number, year: number, better: number, back: number) =>
      `Notes by stage at the end of each year. In ${first} there ${then === 1 ? 'was 1' : `were ${then}`}. In ${year} ${are(better, 'adopted or embedded')}, and ${back} came back.`,
    caption: 'Notes by stage at the end of each year',
    stage: 'Stage',
  },
  lines: {
    title: (start: string, changes: number) => `“${start}” led to ${plural(changes, 'change', 'changes')}`,
    plain: 'From what was said to what changed',
    lead: 'Read from where it began to what changed, and on to what we follow.',
    says: (changes: number) =>
      `Lines from meetings and discussions to ${plural(changes, 'change', 'changes')}, and on to what we follow.`,
    latest: (shown: number, all: number) => `The latest ${shown} of ${all}. All of them stand below.`,
    began: 'where it began',
    changed: 'what changed',
    follow: 'what we follow',
    none: 'No change is linked to a discussion or a note yet.',
    on: (kind: 'session' | 'thread', day: string | null) =>
      kind === 'session' ? (day ? `meeting, ${day}` : 'meeting') : 'discussion',
  },
  six: {
    title: 'Six things hold a problem in place',
    lead: 'A new rule alone seldom lasts if nobody knows whom to ring, or if people still think that somebody “will not engage”. So we look at all three layers. A note may touch several.',
    layers: [
      { name: 'What you can see', about: 'easiest to change', of: ['policies', 'practices', 'resources'] },
      { name: 'Between people', about: 'takes longer', of: ['relationships', 'power'] },
      { name: 'What we take for granted', about: 'hardest to see; it holds the rest in place', of: ['mental-models'] },
    ] as const satisfies readonly { name: string; about: string; of: readonly Condition[] }[],
    says: (most: readonly string[], count: number, untouched: readonly string[]) =>
      [
        most.length === 0
          ? 'No note says yet what it touches.'
          : `${most.length === conditionCount ? 'All six are touched alike' : `Touched most: ${texts.list(most)}`}, by ${plural(count, 'note', 'notes')}${most.length > 1 ? ' each' : ''}.`,
        most.length === 0 || untouched.length === 0 ? '' : `No note touches: ${texts.list(untouched)}.`,
      ]
        .filter(Boolean)
        .join(' '),
    caption: 'Notes by which of the six things they touch',
    thing: 'What it is',
    layer: 'Where it lies',
    notes: 'Notes',
    after: 'After “The water of systems change” (Kania, Kramer and Senge, 2018).',
  },
  touched: {
    title: (most: string | null) =>
      most === null ? 'What our notes touch, and how far they have come' : `Most has changed in: ${most}`,
    lead: 'Each dot is one note at its stage today, beside each thing that it touches. An open ring came back; a dashed square is stalled.',
    says: (most: string | null) =>
      `Notes by what they touch and by stage. ${most === null ? 'Nothing is the agreed way yet.' : `Most of what is adopted or embedded touches: ${most}.`}`,
    caption: 'Notes by what they touch and by stage today',
    touches: 'What it touches',
  },
  certain: {
    title: 'How sure we are of what changed',
    said: (all: number, counts: Record<Sureness, number>) =>
      `Of ${plural(all, 'change', 'changes')}, ${are(counts.reported, 'reported')}, ${are(counts.accounts, 'supported by members’ accounts')}, ${are(counts.backed, 'backed by a document or a count')}, and ${are(counts.confirmed, 'confirmed from outside')}.`,
    worse: (count: number) =>
      `${plural(count, 'change is', 'changes are')} for the worse, and counted like the others.`,
    byTheme: {
      lead: 'Each square is one change, beside the theme that it came from. One that came from two themes stands beside both.',
      caption: 'Changes by theme and by how sure we are',
      corner: 'Theme',
      none: 'No theme',
    },
    together: {
      lead: 'Each square is one change.',
      caption: 'Changes by how sure we are',
      corner: 'Changes',
      none: 'All changes',
    },
  },
  seen: {
    title: 'What members see',
    lead: 'How many members said so, of each note and in each year. Numbers from 1 to 4 are not told, and neither is a sum that would give one away.',
    there: '“We see this too”',
    working: '“I have seen it working”',
    note: 'Note',
    few: 'fewer than 5',
    withheld: 'not told',
  },
  answers: {
    title: 'You said, we did',
    none: 'No theme has been answered yet.',
    said: 'You said:',
    did: 'What came of it:',
    on: (day: string) => `Written on ${day}`,
    write: 'Answer this theme’s members',
    writeAnew: 'Change this answer',
    saying: 'What did they say? One sentence.',
    saidHint: 'For example: The day cannot be done.',
    doing: 'What came of it? A few sentences.',
    didHint: 'Say also what did not come of it. For example: We asked three organisations. One has not answered.',
    save: 'Save',
  },
  under: {
    title: 'What lies under this mark',
    none: 'Nothing lies there now.',
    back: 'Back to the pictures',
    atEnd: (stage: string, year: string) => `${stage} at the end of ${year}`,
  },
} as const;
