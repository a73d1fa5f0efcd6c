import type { StoryThread } from './story';

/** What “engagement” means, and whose it is. */
export const threadsOnEngagement: readonly StoryThread[] = [
  {
    theme: 'engagement',
    session: 'word',
    kind: 'discussion',
    title: 'Is “engagement” a word that looks down on people?',
    on: '2019-09-11T15:00:00Z',
    posts: [
      {
        by: 'tansy',
        text: 'From today’s meeting. Is it? Are there better terms, or would they only be softer words for the same thing?',
      },
      {
        by: 'rowan',
        to: 1,
        text: 'You engage a gear. Or a toilet door. I was “non-engaging” for two years and I was talking to people the whole time, just not to them.',
        reactions: [
          ['perrin', 'me-too'],
          ['tansy', 'thank-you'],
          ['wilf', 'this-helps'],
        ],
      },
      {
        by: 'wilf',
        to: 1,
        text: 'We changed “did not attend” to “we did not meet”. It is three letters longer and it changed who gets the letter.',
      },
      { by: 'cormac', to: 3, text: 'I like that. Who was it that decided?' },
      { by: 'wilf', to: 4, text: 'I did. Nobody noticed for a year.' },
      {
        by: 'odette',
        to: 1,
        text: 'There is bias in it that we do not see: somebody who shouts is “difficult to engage”, somebody who writes to the ombudsman is “articulate”.',
      },
    ],
  },
  {
    theme: 'engagement',
    session: 'silo',
    kind: 'blockage',
    title: 'Referred on, and referred back, with more need each time',
    on: '2019-11-13T16:00:00Z',
    posts: [
      {
        by: 'ludo',
        text: 'Less money, more demand, so each of us is careful about what we accept. The person comes back later with greater need, to somebody else’s door, and it costs more there. We all know it. None of us can stop it alone.',
      },
      { by: 'juno', to: 1, text: 'We counted one person: eleven referrals in a year, four accepted, two started.' },
      { by: 'bram', to: 2, text: 'Could we look at that one person together?' },
      {
        by: 'juno',
        to: 3,
        text: 'With her agreement, yes. I will ask her what she would want us to talk about first.',
      },
    ],
  },
  {
    theme: 'engagement',
    session: 'silo',
    kind: 'practice',
    title: 'One meeting for everyone who says “not ours”',
    on: '2019-11-20T09:30:00Z',
    state: 'resolved',
    posts: [
      {
        by: 'maeve',
        text: 'The multi-agency resolution group: one hour, the same people, every other week. Rule one: nobody leaves until somebody says “ours”.',
      },
      { by: 'tansy', to: 1, text: 'What do you do when it really is nobody’s?' },
      {
        by: 'maeve',
        to: 2,
        text: 'Then we write that down, with names, and send it to the people who could make it somebody’s. That has happened twice. Both times it worked.',
        reactions: [
          ['ludo', 'this-helps'],
          ['juno', 'this-helps'],
          ['tansy', 'thank-you'],
        ],
      },
    ],
  },
  {
    theme: 'engagement',
    kind: 'experience',
    title: 'The worker who came back',
    on: '2019-10-02T18:40:00Z',
    posts: [
      {
        by: 'amber',
        text: 'I told her to go away four times. She came the fifth time with chips and didn’t ask me anything.',
      },
      {
        by: 'fergus',
        to: 1,
        text: 'I would like that on the wall of the office.',
        reactions: [
          ['amber', 'thank-you'],
          ['rowan', 'me-too'],
        ],
      },
      { by: 'perrin', to: 1, text: 'Five times is the skill. It is in nobody’s job description.' },
    ],
  },
  {
    theme: 'engagement',
    kind: 'question',
    title: 'What do you write instead of “did not engage”?',
    on: '2019-10-16T08:50:00Z',
    mightKnow: ['health', 'drug-and-alcohol', 'housing'],
    answer: 3,
    posts: [
      { by: 'juno', text: 'I have to write something in the box.' },
      { by: 'sorrel', to: 1, text: '“We have not yet found a way to meet.”' },
      {
        by: 'wilf',
        to: 1,
        text: '“I was there at two. Next: I ring on Monday at ten, as she asked.” What I did, and what I will do. Nothing about her.',
        reactions: [
          ['juno', 'thank-you'],
          ['tansy', 'this-helps'],
          ['bram', 'this-helps'],
        ],
      },
    ],
  },
  {
    theme: 'engagement',
    kind: 'practice',
    title: 'Open the door at eight, not at nine',
    on: '2019-12-04T10:15:00Z',
    posts: [
      {
        by: 'odette',
        text: 'The people we “cannot reach” were sitting on our step at eight. We open at eight now. That was the whole project.',
      },
      { by: 'cormac', to: 1, text: 'Fewer calls to us from that street, too.' },
    ],
  },
  {
    theme: 'engagement',
    kind: 'blockage',
    title: 'Three letters, and then the case is closed',
    on: '2019-12-11T14:00:00Z',
    posts: [
      { by: 'rowan', text: 'To an address I had left. They had my phone number. I had rung them from it.' },
      { by: 'juno', to: 1, text: 'We do this. I have asked who wrote the rule. It seems that nobody did.' },
      { by: 'wilf', to: 2, text: 'Then nobody has to unwrite it.' },
    ],
  },
  {
    theme: 'engagement',
    kind: 'discussion',
    title: 'Engagement as something services are good or bad at',
    on: '2020-01-15T13:20:00Z',
    posts: [
      {
        by: 'tansy',
        text: 'What would have to happen for engagement to be seen as a skill and an objective of ours, rather than a label for people who try to use services?',
      },
      { by: 'bram', to: 1, text: 'Put it in our appraisal, not in their assessment.' },
      { by: 'isla', to: 2, text: 'Which number would you want to be judged by?' },
      {
        by: 'bram',
        to: 3,
        text: 'How many people ring me who do not have to.',
        reactions: [
          ['tansy', 'thank-you'],
          ['perrin', 'this-helps'],
          ['isla', 'this-helps'],
        ],
      },
    ],
  },
  {
    theme: 'engagement',
    kind: 'question',
    title: 'Who could come in February to talk about Housing First?',
    on: '2020-01-22T09:00:00Z',
    state: 'closed',
    posts: [
      { by: 'tansy', text: 'Somebody who has done it, and somebody who lives in it.' },
      { by: 'perrin', to: 1, text: 'I know the second. I will ask.' },
      { by: 'perrin', to: 2, text: 'She says yes, if there is cake.' },
    ],
  },
  {
    theme: 'engagement',
    kind: 'discussion',
    title: 'What the lunch is for',
    on: '2020-02-12T13:45:00Z',
    posts: [
      {
        by: 'perrin',
        text: 'More gets arranged in the queue for the soup than in the meeting. How do we keep that if we ever meet on a screen?',
      },
      { by: 'maeve', to: 1, text: 'Open the line half an hour early and do not start.' },
    ],
  },
  {
    theme: 'engagement',
    kind: 'experience',
    title: 'Being thanked',
    on: '2020-02-26T20:10:00Z',
    posts: [
      {
        by: 'rowan',
        text: 'I said something in September and in January it was in somebody’s policy. Nobody told me. I found out by accident. I would have liked to be told.',
      },
      {
        by: 'isla',
        to: 1,
        text: 'You are right. That is what I want this place to do: show, down to the words it grew from, what changed. Yours first.',
        reactions: [
          ['rowan', 'thank-you'],
          ['tansy', 'this-helps'],
          ['perrin', 'this-helps'],
        ],
      },
    ],
  },
];
