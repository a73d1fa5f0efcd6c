import fc from 'fast-check';
import { attachment, cleanName } from './file-name';

const kinds = fc.constantFrom('pdf', 'picture');
/** Names with what is not harmless more often than chance would have it, lone surrogates too. */
const names = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .array(
      fc.constantFrom('a', 'ä', '🙂', '.', '..', '/', '\\', '"', '%', '\r\n', '\0', '\u202e', '\u2066', '\ud800', ' '),
    )
    .map((parts) => parts.join('')),
);

test('a cleaned name has nothing unseen in it, no path, no end, and ends as its kind does', () => {
  fc.assert(
    fc.property(names, kinds, (given, kind) => {
      const name = cleanName(given, kind);
      expect(name).toMatch(kind === 'pdf' ? /^[^.].*\.pdf$/u : /^[^.].*\.jpg$/u);
      expect(name).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029/\\<>:"|?*%]/u);
      expect(name.isWellFormed()).toBe(true);
      expect([...name].length).toBeLessThanOrEqual(104);
      // Cleaned again it is the same.
      expect(cleanName(name, kind)).toBe(name);
    }),
  );
});

test('offered for a download it is one header in plain letters, out of which the whole name comes again', () => {
  fc.assert(
    fc.property(names, kinds, (given, kind) => {
      const name = cleanName(given, kind);
      const [, plain, all] =
        /^attachment; filename="([ !#-[\]-~]*)"; filename\*=UTF-8''([\w!#$&+.^`|~%-]+)$/.exec(attachment(name)) ?? [];
      expect(plain?.length).toBeGreaterThan(4);
      expect(decodeURIComponent(all ?? '')).toBe(name);
    }),
  );
});
