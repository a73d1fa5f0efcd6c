import type { StoryThread } from './story';

/** The day of release: what stood in its way, and what it could look like. */
export const threadsOfTheFirstDay: readonly StoryThread[] = [
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
];
