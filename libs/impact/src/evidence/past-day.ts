import { wrongField } from '@throughline/kernel';

/** Throws where a day is yet to come: nothing has happened on it. Days are written `2020-07-08`. */
export function expectPast(path: string, on: string, today: string): void {
  if (on > today) throw wrongField(path, 'This day is yet to come.');
}
