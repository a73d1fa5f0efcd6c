import { randomUUID } from 'node:crypto';
import { beginTheme, beginThread, type Insider, inviteAndJoin } from '@throughline/testing';
import { foundHouse, type House, pageOf, toBeChecked, writeAsAlias } from './house';

jest.setTimeout(60_000);

let house: House;
let amber: Insider;
let threadId: string;

beforeAll(async () => {
  house = await foundHouse();
  amber = await inviteAndJoin(house.founder, 'Amber Wren');
  threadId = await beginThread(house.founder, await beginTheme(house.founder));
});
afterAll(() => house?.server.stop());

test('P8 who checks a post is shown again what may say who somebody is, and the author who changes it too', async () => {
  const waits = await writeAsAlias(amber, threadId, 'Ring me on 07700 900118, I live in ST4 2DG.');
  const page = (await house.moderator.page('/review')).text;
  expect(page).toContain('This may say who somebody is');
  expect(page).toMatch(/“07700 900118”<\/b> (?:<!-- -->)?looks like a phone number/);
  expect(page).toMatch(/“ST4 2DG”<\/b> (?:<!-- -->)?looks like a postcode/);
  const changed = await amber.submit('waiting-edit', {
    ...{ from: `/own/waiting/${waits.id}`, waiting: waits.id, contentNote: '', answer: '' },
    text: 'Ring me on 07700 900119.',
  });
  expect(changed.status).toBe(200);
  expect(changed.text).toContain('“07700 900119”');
  const [still] = (await toBeChecked(house.moderator)).filter(({ id }) => id === waits.id);
  expect(still?.text).toContain('07700 900118');
});

test('P8 who is shown the list without scripts does not lose the choice of a name by it', async () => {
  const other = await beginThread(house.founder, await beginTheme(house.founder));
  const [alias = ''] = (await pageOf(amber, other)).viewer.persona.names;
  const fields = { from: `/t/${other}/reply`, key: randomUUID(), thread: other, replyTo: '', contentNote: '' };
  const words = { ...fields, as: 'alias', alias, text: 'Ring me on 07700 900118.' };
  const shown = await amber.submit('reply', words);
  expect(shown.status).toBe(200);
  expect(shown.text).toMatch(
    /<input type="radio" name="as"[^>]*value="alias"[^>]*checked=""|checked=""[^>]*value="alias"/,
  );
  expect((await pageOf(amber, other)).viewer.waiting).toEqual([]);
  expect((await amber.submit('reply', { ...words, lookedAt: '07700 900118' })).status).toBe(303);
  const { viewer, thread } = await pageOf(amber, other);
  expect(viewer.waiting.map(({ author }) => author)).toMatchObject([{ kind: 'alias', name: alias }]);
  expect(thread.lastNumber).toBe(1);
});
