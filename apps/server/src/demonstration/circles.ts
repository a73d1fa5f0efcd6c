import type { StoryThread } from './story';

/** Circles of the story, who makes them and who says yes when asked. */
export const circles: readonly {
  key: string;
  name: string;
  purpose: string;
  livedExperience: boolean;
  withMaker: boolean;
  people: string[];
}[] = [
  {
    key: 'been-there',
    name: 'Been there ourselves',
    purpose: 'For those of us who have been through it: to say things here first, before we say them to everybody.',
    livedExperience: true,
    withMaker: false,
    people: ['perrin', 'rowan', 'amber', 'sorrel'],
  },
  {
    key: 'core',
    name: 'Core group',
    purpose: 'We plan the sessions, and look after what was promised in them.',
    livedExperience: false,
    withMaker: true,
    people: ['isla', 'odette', 'perrin', 'fergus'],
  },
];

export const circleThreads: readonly StoryThread[] = [
  {
    theme: 'release',
    circle: 'been-there',
    kind: 'experience',
    title: 'What I would not say in the big room yet',
    on: '2020-07-15T19:20:00Z',
    posts: [
      {
        by: 'rowan',
        text: 'The bit that nobody plans for is the evening. You have been to the appointments, or not. Then it is seven o’clock and you know exactly one door that is open.',
        reactions: [
          ['amber', 'me-too'],
          ['perrin', 'seen-this'],
        ],
      },
      { by: 'amber', to: 1, text: 'For me it was six o’clock. Yes.' },
      {
        by: 'perrin',
        to: 1,
        text: 'Would you let me ask the big room “who is there at seven?”, without saying where it comes from?',
      },
      { by: 'rowan', to: 3, text: 'Like that, yes.' },
    ],
  },
  {
    theme: 'release',
    circle: 'core',
    kind: 'discussion',
    title: 'Before September: who rings whom',
    on: '2020-08-20T10:00:00Z',
    posts: [
      {
        by: 'tansy',
        text: 'Three calls to make before the session. I take the prison. Who takes the hospital, who the council?',
      },
      { by: 'odette', to: 1, text: 'The council is me; I am there on Thursday anyway.' },
      { by: 'fergus', to: 1, text: 'Hospital. I am in their car park twice a day.' },
    ],
  },
];
