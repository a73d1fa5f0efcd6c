import type { Entered, PostView, WrittenPost } from '@throughline/contracts';

export type Fields = Record<string, string | string[]>;

/** How a form becomes a call of the API: the same on the server, where it works without scripts, and in the browser. */
export interface FormDefinition {
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path(fields: Fields): string;
  body(fields: Fields): unknown;
  /** Where to go when it was done. */
  next(fields: Fields, answer: unknown): string;
  /** It makes something, so it carries a key: sent twice it is made once. */
  creates?: boolean;
  /** Who reads changes with it, so the whole page is loaded anew. */
  reload?: boolean;
  /** Fields of words that others will read: looked over for what may say who somebody is before they are sent. */
  words?: readonly string[];
  /** Set where signing in is not over with this answer: words that are carried through it go on to `next`. */
  goesOn?(answer: unknown): boolean;
  /** Files may go with it: pictures, a table, or a document. */
  files?: boolean;
  /** What it answers is told once: without scripts it stands on the page that answers, at `next`, without going there. */
  tellsOnce?: boolean;
}

/** One field's text; empty where it was not sent. */
export function one(fields: Fields, name: string): string {
  const value = fields[name];
  return (Array.isArray(value) ? value[0] : value) ?? '';
}
export function all(fields: Fields, name: string): string[] {
  return [fields[name] ?? []].flat().filter((value) => value !== '');
}
export const texts = (fields: Fields, names: string[]) =>
  Object.fromEntries(names.map((name) => [name, one(fields, name)]));
export const orNull = (value: string): string | null => (value === '' ? null : value);
export const ticked = (fields: Fields, name: string): boolean => one(fields, name) !== '';
export const count = (fields: Fields, name: string): number => Number(one(fields, name));
/** A number, nothing, or what is none as it was written: that is refused in words, and never taken for nothing. */
export const numberOrNull = (value: string): number | string | null => {
  const written = value.trim();
  if (written === '') return null;
  return Number.isFinite(Number(written)) ? Number(written) : written;
};
export const id = (fields: Fields, name: string): string => encodeURIComponent(one(fields, name));
export const back = (fields: Fields): string => one(fields, 'from') || '/';
export const nothing = () => ({});

export const needsSecondStep = (answer: unknown) => (answer as Entered).secondStep === true;
/** Where to go after a right password: to the second step first, where there is one. */
export const afterPassword = (next: string, answer: unknown) =>
  needsSecondStep(answer) ? `/sign-in/second?next=${encodeURIComponent(next)}` : next;

export const postPlace = (post: PostView) => `/t/${post.threadId}/${post.number}#p${post.number}`;
/** What waits stands on its thread's page, above the box; a thread that waits as a whole has a page of its own. */
export const writtenPlace = (answer: WrittenPost) =>
  !('waits' in answer)
    ? postPlace(answer)
    : answer.starts
      ? `/own/waiting/${answer.id}`
      : `/t/${answer.threadId}#waiting`;
/** Who alone may read it before it comes out. */
export const whoChecks = (fields: Fields) =>
  one(fields, 'checker') === '' ? {} : { checker: one(fields, 'checker'), goOn: ticked(fields, 'goOn') };
/** The fields that somebody writes into for others, also what they say that pictures show. */
export const wordsIn = ({ words = [], files: may }: FormDefinition, fields: Fields): string[] => [
  ...words,
  ...(may ? Object.keys(fields).filter((name) => name.startsWith('describe-')) : []),
];
/** The pictures of a form; it says nothing of them where there were none and there are none. */
export const pictures = (fields: Fields) =>
  one(fields, 'picture') || one(fields, 'pictures')
    ? {
        pictures: all(fields, 'picture')
          .filter((picture) => !ticked(fields, `drop-${picture}`))
          .map((picture) => ({
            id: picture,
            description: ticked(fields, `undescribed-${picture}`) ? null : one(fields, `describe-${picture}`),
          })),
      }
    : {};
/** As whom: there is no default, so a form that did not carry the choice sends none, and is refused. */
export const asWhom = (fields: Fields) => ({
  ...(one(fields, 'as') === '' ? {} : { as: one(fields, 'as') }),
  ...(one(fields, 'as') === 'alias' && one(fields, 'alias') !== '' ? { alias: one(fields, 'alias') } : {}),
  ...(ticked(fields, 'sure') ? { sure: true } : {}),
  ...whoChecks(fields),
});
export const postForm = (
  action: string,
  body: (fields: Fields) => unknown,
  method: 'POST' | 'PUT' = 'POST',
): FormDefinition => ({
  method,
  path: (fields) => `/api/posts/${id(fields, 'post')}${action}`,
  body,
  next: (_, answer) => writtenPlace(answer as WrittenPost),
});
