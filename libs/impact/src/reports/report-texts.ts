import type { DocumentKind, ReportMaker, Stage, Sureness } from '@throughline/contracts/names';

const dayFormat = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' });
const monthFormat = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'long', year: 'numeric' });

/** "8 July 2020" */
export const dayWords = (day: string) => dayFormat.format(new Date(day));
/** "July 2020" */
export const monthWords = (day: string) => monthFormat.format(new Date(day));

const counted = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`;
const quotations = (count: number) => (count === 1 ? '1 quotation was' : `${count} quotations were`);
const listed = (parts: readonly string[]) =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;

const makers: Record<ReportMaker, string> = {
  evaluator: 'an evaluator',
  moderator: 'a moderator',
  administrator: 'an administrator',
};
const stages: Record<Stage, string> = {
  noticed: 'Noticed',
  exploring: 'Being explored',
  testing: 'Being tried',
  adopted: 'Adopted',
  embedded: 'Embedded',
  stalled: 'Stalled',
  returned: 'Came back',
};

/** What reports say, in one place: a second language is another of these. */
export const reportTexts = {
  report: (number: number | null) => (number === null ? 'Not stored yet' : `Report ${number}`),
  under: (forWhom: string, from: string, to: string, asAt: string | null, maker: ReportMaker | null) =>
    [
      ...(forWhom === '' ? [] : [/[.!?]$/.test(forWhom) ? forWhom : `${forWhom}.`]),
      `From ${dayWords(from)} to ${dayWords(to)}.`,
      asAt === null ? 'A draft: this is what there is today.' : `As at ${dayWords(asAt)}.`,
      ...(maker === null ? [] : [`Put together by ${makers[maker]} of the community.`]),
    ].join(' '),
  goneSince: ({ takenBack, changed }: { takenBack: number; changed: number }) =>
    [
      ...(takenBack > 0 ? [`${quotations(takenBack)} withdrawn since this was stored, and left out.`] : []),
      ...(changed > 0 ? [`${quotations(changed)} changed by their authors since, and left out.`] : []),
      'Labels say what is left.',
    ].join(' '),

  how: {
    title: 'How we know',
    text: 'This report is about changes in how services work with people, and what a discussion forum had to do with them. Members write. Moderators and evaluators link their exact words to a change, and ask four questions: who did what differently, when and where, why it matters, and how we and others helped. Those who are quoted were told, and can take their words back. What is in this period goes by the day on which it was written down here; when it happened is said with each change.',
  },
  sure: {
    title: (count: number) => `How sure we are: ${counted(count, 'change', 'changes')}`,
    names: {
      reported: 'Reported.',
      accounts: 'Supported by members’ accounts.',
      backed: 'Backed by a document or a count.',
      confirmed: 'Confirmed from outside.',
    } satisfies Record<Sureness, string>,
    means: {
      reported: 'Somebody said so',
      accounts: 'Their own words, linked',
      backed: 'Something on paper, or counted, as well',
      confirmed: 'By somebody who knows and is not one of us',
    } satisfies Record<Sureness, string>,
    weaker:
      'Only what may be told here counts: words that their authors keep inside the community are not among it. So a label can be weaker here than on our own pages, and never stronger.',
  },
  context: {
    title: 'What else was at work',
    ofChanges: (told: number, all: number) =>
      all === 0
        ? 'No change is in this report.'
        : told === 0
          ? 'With each change stands what our part was. Who else helped, nobody has said yet.'
          : told === all
            ? 'With each change stands what our part was and who else helped.'
            : `With each change stands what our part was. Of ${counted(all, 'change', 'changes')}, ${told === 1 ? '1 says' : `${told} say`} who else helped; of the others nobody has said so yet.`,
  },
  outside: {
    title: (asked: number, answered: number) =>
      asked === 0
        ? 'We asked nobody outside about these changes'
        : `We asked ${counted(asked, 'person', 'people')} outside; ${answered === 0 ? 'nobody' : answered} answered`,
    names: ['asked', 'answered', 'agreed', 'agreed in part', 'disagreed'] as const,
    earlier: 'agreed to an earlier text',
  },
  left: {
    title: 'What is in, what is left out',
    isIn: (negative: number, stalled: number, returned: number, earlier: number) =>
      `Changes for the worse, and what stalled or came back, are told like all others: ${listed([
        counted(negative, 'change for the worse', 'changes for the worse'),
        `${stalled} stalled`,
        `${returned} that came back`,
      ])}, as it stands at the end of the period.${earlier === 0 ? '' : ` ${counted(earlier, 'note', 'notes')} came back before, and went on from there.`}`,
    nothingOut: 'Nothing was taken out.',
    out: (outcomes: number, notes: number) =>
      `Whoever put this together took out ${listed([
        ...(outcomes > 0 ? [counted(outcomes, 'change', 'changes')] : []),
        ...(notes > 0 ? [counted(notes, 'note', 'notes')] : []),
      ])}`,
    amongOut: (negative: number, stalled: number, returned: number) =>
      negative + stalled + returned === 0
        ? ', none of them for the worse, stalled or come back.'
        : `, among them ${listed([
            ...(negative > 0 ? [counted(negative, 'change for the worse', 'changes for the worse')] : []),
            ...(stalled > 0 ? [`${stalled} that stalled`] : []),
            ...(returned > 0 ? [`${returned} that came back`] : []),
          ])}.`,
    withheld: (numbers: number, tables: number) =>
      numbers === 0
        ? 'No number about members had to be withheld.'
        : `Numbers about members from one to four are withheld: ${counted(numbers, 'number', 'numbers')} in ${counted(tables, 'table', 'tables')}. No sum is told beside them, so that they cannot be worked out.`,
    words: 'Words are here only where their authors gave them for reports; they stand without a name.',
  },
  limits: {
    title: 'Limits',
    text: 'Those who write are not everyone. What nobody wrote about is not here. A change that we had a part in may have come without us.',
  },
  reach: {
    title: 'Reach, which is not impact',
    text: (sessions: number, sectors: number) =>
      `${sessions === 0 ? 'No meeting' : counted(sessions, 'meeting', 'meetings')} in this period. Members come from ${counted(sectors, 'kind of service', 'kinds of services')}. Who came to a meeting is not counted here, so no attendance is told.`,
  },
  questions: (contact: string) => (contact === '' ? '' : `Questions about it: ${contact}`),

  found: 'What we found',
  withoutTheme: 'Of no theme',
  changes: 'What changed',
  notes: 'What we follow',
  nothing: 'Nothing in this period.',
  worse: (title: string) => `For the worse: ${title}`,
  when: (when: string, where: string) => [when, where].filter((part) => part !== '').join(', '),
  ourPart: (text: string) => (text === '' ? 'Our part: nobody has said so yet.' : `Our part: ${text}`),
  others: (text: string) => (text === '' ? 'Who else: nobody has said so yet.' : `Who else: ${text}`),
  planned: { planned: 'Planned.', emergent: 'Not planned: it came about.' },
  before: (label: string) => `When this was stored: ${label}.`,
  outOf: (takenBack: number, changed: number) =>
    [
      ...(takenBack > 0 ? [`${quotations(takenBack)} withdrawn since.`] : []),
      ...(changed > 0 ? [`${quotations(changed)} changed since.`] : []),
    ].join(' '),
  member: (passages: readonly string[], contentNote: string | null) =>
    `${contentNote ? `(${contentNote}) ` : ''}${passages.map((passage) => `“${passage}”`).join(' … ')}`,
  memberLead: 'A member wrote:',
  document: (title: string, on: string, by: string) => `${title}, ${dayWords(on)}, by ${by}`,
  kept: (kind: DocumentKind) => `. The community keeps ${kind === 'pdf' ? 'it as a PDF' : 'a picture of it'}.`,
  documentLead: 'Document:',
  count: (title: string, on: string, value: number, unit: string, source: string) =>
    `${title}: ${value} ${unit}, ${dayWords(on)}. Source: ${source}`,
  countLead: 'Count:',
  leads: {
    agree: 'Somebody outside confirms it:',
    partly: 'Somebody outside confirms it in part:',
    disagree: 'Somebody outside disagrees:',
  },
  agreedBefore: 'Somebody outside agreed to what it said before:',
  quoted: (text: string, by: string, on: string) => `${text === '' ? '' : `“${text}” `}${by}, ${dayWords(on)}.`,
  settled: (on: string, why: string) => ` Settled on ${dayWords(on)}: ${why}`,
  organisation: {
    right: 'says that it is right:',
    partly: 'says that it is right in part:',
    wrong: 'says that it is wrong:',
  },

  stages,
  since: (stage: Stage, on: string) => `${stages[stage]}, since ${dayWords(on)}`,
  blockage: 'What gets in the way:',
  sought: 'The change that is sought:',
  way: 'How it came here:',
  step: (stage: Stage, on: string, why: string) => `${stages[stage]}, ${dayWords(on)}${why === '' ? '.' : `: ${why}`}`,
  ask: (organisation: string) => `We asked ${organisation}:`,
  asked: (text: string, on: string) => `${text} (${dayWords(on)})`,
  answers: { yes: 'Yes', partly: 'In part', no: 'No' },
  answered: (answer: string, text: string, role: string, on: string) =>
    ` ${answer}: “${text}” ${role}, ${dayWords(on)}.`,
  unanswered: ' No answer so far.',
  sightings: {
    caption: (title: string) => `How many members say that they have seen it: ${title}`,
    head: ['Year', 'Still in the way', 'Working'],
    few: 'fewer than 5',
  },
  measure: {
    title: (title: string, first: number, last: number, unit: string) =>
      first === last ? `${title}: ${last} ${unit}` : `${title}: ${last} ${unit}; it was ${first}`,
    text: (source: string) => `Source: ${source}.`,
    said: (first: string, last: string, unit: string, target: number | null) =>
      `From ${first} to ${last} (${unit}).${target === null ? '' : ` Hoped for: ${target}.`}`,
    point: (value: number, on: string) => `${value} in ${monthWords(on)}`,
    head: (unit: string): readonly [string, string] => ['Day', unit],
    table: 'The same numbers as a table',
    hoped: 'hoped for',
  },
  asks: 'What we ask of you',
};
