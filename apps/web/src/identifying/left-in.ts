/** What authors said, while they wrote, that they leave in: by form, as long as it is on the page. */
const left = new WeakMap<HTMLFormElement, Set<string>>();

export function leftIn(form: HTMLFormElement): Set<string> {
  const words = left.get(form) ?? new Set<string>();
  left.set(form, words);
  return words;
}
