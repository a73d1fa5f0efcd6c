import type { Fields } from './definitions';

/**
 * Words that were typed and not sent, by the form they were typed into: they are there again when the reader comes back to it.
 * In this page's memory alone, never in the browser's storage (safety.md P10), and gone when the reader leaves or signs out.
 */
const kept = new Map<string, Fields>();

function warn(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

export function keptWords(form: string | undefined): Fields | undefined {
  return form === undefined ? undefined : kept.get(form);
}

export function keepWords(form: string, fields: Fields): void {
  kept.set(form, fields);
  // Loading the page anew would lose them: the browser asks first.
  window.addEventListener('beforeunload', warn);
}

export function dropWords(form: string | undefined): void {
  if (form !== undefined) kept.delete(form);
  if (kept.size === 0) window.removeEventListener('beforeunload', warn);
}

/** Nothing holds up who wants to be gone. */
export function dropAllWords(): void {
  kept.clear();
  window.removeEventListener('beforeunload', warn);
}
