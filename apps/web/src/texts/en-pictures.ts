import { plural } from './en';

/** Texts about pictures: they come where there are some, or some are added. */
export const pictureTexts = {
  /** "120 KB", "3.4 MB" */
  size: (bytes: number) =>
    bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`,
  show: (size: string) => `Show picture (${size})`,
  undescribed: 'A picture. Who added it could not describe it.',
  larger: (size: string) => `See it larger (${size})`,
  title: 'Picture',
  back: 'Back to the post',
  hint: (most: number) =>
    `${most} at the most. Where and when it was taken is taken out. What can be seen stays: faces, names, the view from a window.`,
  elsewhere: 'Write with pictures',
  choose: 'Choose pictures',
  choosePlain: (number: number) => `Picture ${number}`,
  orDrop: 'You can also paste one, or drop it here.',
  describe: 'What does it show?',
  describeHint: 'In a few words, for people who cannot see it.',
  cannot: 'I can’t describe it',
  onItsWay: (part: number) => `On its way: ${Math.round(part * 100)} %`,
  making: 'Nearly there …',
  added: 'Added. This is how others will see it.',
  waitFor: 'This picture is still on its way. Please wait, or take it out.',
  takeOutFirst: 'This picture could not be added. Please take it out, or try again.',
  notAdded: 'Not added.',
  again: 'It is tried again as soon as it can be.',
  tryAgain: 'Try again',
  takeOut: 'Take it out',
  takeOutOf: (name: string) => `: ${name}`,
  tooMany: (most: number) => `${plural(most, 'picture', 'pictures')} are the most.`,
};
