import { randomInt } from 'node:crypto';
import { codeWords } from '../invitations/code-words';

const howMany = 10;

/** Ten codes of three words and a number, about 40 random bits each: easier to read off a paper than letters and digits. */
export function newRecoveryCodes(): string[] {
  const codes = new Set<string>();
  while (codes.size < howMany) codes.add(newCode());
  return [...codes];
}

function newCode(): string {
  const words = Array.from({ length: 3 }, () => codeWords[randomInt(codeWords.length)] ?? '');
  return [...words, String(randomInt(1_000, 10_000))].join('-');
}
