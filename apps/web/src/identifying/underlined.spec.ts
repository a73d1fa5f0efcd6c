import type { FoundWords } from './found-words';
import { underlined } from './underlined';

const found: FoundWords[] = [
  { field: 'text', kind: 'phone', text: '07700 900118' },
  { field: 'text', kind: 'name', text: 'Ann O’Hara & Sons' },
];
const phone = '<u class="point">07700 900118</u> <small class="soft">(looks like a phone number)</small>';

describe('P8 what was found, in the words that a moderator reads', () => {
  it('is underlined wherever it stands, with what it looks like behind it', () => {
    expect(underlined('<p>Ring 07700 900118.</p><p>Or <em>07700 900118</em></p>', found)).toBe(
      `<p>Ring ${phone}.</p><p>Or <em>${phone}</em></p>`,
    );
    expect(underlined('<p>By Ann O’Hara &amp; Sons</p>', found)).toContain(
      '<u class="point">Ann O’Hara &amp; Sons</u>',
    );
  });

  it('changes nothing of a tag, whatever its attributes hold, and nothing where nothing was found', () => {
    const link = '<p><a href="tel:07700 900118" title="a > 07700 900118">here</a></p>';
    expect(underlined(link, found)).toBe(link);
    expect(underlined('<p>Ring 07700 900118.</p>', [])).toBe('<p>Ring 07700 900118.</p>');
  });

  it('is the longer of two of which one holds the other', () => {
    const two: FoundWords[] = [...found, { field: 'text', kind: 'phone', text: '+44 07700 900118' }];
    expect(underlined('+44 07700 900118', two)).toContain('<u class="point">+44 07700 900118</u>');
  });
});
