/** What may say who somebody is. Where two could be meant by the same words, the one that comes first here is. */
export const identifyingKinds = [
  'email',
  'ni',
  'pnc',
  'prison',
  'crn',
  'nhs',
  'phone',
  'birth',
  'postcode',
  'name',
] as const;
export type IdentifyingKind = (typeof identifyingKinds)[number];

/** A place in a text, in UTF-16 units as JavaScript counts them, the end not included. */
export interface Span {
  start: number;
  end: number;
}

export interface Identifying extends Span {
  kind: IdentifyingKind;
}
