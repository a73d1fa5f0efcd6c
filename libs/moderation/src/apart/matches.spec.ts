import { keyOf, matchesIn, mayBe, type Near } from './matches';

test.each([
  ['Dave Marsh', 'Dave Marsh', true],
  ['dave  MARSH', 'Dave Marsh', true],
  ['Dave Marsh', 'Dave', true],
  ['Dave', 'Dave Marsh from Northgate', true],
  ['Zoë Marsh', 'Zoe Marsh', true],
  ['Dave Marsh', 'Dave Hollis', false],
  ['Dav', 'Dave', false],
  ['dave@example.org', 'Dave <dave@example.org>', true],
  ['dave@example.org', 'Dave Marsh', false],
  ['', 'Dave', false],
  ['…', '…', false],
])('whether “%s” may be “%s”: %s', (written, said, expected) => {
  expect(mayBe(written, said)).toBe(expected);
});

const somebody = (id: string, name: string, circles: string[] = []) => ({ id, name, mail: null, circles });
const near = (more: Partial<Near> = {}): Near => ({
  wishes: [{ of: 'bryn', names: ['Xan Hollis'], members: [] }],
  people: [somebody('bryn', 'Bryn Fellows', ['quiet']), somebody('xan', 'Xan Hollis', ['loud'])],
  invitations: [],
  sessions: [],
  ...more,
});

test('who is here under that name, who is invited by it, and who shares a circle or a session', () => {
  expect(matchesIn(near()).map(({ kind, memberId }) => [kind, memberId])).toEqual([['here', 'xan']]);
  const all = matchesIn(
    near({
      people: [somebody('bryn', 'Bryn Fellows', ['quiet']), somebody('xan', 'Xan Hollis', ['quiet', 'loud'])],
      invitations: [
        { id: 'i1', forWhom: 'Xan' },
        { id: 'i2', forWhom: 'Cal' },
      ],
      sessions: [
        { id: 's1', participants: ['bryn', 'xan'] },
        { id: 's2', participants: ['xan'] },
      ],
    }),
  );
  expect(all.map(({ kind, placeId, invitationId }) => [kind, placeId ?? invitationId])).toEqual([
    ['invited', 'i1'],
    ['here', null],
    ['circle', 'quiet'],
    ['session', 's1'],
  ]);
  expect(new Set(all.map(keyOf)).size).toBe(4);
});

test('a member who was chosen is meant whatever they are called; nobody is kept apart from themselves', () => {
  const wishes = [{ of: 'bryn', names: ['Bryn'], members: ['cal'] }];
  const people = [somebody('bryn', 'Bryn Fellows'), somebody('cal', 'Cal Other')];
  expect(matchesIn(near({ wishes, people })).map(({ memberId }) => memberId)).toEqual(['cal']);
});
