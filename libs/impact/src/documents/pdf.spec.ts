import fc from 'fast-check';
import { wrongWithPdf } from './pdf';

const end = '\nstartxref\n9\n%%EOF\n';
const tenMegabytes = 10 * 1024 * 1024;

test('whatever comes is looked through without a fault, and what does not begin as a PDF is none', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2_000 }), fc.boolean(), (bytes, asPdf) => {
      const wrong = wrongWithPdf(Buffer.concat([Buffer.from(asPdf ? '%PDF-1.7\n' : ''), bytes, Buffer.from(end)]));
      if (!asPdf && !Buffer.from(bytes).toString('latin1').startsWith('%PDF-')) expect(wrong).toBe('document-kind');
    }),
  );
});

// Everybody waits while it looks.
test.each(['#', '#6', '#61', '/', '/#4a', '<', '<!', '%%EOF', 'PK\u0005', 'startxref', '/JavaScrip', '\0', ' '])(
  'ten megabytes of “%s” are looked through at once',
  (part) => {
    const filled = Buffer.alloc(tenMegabytes, part);
    const all = Buffer.concat([Buffer.from('%PDF-1.7\n'), filled, Buffer.from(end)]);
    const begun = performance.now();
    expect(wrongWithPdf(all)).toBeNull();
    expect(performance.now() - begun).toBeLessThan(2_000);
    const without = Buffer.concat([Buffer.from('%PDF-1.7\n'), filled]);
    expect(wrongWithPdf(without)).toMatch(/^document-/);
  },
);
