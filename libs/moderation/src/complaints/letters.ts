import type { Mail } from '@throughline/identity';

/** Neutral, as all that is mailed (safety.md P7). */
export function complaintTakenLetter(to: string, number: string, answerBy: string): Mail {
  return {
    to,
    subject: 'We have your message',
    text: `Hello,\n\nYour complaint came, and somebody will look at it. Its number is ${number}. You get an answer by ${answerBy} at the latest.\n\nYou can also complain to the Information Commissioner: https://ico.org.uk/make-a-complaint/\n`,
  };
}

export function complaintCameLetter(to: string, link: string): Mail {
  return {
    to,
    subject: 'Something to look at',
    text: `Hello,\n\nSomething came that an administrator has to answer. You find it here, after you sign in:\n\n${link}\n`,
  };
}

export function complaintAnsweredLetter(to: string, number: string, answer: string): Mail {
  return {
    to,
    subject: 'An answer to your message',
    text: `Hello,\n\nThis is the answer to number ${number}:\n\n${answer}\n\nIf you are not content with it, you can complain to the Information Commissioner: https://ico.org.uk/make-a-complaint/\n`,
  };
}
