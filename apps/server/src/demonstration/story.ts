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

export const threads: readonly StoryThread[] = [
  {
    theme: 'release',
    session: 'plan',
    kind: 'blockage',
    title: 'Six appointments on the first day, and no way to reach them',
    on: '2020-07-08T14:20:00Z',
    pinned: true,
    posts: [
      {
        by: 'tansy',
        text: 'A service coordinator brought a real release plan to today’s session, told with the person’s agreement. Six appointments on the first day. No fixed address. Two of the six were about housing.\n\nWe worked out how the day could be travelled. By bus and train, none of the six could be reached in time. By taxi, all six, for far more than the £46 in the person’s pocket. Collected and driven by the coordinator, four of six.\n\nTwo questions. Where does a day like this first go wrong, from where you stand? And if it worked only a little better, who would notice first?',
        reactions: [
          ['bram', 'seen-this'],
          ['sorrel', 'seen-this'],
          ['wilf', 'seen-this'],
          ['ludo', 'seen-this'],
          ['perrin', 'seen-this'],
          ['odette', 'seen-this'],
        ],
      },
      {
        by: 'bram',
        to: 1,
        before: 'From our side it goes wrong weeks earlier. Ours is the appointment that must not be missed.',
        text: 'From our side it goes wrong weeks earlier. Ours is the appointment that must not be missed, because missing it can mean recall to prison. But we set the time before anybody knows where the person will sleep, and nobody asks how they will get to us.\n\nIt would cost us nothing to ask.',
        reactions: [
          ['perrin', 'this-helps'],
          ['ludo', 'this-helps'],
          ['tansy', 'this-helps'],
        ],
      },
      {
        by: 'odette',
        to: 2,
        text: 'Same with us. Two of the six were housing, on opposite sides of the city, an hour apart on paper. If somebody had put them in one building the plan would have had five stops. Who could do that: us, or the council?',
      },
      {
        by: 'rowan',
        underAlias: true,
        to: 1,
        text: 'I had a list like that. I read it on the coach and knew by the second line I would be back.\n\nPeople think you can’t be bothered. You have to choose: the one that keeps you out, or the one that gets you a bed.\n\nI chose the bed. It was a Friday. They had shut.',
        reactions: [
          ['tansy', 'thank-you'],
          ['bram', 'thank-you'],
          ['odette', 'thank-you'],
          ['sorrel', 'thank-you'],
          ['perrin', 'me-too'],
        ],
      },
      {
        by: 'bram',
        to: 3,
        text: 'If housing could sit with us for the first hour of a release day, we could make it one stop. I’d like to try it with one person.',
        reactions: [['odette', 'thank-you']],
      },
      { by: 'amber', to: 4, text: 'I wrote too much here.', withdrawn: true },
      {
        by: 'perrin',
        to: 6,
        text: 'A lot of our members would say the same. When one of us walks in with the person, they get seen. That is the bit that works, and it isn’t written in anybody’s plan.',
      },
      {
        by: 'sorrel',
        to: 1,
        note: 'Mentions an overdose',
        text: 'The prescription is the appointment that never makes the top of the list, and the first days out are when people die. Two winters ago a man we knew waited for a script that had been sent to the wrong chemist.',
      },
      {
        by: 'ludo',
        to: 8,
        text: 'To answer #3: it would be us, and I have asked. There is a room on the ground floor that is free on weekday mornings. What I need from this thread is the least it must do: which two appointments, if they were in one place, would change the day most?',
      },
    ],
    summary: [
      {
        text: 'The times are set before anybody knows where the person will sleep or how they will travel',
        numbers: [2],
      },
      { text: 'So people choose between a bed and staying out of prison', numbers: [4] },
      {
        text: 'What helps already: somebody who comes along; one place for two appointments, not yet tried',
        numbers: [7, 5],
      },
    ],
  },
  {
    theme: 'release',
    session: 'plan',
    kind: 'experience',
    title: 'What I wish somebody had told me the night before',
    on: '2020-07-10T09:05:00Z',
    posts: [
      {
        by: 'perrin',
        text: 'Eat before you go out. There is nothing open by the station, and you will be too wound up to notice until four in the afternoon.\n\nWhat do you wish you had known?',
      },
      {
        by: 'rowan',
        to: 1,
        text: 'That the card would not work. It takes days. Get them to write down what you are owed and when.',
      },
      { by: 'amber', to: 1, text: 'That I was allowed to say no to one of the appointments. Nobody said which one.' },
      {
        by: 'maeve',
        to: 2,
        text: 'The first payment can be an advance, the same day, if the identity check is done before release. It can be done before release. Ask for it six weeks ahead.',
        reactions: [
          ['perrin', 'this-helps'],
          ['rowan', 'this-helps'],
          ['fergus', 'this-helps'],
        ],
      },
      {
        by: 'rowan',
        to: 1,
        note: 'Mentions losing a child',
        text: 'That the court letter about my son would be waiting at my mum’s. Somebody knew. I would have liked to sit down first.',
      },
      { by: 'tansy', to: 5, text: 'Thank you for telling us. Nobody should find that on a doormat.' },
    ],
  },
  {
    theme: 'release',
    kind: 'question',
    title: 'Who gives out travel warrants on the day?',
    on: '2020-07-21T08:30:00Z',
    mightKnow: ['probation', 'police'],
    answer: 2,
    posts: [
      {
        by: 'odette',
        text: 'Two people told us this month that they were given a warrant, and one that she had to ask three times. Who decides, and can we know before the day?',
      },
      {
        by: 'bram',
        to: 1,
        text: 'Reception at the prison, on the morning. It is for the journey to the release address only, so somebody of no fixed abode gets one to the probation office. It can be asked for in the plan two weeks before: there is a box for it, and it is usually empty.',
        reactions: [
          ['odette', 'thank-you'],
          ['wilf', 'this-helps'],
        ],
      },
      { by: 'wilf', to: 2, text: 'Which form? I would like to fill that box.' },
      { by: 'bram', to: 3, text: 'Ask the resettlement team for the discharge sheet, page two, near the bottom.' },
    ],
    state: 'resolved',
  },
  {
    theme: 'release',
    kind: 'blockage',
    title: 'Released on a Friday',
    on: '2020-07-14T10:00:00Z',
    posts: [
      {
        by: 'fergus',
        text: 'Out at 10:40 on a Friday, two trains, and by the time we were in the city the council desk had shut. Then it is Monday. In the case we looked at the person slept rough, and was back in prison within weeks.',
      },
      {
        by: 'cormac',
        to: 1,
        text: 'We see the same faces in doorways on a Friday night and think nothing of it. I did not know they had come out that morning. If I did, there is somebody I could ring.',
      },
      { by: 'ludo', to: 1, text: 'The out-of-hours line is staffed. It is not in any plan I have seen.' },
      {
        by: 'isla',
        on: '2024-01-16T10:05:00Z',
        to: 1,
        text: 'For the record: since December 2023 there is a presumption against release on Fridays for most people who were sentenced. We do not claim that one. What remains?',
      },
      {
        by: 'perrin',
        on: '2024-01-16T12:40:00Z',
        to: 4,
        text: 'Remand. And Thursday afternoons, which have turned into the new Friday.',
        reactions: [
          ['cormac', 'seen-this'],
          ['wilf', 'seen-this'],
        ],
      },
    ],
  },
  {
    theme: 'release',
    kind: 'practice',
    title: 'A worker at the gate, with a car',
    on: '2020-07-16T13:10:00Z',
    posts: [
      {
        by: 'fergus',
        text: 'Four of six is not six of six, but it was the four that mattered. What made the difference: I rang each desk the day before and said “we will be late, we are coming”. Nobody had ever done that. Three of them waited.',
      },
      {
        by: 'odette',
        to: 1,
        text: 'I was one of the three. It is a different feeling to wait for somebody than to tick that they did not come.',
        reactions: [
          ['fergus', 'thank-you'],
          ['tansy', 'this-helps'],
        ],
      },
      { by: 'juno', to: 1, text: 'We do the same from the ward now. One call. It takes six minutes.' },
    ],
  },
  {
    theme: 'release',
    kind: 'blockage',
    title: 'An identity check that needs an address that needs an identity check',
    on: '2020-08-03T09:40:00Z',
    posts: [
      {
        by: 'wilf',
        text: 'No bank account without an address. No address without proof of identity. No proof without a bank account or a bill. I have a flow chart; it is a circle.',
      },
      {
        by: 'maeve',
        to: 1,
        text: 'We can take the prison’s own discharge paper as one of the three. Not everybody on the desk knows.',
      },
      { by: 'wilf', to: 2, text: 'Could you write that down on something that I can wave?' },
      {
        by: 'maeve',
        to: 3,
        text: 'Written, signed, laminated. It is at the front desk with your name on.',
        reactions: [
          ['wilf', 'thank-you'],
          ['perrin', 'this-helps'],
          ['rowan', 'this-helps'],
        ],
      },
    ],
    state: 'resolved',
  },
  {
    theme: 'release',
    session: 'hour',
    kind: 'discussion',
    title: 'Best hopes for the first hour',
    on: '2020-08-12T14:05:00Z',
    posts: [
      {
        by: 'tansy',
        text: 'Suppose it goes as well as it possibly could. It is eleven in the morning. What is the first small thing that you notice?',
      },
      { by: 'rowan', to: 1, text: 'Somebody says my name, and it is not an officer.' },
      { by: 'odette', to: 1, text: 'A key. Even for one night. You can plan anything with a key.' },
      { by: 'sorrel', to: 1, text: 'The chemist has the script and is expecting them.' },
      { by: 'bram', to: 1, text: 'They know where I am, and I know that they know.' },
      {
        by: 'perrin',
        to: 2,
        text: 'Yes. And a proper coffee.',
        reactions: [
          ['rowan', 'me-too'],
          ['odette', 'me-too'],
        ],
      },
    ],
  },
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
