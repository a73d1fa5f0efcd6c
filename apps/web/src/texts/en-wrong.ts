import type { FlagNotice } from '@throughline/contracts';
import type { FlagKind } from '@throughline/contracts/names';
import { texts } from './en';

const days = (count: number) => (count === 0 ? 'today' : count === 1 ? 'yesterday' : `${count} days ago`);
const kinds: Record<FlagKind, string> = {
  identify: 'It could identify someone',
  agreement: 'It breaks our agreement',
};
const place = ({ number, title }: FlagNotice) => `#${number} in “${title}”`;

/** Texts of "Something is wrong", and of what comes of it; they come with those pages. */
export const wrongTexts = {
  ...texts.wrong,
  what: 'What is wrong with this post?',
  safe: 'Someone may not be safe',
  safeWhat: 'Them, you or somebody else. It goes to safeguarding leads.',
  identify: 'This could identify someone',
  identifyWhat: 'The post is hidden at once until a moderator has looked.',
  identifyLooked: 'A moderator has looked at these words before. They look again.',
  agreement: 'This breaks our agreement',
  agreementWhat: 'You say which point. A moderator looks, usually within a day.',
  chosen: 'chosen',

  hideTitle: 'Hide the post, and tell a moderator',
  hide: 'Only its author and moderators see it then. Its author is told kindly, and can change it. A moderator looks, usually within a day.',
  lookedTitle: 'Tell a moderator once more',
  looked: 'A moderator has looked at these very words and let them stand. So they stay until one has looked again.',
  breaksTitle: 'Tell a moderator',
  point: 'Which point of our agreement?',
  words: 'What should they look at? (if you like)',
  wordsHint: 'Moderators read this. They are not told who wrote it, and nor is the author.',
  outside: 'No moderator can read this thread. So one from outside it reads this post.',
  hear: 'You will hear what came of it.',
  who: 'As whom do you tell them?',
  whoAlias: 'You are told in this thread what came of it.',
  whoSelf: 'You are told on a page of your own.',
  sendHide: 'Hide it, and tell a moderator',
  send: 'Tell a moderator',
  nothing: 'Go back, send nothing',
  own: 'These are your own words. You can change them, or take them back.',

  // What moderators have to say
  fromLead: 'What came of what you told them, and what they say about your own posts. Nobody else sees this page.',
  none: 'There is nothing here.',
  sentHidden: 'Thank you. The post is hidden now, and a moderator looks at it.',
  sentTold: 'Thank you. A moderator looks at it.',
  sentLooked: 'Thank you. A moderator has looked at these words before, so they stay until one has looked again.',
  sentOften: 'Thank you. You have hidden several posts today, so this one stays until a moderator has looked.',
  new: 'New',
  seen: 'I have read this',
  change: 'Change it',
  takeBack: 'Take it back',
  days,
  heading: (notice: FlagNotice) =>
    notice.role === 'told' ? `You told them about ${place(notice)}` : `Your post ${place(notice)}`,
  yourReason: (notice: FlagNotice) =>
    notice.kind === 'identify' ? `${kinds.identify}.` : `It breaks this point: “${notice.point ?? ''}”`,
  state: ({ role, state, hidden, kind, point }: FlagNotice): string => {
    const mine = role === 'wrote';
    if (state === 'open') {
      if (mine)
        return 'Somebody thinks that it could identify someone. That happens easily, and nobody blames you. Until a moderator has looked, usually within a day, only you and moderators see it. You can change it or take it back.';
      return hidden
        ? 'It is hidden until a moderator has looked, usually within a day.'
        : 'A moderator looks at it, usually within a day.';
    }
    if (state === 'taken-back') return 'Its author has taken it back.';
    if (state === 'stays') {
      if (mine) return 'A moderator has looked at it. Everybody sees it again.';
      return kind === 'agreement'
        ? `A moderator has looked at it. It stays: they find that it keeps to “${point ?? ''}”`
        : 'A moderator has looked at it. It stays: they find that nobody can be known from it.';
    }
    const why = point ? ` because of this point of our agreement: “${point}”` : '';
    return mine
      ? `A moderator removed it${why || '.'} If you want to talk about it, ask a moderator.`
      : `A moderator removed it${why || '.'}`;
  },
  answer: 'A moderator writes:',

  // Hidden words, for who may see them
  hiddenYours:
    'Only you and moderators see this now. Somebody thinks that it could identify someone. You can change it, or take it back. A moderator looks, usually within a day.',
  hiddenOthers: 'Only its author and moderators see these words.',
  decide: 'Decide about it',
  open: 'Show the words',
  fold: 'Fold them',

  // Moderators
  saidOfIt: 'What was said of it',
  by: (who: string, number: number, title: string) => `Reported: #${number} by ${who} in “${title}”`,
  isHidden: 'It is hidden until you decide.',
  isThere: 'Everybody sees it until you decide.',
  saidThat: kinds,
  neverWho: 'You are not told who reported it. Whoever did hears what you decide.',
  stays: 'It stays',
  staysBack: 'Put it back',
  staysWhy: 'A word to whoever reported it (if you like)',
  remove: 'Remove it',
  removePoint: 'Which point does it break?',
  removeSend: 'Remove it for good',
  removeWhy: 'Why? Everybody sees this where the post was, and its author is told.',
} as const;
