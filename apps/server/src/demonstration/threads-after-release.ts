import type { StoryThread } from './story';

/** What came after the first day, and what else those asked who meet people then. */
export const threadsAfterRelease: readonly StoryThread[] = [
  {
    theme: 'release',
    session: 'hour',
    kind: 'discussion',
    audience: 'session',
    title: 'For those who were there: the case from housing',
    on: '2020-08-12T15:00:00Z',
    posts: [
      {
        by: 'odette',
        text: 'Thank you for how carefully you talked about her. I told her what you said, with no names. She says: “Tell them the bit about the key is right.”',
      },
      { by: 'sorrel', to: 1, text: 'That has stayed with me all week.' },
    ],
  },
  {
    theme: 'release',
    kind: 'experience',
    title: 'A list I can read',
    on: '2020-09-01T10:20:00Z',
    posts: [
      {
        by: 'amber',
        text: 'My plan was eleven pages. I can read, I just can’t read when I am scared. Two lines would do: where first, and who will be there.',
      },
      { by: 'bram', to: 1, text: 'I am going to try that next week: two lines on a card, the eleven pages behind it.' },
      {
        by: 'bram',
        to: 1,
        text: 'I tried it. He kept the card. The eleven pages were in the bin by the gate.',
        reactions: [
          ['amber', 'thank-you'],
          ['tansy', 'this-helps'],
          ['perrin', 'seen-this'],
        ],
      },
      { by: 'ludo', to: 3, text: 'Could I have a picture of the card, without names?' },
    ],
  },
  {
    theme: 'release',
    kind: 'discussion',
    title: 'A release pathway we could all sign',
    on: '2021-03-10T12:00:00Z',
    posts: [
      {
        by: 'isla',
        text: 'Since late 2020 a project has worked with prison, probation, police, council, housing and people who were in prison to design a recommended release pathway. The draft is below. What would stop you from signing it?',
      },
      { by: 'ludo', to: 1, text: 'Who holds it when somebody moves between three prisons in a month?' },
      { by: 'bram', to: 2, text: 'Us. It should follow the person, and we already do.' },
      {
        by: 'perrin',
        to: 1,
        text: 'It says “the individual will engage”. Take it out and I’ll sign.',
        reactions: [
          ['rowan', 'me-too'],
          ['tansy', 'this-helps'],
          ['wilf', 'me-too'],
        ],
      },
      { by: 'isla', to: 4, text: 'Taken out. It now says who will be where, and when.' },
    ],
  },
  {
    theme: 'release',
    kind: 'discussion',
    title: 'The quarterly network: a dozen prisons and one contact list',
    on: '2022-05-18T11:00:00Z',
    posts: [
      {
        by: 'isla',
        text: 'A prison discharge network now meets every quarter, with a dozen prisons and local services, and keeps a contact list. It began here. Is it still useful to you?',
      },
      { by: 'fergus', to: 1, text: 'The list alone saves me a morning a week. Names change; the network notices.' },
      {
        by: 'odette',
        to: 1,
        text: 'Last month a resettlement officer rang me. Before the release. I nearly fell off my chair.',
        reactions: [
          ['tansy', 'this-helps'],
          ['bram', 'this-helps'],
        ],
      },
      {
        by: 'amber',
        underAlias: true,
        to: 3,
        text: 'Somebody rang the gate the day before I came out, so somebody was there. Nobody had ever been there. That was four months ago, and I have kept every appointment but one.',
        reactions: [
          ['odette', 'thank-you'],
          ['fergus', 'thank-you'],
        ],
      },
    ],
  },
  {
    theme: 'release',
    kind: 'question',
    title: 'Who can take one old fire out of a risk assessment?',
    on: '2020-09-15T09:00:00Z',
    mightKnow: ['housing', 'probation', 'council'],
    posts: [
      {
        by: 'wilf',
        text: 'A bin, when he was fifteen. He is forty-one. Every supported housing provider has said no because of that one line. Who can change it, and what do they need?',
      },
      {
        by: 'odette',
        to: 1,
        text: 'We can look at a fresh assessment if somebody writes one. Nobody has to believe the old one for ever. But nobody is asked to write a new one either.',
      },
      {
        by: 'cormac',
        to: 1,
        text: 'I can say what is on our system, and how old it is. It needs his consent and a form.',
      },
    ],
  },
  {
    theme: 'release',
    kind: 'practice',
    title: 'Six minutes on the phone from the ward',
    on: '2020-10-06T15:30:00Z',
    posts: [
      {
        by: 'juno',
        text: 'Hospital discharge is prison release with flowers. We now ring one number before anybody leaves with no fixed address. Readmissions from that group are fewer. I will bring the count when I trust it.',
      },
      { by: 'ludo', to: 1, text: 'That one number is me. Please keep ringing.' },
    ],
  },
  {
    theme: 'release',
    kind: 'blockage',
    title: '“Dual diagnosis”: two doors, each says the other one first',
    on: '2020-10-20T10:45:00Z',
    posts: [
      {
        by: 'sorrel',
        text: 'Mental health: come back when you have stopped drinking. Us: come back when you are stable. We are half of the problem and I would like to stop being it.',
      },
      { by: 'juno', to: 1, text: 'Same corridor in our building, two doors, two waiting lists.' },
      {
        by: 'rowan',
        to: 1,
        text: 'I went through the first door nine times.',
        reactions: [
          ['sorrel', 'thank-you'],
          ['perrin', 'me-too'],
          ['juno', 'seen-this'],
        ],
      },
      { by: 'sorrel', to: 2, text: 'Could we see three people together, on one morning, in one room? Only three.' },
      { by: 'juno', to: 4, text: 'Thursday week. I have asked for the room.' },
    ],
  },
  {
    theme: 'release',
    kind: 'discussion',
    title: 'Changes made in lockdown: which should stay?',
    on: '2020-07-09T08:20:00Z',
    posts: [
      {
        by: 'tansy',
        text: 'Everybody In. Phone appointments. Prescriptions for a fortnight. Which of them should still be there in a year, and who would have to decide?',
      },
      { by: 'amber', to: 1, text: 'The phone ones. I am not brave in waiting rooms.' },
      {
        by: 'cormac',
        to: 1,
        text: 'We stopped moving people on, because there was nowhere to move them to. It turns out that we had never needed to.',
      },
      { by: 'wilf', to: 1, text: 'Signing by e-mail. A thumbprint of biro on a form never helped anybody.' },
    ],
  },
  {
    theme: 'release',
    kind: 'question',
    title: 'Does anybody have a spare phone with credit?',
    on: '2020-11-02T09:10:00Z',
    mightKnow: ['voluntary', 'police'],
    state: 'resolved',
    answer: 2,
    posts: [
      { by: 'fergus', text: 'Not a smartphone. One that rings, for a man who comes out on Thursday.' },
      {
        by: 'cormac',
        to: 1,
        text: 'Lost property, unclaimed, wiped. Three of them. Come to the front desk.',
        reactions: [['fergus', 'thank-you']],
      },
    ],
  },
  {
    theme: 'release',
    kind: 'discussion',
    audience: 'moderators',
    title: 'How do we answer when somebody writes at night?',
    on: '2020-08-20T19:00:00Z',
    posts: [
      {
        by: 'tansy',
        text: 'We do not watch at night and should say so more plainly. Until then, whoever opens the laptop first in the morning looks at new posts first.',
      },
      { by: 'maeve', to: 1, text: 'Agreed. I take Mondays and Tuesdays.' },
    ],
  },
  {
    theme: 'release',
    kind: 'practice',
    title: 'The two-line card',
    on: '2020-09-22T16:05:00Z',
    posts: [
      {
        by: 'bram',
        text: 'After Amber’s thread we made it a thing: two lines, large print, on card. Where first. Who will be there. I have used eleven.',
      },
      { by: 'odette', to: 1, text: 'May we use it for viewings?' },
      { by: 'bram', to: 2, text: 'Please. It was never ours.' },
    ],
  },
];
