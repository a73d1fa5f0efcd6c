import { foundIn, namesIn } from './found-in';
import { lookedAt } from './found-words';

const fields = {
  title: 'Sarah Harrowgate',
  text: 'Ring 07700 900118, or 07700 900118.\nSarah Harrowgate said so.',
  as: 'self',
};

describe('P8 what is shown before a form is sent', () => {
  it('is each of the words once, of the fields that others read', () => {
    expect(foundIn(fields, ['title', 'text'], [])).toEqual([
      { field: 'title', kind: 'name', text: 'Sarah Harrowgate' },
      { field: 'text', kind: 'phone', text: '07700 900118' },
    ]);
    expect(foundIn(fields, [], [])).toEqual([]);
  });

  it('is nothing that was shown before, and what came since', () => {
    const shown = { ...fields, [lookedAt]: '07700 900118\r\nSarah Harrowgate' };
    expect(foundIn(shown, ['title', 'text'], [])).toEqual([]);
    expect(foundIn({ ...shown, text: 'ST4 2DG' }, ['text'], [])).toEqual([
      { field: 'text', kind: 'postcode', text: 'ST4 2DG' },
    ]);
  });

  it('is no name of those who are seen to write here, or of oneself', () => {
    const views = [
      { member: { name: 'Odette Marsh' } },
      { posts: [{ author: { kind: 'member', name: 'Sarah Harrowgate' } }, { author: { kind: 'unnamed' } }] },
      { member: null },
      null,
      'anything',
    ];
    expect(namesIn(views)).toEqual(['Odette Marsh', 'Sarah Harrowgate']);
    expect(foundIn(fields, ['title', 'text'], namesIn(views)).map(({ kind }) => kind)).toEqual(['phone']);
  });
});
