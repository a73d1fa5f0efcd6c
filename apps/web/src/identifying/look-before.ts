import type { Fields } from '../forms/definitions';
import type { Found } from './found-words';

/**
 * What in a form may say who somebody is, looked for in the browser: nothing is sent anywhere. Whatever keeps it from looking,
 * a line that is gone or a browser too old, it finds nothing then, and holds nobody up.
 */
export async function lookBefore(
  form: HTMLFormElement,
  fields: Fields,
  names: readonly string[],
  views: readonly unknown[],
): Promise<Found | undefined> {
  try {
    const [{ foundIn, namesIn }, { BeforeSending }, { leftIn }] = await Promise.all([
      import('./found-in'),
      import('./before-sending'),
      import('./left-in'),
    ]);
    const left = leftIn(form);
    const words = foundIn(fields, names, namesIn(views)).filter(({ text }) => !left.has(text));
    return words.length > 0 ? { words, List: BeforeSending } : undefined;
  } catch {
    return undefined;
  }
}
