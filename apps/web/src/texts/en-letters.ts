import type { LetterWriter } from '@throughline/contracts/names';

const who: Record<LetterWriter, string> = { leads: 'the safeguarding leads', moderators: 'the moderators' };
const from: Record<LetterWriter, string> = { leads: 'A safeguarding lead', moderators: 'A moderator' };

/** Texts of letters to somebody under another name; they come with those letters. */
export const letterTexts = {
  title: (name: string) => `To ${name}, in private`,
  seenBy: (writer: LetterWriter) => `Only you and ${who[writer]} can read this. They do not learn who you are.`,
  by: (writer: LetterWriter, name: string | null) => (name ? `${name}, safeguarding lead` : from[writer]),
  you: 'You',
  answer: 'Your answer',
  answerHint: 'You can also leave it. Nobody sees whether you have read this.',
  send: 'Send',
  over: (name: string) => `To ${name}, in private: this is over`,
};
