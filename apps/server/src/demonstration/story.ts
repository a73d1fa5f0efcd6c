import type { ReactionKind, Sector, SessionState, ThreadKind } from '@throughline/contracts/names';

/** A post of the story: who, what, and what it answers (the first post is 1). */
export interface StoryPost {
  by: string;
  text: string;
  /** Written under another name, used in this thread alone; let out by the chair. */
  underAlias?: true;
  to?: number;
  /** Written long after the one before, and not at the pace of the thread. */
  on?: string;
  note?: string;
  reactions?: [string, ReactionKind][];
  withdrawn?: boolean;
  /** What it said first, where it was changed. */
  before?: string;
}

export interface StoryThread {
  theme: string;
  session?: string;
  kind: ThreadKind;
  audience?: 'members' | 'session' | 'moderators';
  /** The circle that it is for, instead. */
  circle?: string;
  title: string;
  on: string;
  posts: StoryPost[];
  mightKnow?: Sector[];
  answer?: number;
  state?: 'resolved' | 'closed';
  pinned?: boolean;
  summary?: { text: string; numbers: number[] }[];
}

export const themes = [
  {
    key: 'engagement',
    title: 'Engagement',
    question: 'What would have to happen for engagement to be seen as a skill, rather than a label?',
    about:
      'Is “engagement” a word that looks down on people? Are there better ones, or only softer ones? Calling people “difficult to engage” labels them. We look at it as a system: how can services, communities and their members best engage, within and with each other?',
    startsOn: '2019-09-11',
    endsOn: '2020-03-11',
  },
  {
    key: 'release',
    title: 'Prison release',
    question: 'What would the first good day look like?',
    about:
      'Online since July 2020. We begin with the plan for one real day and work through it, hour by hour. Barriers in prison release were reported here in 2016; in 2019 the same ones were still found. What would people notice, if it got a little better?',
    startsOn: '2020-07-08',
    endsOn: null,
  },
];

export const sessions: readonly {
  key: string;
  theme: string;
  title: string;
  at: string;
  minutes: number;
  place: string | null;
  state: SessionState;
  about: string;
  notes?: string;
  coming: string[];
}[] = [
  {
    key: 'word',
    theme: 'engagement',
    title: 'Is “engagement” the right word?',
    at: '2019-09-11T11:30:00Z',
    minutes: 150,
    place: 'The Dudson Rooms, Hanover Street',
    state: 'held',
    about: 'With refreshments and a working lunch. Bring one time that the word was used about you, or by you.',
    notes:
      'Agreed: nobody here is “hard to reach”. Some services are.\n\nTo try: each of us asks one person “what would make it worth your while to come?” and brings the answer.',
    coming: ['tansy', 'odette', 'perrin', 'wilf', 'rowan', 'cormac', 'maeve'],
  },
  {
    key: 'silo',
    theme: 'engagement',
    title: 'When everyone says “not ours”',
    at: '2019-11-13T12:30:00Z',
    minutes: 150,
    place: 'The Dudson Rooms, Hanover Street',
    state: 'held',
    about:
      'Less money and more need make agencies slow to accept a referral. The need grows, and the same person is referred again, later and worse off. Where have you seen this work differently?',
    notes: 'Good practice heard: a multi-agency resolution group, one hour, same people, every other week.',
    coming: ['tansy', 'ludo', 'sorrel', 'juno', 'bram', 'perrin'],
  },
  {
    key: 'plan',
    theme: 'release',
    title: 'A real plan for one day',
    at: '2020-07-08T11:30:00Z',
    minutes: 120,
    place: null,
    state: 'held',
    about:
      'A service coordinator brings a customer’s release plan, with the person’s agreement. Six appointments on the first day, no fixed abode, £46 in the pocket.',
    notes:
      'By bus and train none of the six could be reached in time. By taxi the cost was so high that nobody would pay it. Collected and supported by a coordinator: four of six.\n\nThe words that stayed: the plan would “set them up to fail”.',
    coming: ['tansy', 'fergus', 'odette', 'bram', 'perrin', 'sorrel', 'ludo', 'maeve', 'wilf', 'cormac'],
  },
  {
    key: 'hour',
    theme: 'release',
    title: 'What would the first good hour look like?',
    at: '2020-08-12T11:30:00Z',
    minutes: 120,
    place: null,
    state: 'held',
    about: 'Online, with a case from housing. Best hopes first, then what already works, even a little.',
    coming: ['tansy', 'odette', 'perrin', 'rowan', 'sorrel'],
  },
  {
    key: 'gate',
    theme: 'release',
    title: 'Who is at the gate?',
    at: '2027-01-13T12:30:00Z',
    minutes: 120,
    place: 'The Dudson Rooms, Hanover Street, and online',
    state: 'planned',
    about: 'Meeting people at the gate: who does it, who pays, and what happens when nobody can.',
    coming: ['tansy', 'fergus', 'perrin'],
  },
];
