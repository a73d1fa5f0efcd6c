import type { ChangeKind, Condition, OutsideChoice, OutsideRelation, Stage } from '@throughline/contracts/names';

/** Sentences of a post of the story, by their places in it, from 0. */
export interface StoryWords {
  thread: string;
  post: number;
  sentences: number[];
}

/** Whose words may be used beside a change: they say so for all that they write. */
export const consenting = ['tansy', 'bram', 'odette', 'rowan', 'ludo', 'fergus', 'isla'];

const sixAppointments = 'Six appointments on the first day, and no way to reach them';
const network = 'The quarterly network: a dozen prisons and one contact list';

/** Posts under another name whose author lets them be used, by thread and number. */
export const givenUnderAlias: readonly Omit<StoryWords, 'sentences'>[] = [
  { thread: sixAppointments, post: 4 },
  { thread: network, post: 4 },
];

/** "The long line": noticed, back again, looked into, tried, taken up. */
export const note = {
  title: 'A first day that can be kept',
  lead: 'In 2016 we noticed that the first day out of prison asked for more than anybody could do. In 2022 prison, probation, police and council agreed one plan for that day. It works for some. It is not yet how things are done.',
  blockage:
    'Each service sets its own time for the first day. Nobody adds the times up, or looks at the bus. People who miss probation can be sent back.',
  bestHopes:
    'Somebody is at the gate. There are two or three appointments, in an order that a person can travel. The first night has an address.',
  exceptions:
    'When a worker rings the gate the day before. When the hostel does its interview by phone. When probation sees the person last.',
  conditions: ['practices', 'relationships', 'mental-models'] as Condition[],
  mustAct: ['Probation, North Division', 'City Council, Homelessness', 'The prisons'],
  haveActed: ['Probation, North Division'],
  noticedOn: '2016-03-01',
  nextReview: '2023-01-11',
  words: { thread: sixAppointments, post: 4, sentences: [2, 3] },
};

export const stages: readonly { stage: Stage; on: string; why: string; beneficial?: string }[] = [
  { stage: 'returned', on: '2019-10-02', why: 'Three years on, the same things were found again. Nothing had moved.' },
  {
    stage: 'exploring',
    on: '2020-07-08',
    why: 'A worker brought one real plan, and everybody could see the day, hour by hour.',
  },
  {
    stage: 'testing',
    on: '2021-03-10',
    why: 'Prison, probation, police, council, housing and people who had been inside drew a first day together, and tried it.',
  },
  {
    stage: 'adopted',
    on: '2022-06-15',
    why: 'The recommended way was put to those who decide, and agreed.',
    beneficial: 'People say that they left with one paper, not six, and with somebody beside them.',
  },
];

export const moreWords: readonly StoryWords[] = [
  { thread: sixAppointments, post: 2, sentences: [2] },
  { thread: network, post: 3, sentences: [0, 1] },
  { thread: network, post: 4, sentences: [0, 1] },
];

/** How many of them saw what, in which year: in the order of the people. */
export const sightings: readonly { kind: 'there' | 'working'; on: string; of: number }[] = [
  { kind: 'there', on: '2019-10-02', of: 9 },
  { kind: 'there', on: '2020-07-08', of: 12 },
  { kind: 'working', on: '2020-09-15', of: 3 },
  { kind: 'there', on: '2021-06-09', of: 6 },
  { kind: 'working', on: '2021-06-09', of: 7 },
  { kind: 'there', on: '2022-06-08', of: 5 },
  { kind: 'working', on: '2022-06-08', of: 10 },
];

export const measure = {
  title: 'First-day appointments that could be kept',
  unit: 'of 100',
  source: 'Plans that members laid out, 10 to 24 each time',
  baseline: 12,
  target: 75,
  points: [
    ['2020-07-08', 12],
    ['2021-01-13', 18],
    ['2021-07-14', 25],
    ['2022-01-12', 38],
    ['2022-04-13', 44],
    ['2022-05-18', 47],
    ['2022-06-15', 52],
  ] as const,
};

/** What somebody outside answers. */
export interface StoryAnswer {
  on: string;
  answer: OutsideChoice;
  text: string;
  role: string;
  how?: string;
  relation?: OutsideRelation;
}

/** What the note asks of organisations, and what came. */
export const asks: readonly { organisation: string; text: string; on: string; by?: string; answer?: StoryAnswer }[] = [
  {
    organisation: 'The prisons',
    text: 'Tell the worker the time of day, a week before.',
    on: '2021-01-11',
    answer: {
      on: '2021-02-02',
      answer: 'yes',
      text: 'We send the list each Thursday. Ring the office if a date moves.',
      role: 'Head of resettlement',
    },
  },
  {
    organisation: 'Probation, North Division',
    text: 'See people after the train gets in.',
    on: '2022-04-04',
    answer: {
      on: '2022-05-18',
      answer: 'partly',
      text: 'After 3 pm for those from over 30 miles. We cannot for people who must be seen by noon.',
      role: 'Team manager',
    },
  },
  {
    organisation: 'City Council, Homelessness',
    text: 'Keep one assessment by phone each Friday.',
    on: '2022-04-04',
    by: '2022-06-30',
  },
];

/** Who is named in the note and saw it before visitors did; one of them answered. */
export const named: readonly { organisation: string; answer?: StoryAnswer }[] = [
  {
    organisation: 'Probation, North Division',
    answer: {
      on: '2022-07-12',
      answer: 'partly',
      text: 'It is right for those who come from over 30 miles. For others the first meeting is as it was.',
      role: 'Team manager',
    },
  },
  { organisation: 'City Council, Homelessness' },
  { organisation: 'The prisons' },
];

/** "You said, we did", by theme. */
export const answers = [
  {
    theme: 'release',
    said: 'The day cannot be done.',
    did: 'We laid it out by the hour and asked three organisations to move one thing each. One said yes, one in part, one has not answered. More than half of the plans can be kept now.',
  },
] as const;

/** A document that is kept as a file. */
export interface StoryDocument {
  title: string;
  on: string;
  by: string;
  fileName: string;
}

export interface StoryOutcome {
  who: string;
  what: string;
  when: string;
  where: string;
  why: string;
  ourPart: string;
  others: string;
  kinds: ChangeKind[];
  conditions: Condition[];
  origin: 'planned' | 'emergent';
  words: StoryWords[];
  document?: StoryDocument;
  outside?: StoryAnswer[];
}

export const outcomes: readonly StoryOutcome[] = [
  {
    who: 'A dozen prisons and local services',
    what: 'meet every quarter and keep one list of whom to ring.',
    when: 'Since May 2022',
    where: 'Staffordshire and beyond',
    why: 'Whoever is released on Thursday is known on Monday.',
    ourPart: 'We drew the first list, and kept asking who would hold it.',
    others: 'A partnership board paid for the time.',
    kinds: ['relationship', 'practice'],
    conditions: ['relationships', 'practices'],
    origin: 'planned',
    words: [
      { thread: network, post: 2, sentences: [0, 1] },
      { thread: network, post: 3, sentences: [0, 1, 2] },
    ],
    document: {
      title: 'The contact list, first edition',
      on: '2022-05-11',
      by: 'The discharge network',
      fileName: 'contact-list.pdf',
    },
    outside: [
      {
        on: '2022-07-06',
        answer: 'agree',
        text: 'We meet each quarter, and I ring from the list most weeks.',
        role: 'Prison manager',
        how: 'I am at the meeting.',
        relation: 'made-it',
      },
      {
        on: '2022-07-12',
        answer: 'partly',
        text: 'The list is there and it is used. Two of the prisons have not come yet.',
        role: 'Council officer',
        how: 'I keep the list up to date for our team.',
        relation: 'observer',
      },
    ],
  },
  {
    who: 'A probation officer',
    what: 'gives a card with two lines, and keeps the eleven pages behind it.',
    when: 'Since September 2020',
    where: 'Probation, North Division',
    why: 'A frightened person can read two lines.',
    ourPart: 'A member said what would help; another tried it the week after.',
    others: 'The prison let the card through the gate.',
    kinds: ['behaviour'],
    conditions: ['practices', 'mental-models'],
    origin: 'emergent',
    words: [{ thread: 'A list I can read', post: 3, sentences: [0, 1, 2] }],
    outside: [
      {
        on: '2022-07-26',
        answer: 'disagree',
        text: 'We do this when we can. I would not call it a change yet.',
        role: 'Probation officer',
        how: 'I work in the same office.',
        relation: 'observer',
      },
    ],
  },
  {
    who: 'The council’s homelessness team',
    what: 'has a room on the ground floor for two appointments in one place.',
    when: 'Since July 2020',
    where: 'Stoke-on-Trent',
    why: 'One stop in place of two, an hour apart.',
    ourPart: 'We asked which two would change the day most.',
    others: 'The caretaker opens it at eight.',
    kinds: ['resources'],
    conditions: ['resources'],
    origin: 'emergent',
    words: [{ thread: sixAppointments, post: 9, sentences: [1] }],
  },
  {
    who: 'A pharmacy near the station',
    what: 'stays open for a first prescription on Fridays.',
    when: 'Since June 2022',
    where: 'Stoke-on-Trent',
    why: 'The first days out are when people die.',
    ourPart: 'We do not know yet.',
    others: '',
    kinds: ['practice'],
    conditions: ['practices'],
    origin: 'emergent',
    words: [],
  },
];

/** The report that was stored of it. */
export const report = {
  title: 'What changed, March 2016 to July 2022',
  forWhom: 'For the funders of the community',
  from: '2016-03-01',
  to: '2022-07-31',
  storedOn: '2022-08-01T10:00:00Z',
  theme: 'release',
  found:
    'The first day out of prison can now be kept by about half of those whose plans we saw; it was one in eight. Four things are done differently. One organisation that we asked has not answered.',
  context:
    'A project with its own funding (2020 to 2022) paid for staff time. The discharge grant rose to £76 in 2021: a national change, which we do not claim.',
  limits:
    'People still in prison had no way to write. We see plans and appointments, not what became of each person. These are the plans that worried somebody, not a sample.',
  asks: 'A year’s fuel for a car at the gate: in the plan that we laid out, the lift was the difference between none and four of six.',
} as const;

/** What waits for a moderator when somebody looks in: words under another name, and words that somebody finds wrong. */
export const waits = {
  underAlias: {
    by: 'rowan',
    thread: 'Released on a Friday',
    text: 'Mine was a Friday too. I sat on the wall outside the office until it got dark, because I did not know that shut meant shut until Monday.',
  },
  flagged: {
    by: 'perrin',
    thread: 'Released on a Friday',
    post: 2,
    point: 'Disagree with the idea, be kind to the person.',
    words: '“The same faces” are people. I do not think that he means it badly. A word with him may be enough.',
  },
} as const;
