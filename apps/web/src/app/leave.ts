import { dropAllWords } from '../forms/kept-words';

let exiting = false;

/** Loads another page of ours; not any more once the person is on their way out, whatever was still under way (safety.md P9). */
export function goTo(url: string): void {
  if (exiting) return;
  dropAllWords();
  window.location.assign(url);
}

/** Goes to another site for good: it takes the place of this page in the history, and nothing leads back. */
export function exitTo(url: string): void {
  exiting = true;
  dropAllWords();
  window.location.replace(url);
}
