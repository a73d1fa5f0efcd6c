import type { Mail } from '@throughline/identity';
import type { OutsideKind } from '@throughline/contracts/names';

const asked: Record<OutsideKind, string> = {
  change: 'We wrote down something that changed, and think that you know about it. We ask you whether it is so.',
  ask: 'We ask your organisation for something, and would like to know whether you will do it.',
  named:
    'We want to publish something that names your organisation. You can read it first, and say what you think of it.',
};

interface OutsideLetter {
  kind: OutsideKind;
  community: string;
  /** Empty where they have not said how they can be reached. */
  contact: string;
  until: string;
  /** Until when what names an organisation is not published; null of everything else. */
  waitsUntil: string | null;
  again: boolean;
}

/** Neutral to whoever sees it lie there: no names, and nothing of what it is about (safety.md P7). */
export function outsideLetter(
  to: string,
  link: string,
  { kind, community, contact, until, waitsUntil, again }: OutsideLetter,
): Mail {
  const before = again ? 'We wrote to you some time ago. ' : '';
  const wait = waitsUntil === null ? '' : ` We wait for your answer until ${waitsUntil}.`;
  const reach = contact === '' ? '' : `\nTo ask whether this mail is from us: ${contact}\n`;
  return {
    to,
    subject: 'A question for you',
    text: `Hello,\n\n${before}We are ${community}. ${asked[kind]}${wait} You need no account. This link takes one answer, until ${until}. Before you write, the page says who reads it:\n\n${link}\n\nYou can ask us something back there too. If you do not want to answer, you need do nothing. We keep your address only until you have answered, or until that day.\n${reach}`,
  };
}

export function questionAnsweredLetter(to: string, link: string): Mail {
  return {
    to,
    subject: 'An answer to your question',
    text: `Hello,\n\nYou asked us something. Our answer is here, where you can give yours too:\n\n${link}\n`,
  };
}

/** To whoever asked: says neither what nor whom. */
export function cameInLetter(to: string, link: string): Mail {
  return {
    to,
    subject: 'Something came in',
    text: `Hello,\n\nSomebody whom you asked has written to you. You can read it here, after you sign in:\n\n${link}\n`,
  };
}
