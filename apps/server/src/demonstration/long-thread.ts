import type { StoryPost, StoryThread } from './story';

/** What people noted, week by week: the parts that the long thread is put together from. */
const places = [
  'the library',
  'the chemist on Hanover Street',
  'the night shelter',
  'the probation office',
  'the job centre',
  'the hospital’s front desk',
  'the council’s one-stop shop',
  'the food bank',
  'the bus station',
  'the college',
];
const helped = [
  'The person at the desk read the letter aloud instead of handing it back.',
  'They let us use the phone, and nobody stood behind us.',
  'There was a chair.',
  'Somebody wrote the time down in words: half past ten, not 10:30.',
  'They rang ahead, so nothing had to be told twice.',
  'The form could be finished another day.',
  'There was somebody who had been there themselves.',
  'They asked what the person wanted to be called.',
  'It was open when it said that it was open.',
  'They said sorry for the wait, and how long it would be.',
  'A worker came out to meet us, so nobody had to give a name at the window.',
];
const hindered = [
  'The number on the door is not the number in the letter.',
  'It takes an e-mail address to make an appointment about not having one.',
  'The queue ends where the heater begins.',
  'Proof of address, again.',
  'It closes for lunch exactly when the bus comes.',
  'The form asks for next of kin on the first line.',
  'They had moved in spring; the plan still sends people to the old place.',
  'You must ring a bell and say loudly why you came.',
  'The only chair faces the poster about fraud.',
];
const answers = [
  'I can change that one. Give me until Thursday.',
  'We have seen this too, in two other places.',
  'Who would have to say yes?',
  'It is better since Monday. Somebody read this.',
  'I asked. The answer was “we never thought of it”.',
  'Thank you. This is going on the list for the next session.',
  'Same here, and it costs nothing to mend.',
  'That is ours. I am embarrassed, and on it.',
];
const writers = [
  'perrin',
  'rowan',
  'fergus',
  'odette',
  'wilf',
  'juno',
  'sorrel',
  'bram',
  'maeve',
  'ludo',
  'cormac',
  'amber',
];

function pick<Item>(items: readonly Item[], turn: number): Item {
  return items[turn % items.length] as Item;
}

/** A diary that everybody writes in: long enough to feel how paging goes. */
export function longThread(posts = 320): StoryThread {
  const story: StoryPost[] = [
    {
      by: 'tansy',
      text: 'A diary for all of us. Whenever you go somewhere with somebody, or for yourself, write one thing that helped or one that got in the way. Small is good. Somebody who can change it may be reading.',
    },
  ];
  for (let turn = 1; turn < posts; turn += 1) {
    const by = pick(writers, turn * 5 + Math.floor(turn / 7));
    if (turn % 4 === 2 && turn > 4) {
      story.push({ by, to: turn - (turn % 3), text: pick(answers, turn * 3 + Math.floor(turn / 8)) });
      continue;
    }
    const place = pick(places, turn * 3 + Math.floor(turn / 10));
    const what =
      turn % 3 === 0 ? pick(hindered, turn * 2 + Math.floor(turn / 9)) : pick(helped, turn * 4 + Math.floor(turn / 11));
    story.push({ by, text: `At ${place}: ${what.charAt(0).toLowerCase()}${what.slice(1)}` });
  }
  return {
    theme: 'release',
    kind: 'discussion',
    title: 'A diary of small things that help and get in the way',
    on: '2020-09-03T09:00:00Z',
    posts: story,
  };
}
