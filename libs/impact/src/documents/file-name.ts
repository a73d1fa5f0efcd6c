import type { DocumentKind } from '@throughline/contracts/names';

/** What a file of each kind is called at its end, and sent as. */
export const kindsOfFiles = {
  pdf: { ending: '.pdf', type: 'application/pdf' },
  picture: { ending: '.jpg', type: 'image/jpeg' },
} as const satisfies Record<DocumentKind, { ending: string; type: string }>;

/** Letters of a name that are kept: more say nothing, and some systems take no more. */
const mostLetters = 100;

/** Nobody sees these, or they turn the direction of what is around them: `letter\u202Efdp.exe` looks like a PDF. */
const unseen = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\u2800]/gu;
/** What parts of a path are told apart by, and what some systems take in no name. */
const noLetter = /[<>:"|?*%]/g;

/** The name that a file had where it came from, as it is shown and offered: the last part of its path, ending as its kind does. */
export function cleanName(given: string, kind: DocumentKind): string {
  const last = given.toWellFormed().split(/[/\\]/).at(-1) ?? '';
  const seen = last.replace(/\s+/gu, ' ').replace(unseen, '').replace(noLetter, '').normalize('NFC');
  const named = seen.replace(/\.[A-Za-z0-9]{1,5}$/, '').replace(/^[\s.]+|[\s.]+$/g, '');
  const kept = [...named].slice(0, mostLetters).join('').trim();
  return (kept === '' ? 'document' : kept) + kindsOfFiles[kind].ending;
}

/** Says that a file is to be kept under this name, and not opened in its place: in the letters of old programs, and in all (RFC 6266, 8187). */
export function attachment(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^ -~]/gu, '_')
    .replace(/["\\%]/g, '_');
  const all = encodeURIComponent(name).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${all}`;
}
