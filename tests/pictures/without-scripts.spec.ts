import { randomUUID } from 'node:crypto';
import { pictureBytesLimit } from '@throughline/contracts/names';
import { type Answer, beginTheme, beginThread, type Insider, inviteAndJoin } from '@throughline/testing';
import { foundHouse, type House, pageOf } from '../voices/house';
import { plain } from './some-pictures';

jest.setTimeout(120_000);

let house: House;
let amber: Insider;
let threadId: string;
let png: Buffer;

beforeAll(async () => {
  house = await foundHouse();
  amber = await inviteAndJoin(house.founder, 'Amber Wren');
  png = await plain('png');
});
beforeEach(async () => {
  threadId = await beginThread(house.founder, await beginTheme(house.founder));
});
afterAll(() => house?.server.stop());

type Part = string | { name: string; bytes: Uint8Array };

/** What a browser without scripts sends of the reply form. */
function reply(parts: Record<string, Part> = {}, headers: Record<string, string> = {}): Promise<Answer> {
  const form = new FormData();
  const fields = {
    from: `/t/${threadId}`,
    thread: threadId,
    key: randomUUID(),
    replyTo: '',
    as: 'self',
    text: 'Look.',
  };
  for (const [name, part] of Object.entries<Part>({ ...fields, ...parts }))
    if (typeof part === 'string') form.append(name, part);
    else form.append(name, new Blob([Buffer.from(part.bytes)], { type: 'image/png' }), part.name);
  return amber.send('POST', '/form/reply', { multipart: form, headers: { accept: 'text/html', ...headers } });
}

const file = (bytes: Uint8Array, name = 'IMG_0001_canary.png'): Part => ({ name, bytes });
const empty = file(new Uint8Array(), '');
const postsIn = async () => (await pageOf(amber, threadId)).posts.slice(1);

test('S14 pictures go with the form as a browser sends it, described; their names are kept nowhere', async () => {
  const answer = await reply({
    'file-1': file(png),
    'describe-1': 'A letter, with two dates',
    'file-2': empty,
    'describe-2': '',
    'file-3': file(await plain('jpeg')),
    'undescribed-3': 'yes',
  });
  expect([answer.status, answer.location]).toEqual([303, `/t/${threadId}/2#p2`]);
  const [post] = await postsIn();
  expect(post?.pictures.map(({ description }) => description)).toEqual(['A letter, with two dates', null]);
  const html = (await amber.page(`/t/${threadId}`)).text;
  expect(html).toMatch(
    /<img [^>]*src="\/api\/posts\/[a-z2-7]{26}\/pictures\/[a-z2-7]{26}\/small" width="40" height="30"/,
  );
  expect(html).toContain('alt="A letter, with two dates"');
  expect(html).not.toContain('canary');
  expect(house.server.output()).not.toContain('canary');
});

test('a form without any picture goes as ever, in either way that browsers send forms', async () => {
  expect((await reply({ 'file-1': empty })).status).toBe(303);
  const fields = { from: `/t/${threadId}`, thread: threadId, key: randomUUID(), replyTo: '', as: 'self', text: 'Two.' };
  expect((await amber.submit('reply', fields)).status).toBe(303);
  expect((await postsIn()).map(({ pictures }) => pictures)).toEqual([[], []]);
});

test.each([
  ['is no picture', () => Buffer.from('not a picture'), 415, 'This is not a kind of picture'],
  ['is empty', () => Buffer.alloc(0), 422, 'could not be read'],
  ['is 50 megabytes', () => Buffer.alloc(50 * 1024 * 1024, 1), 413, 'too big'],
  ['is a little too large', () => Buffer.alloc(pictureBytesLimit + 1, 1), 413, 'too big'],
])(
  'where a file %s the page says so, and has the words, the other picture and what was said of it',
  async (_, make, status, words) => {
    const answer = await reply({
      'file-1': file(png),
      'describe-1': 'Kept as it was said',
      'file-2': file(make(), 'second.png'),
      'describe-2': 'Of the second',
      text: 'These words stay.',
    });
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(words);
    expect(answer.text).toContain('These words stay.');
    expect(answer.text).toContain('Kept as it was said');
    expect(answer.text).toContain('Of the second');
    const [, id = ''] = /name="picture" value="([a-z2-7]{26})"/.exec(answer.text) ?? [];
    expect((await amber.get(`/api/pictures/${id}/small`)).status).toBe(200);
    expect(await postsIn()).toEqual([]);
    // Sent again as it came back, it is there.
    const again = await reply({ picture: id, [`describe-${id}`]: 'Kept as it was said', text: 'These words stay.' });
    expect(again.status).toBe(303);
    expect((await postsIn())[0]).toMatchObject({ pictures: [{ id, description: 'Kept as it was said' }] });
  },
);

test('what is wrong with the words keeps the pictures, and a picture that nobody described is asked about', async () => {
  const answer = await reply({ 'file-1': file(png), 'describe-1': '', text: 'These words stay.' });
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('for people who cannot see it');
  const [, id = ''] = /name="picture" value="([a-z2-7]{26})"/.exec(answer.text) ?? [];
  const withoutWho = await reply({ picture: id, [`undescribed-${id}`]: 'yes', as: '', text: 'These words stay.' });
  expect(withoutWho.status).toBe(422);
  expect(withoutWho.text).toContain(`name="picture" value="${id}"`);
  expect(withoutWho.text).toMatch(new RegExp(`name="undescribed-${id}"[^>]* checked=""`));
  expect((await reply({ picture: id, [`undescribed-${id}`]: 'yes', [`drop-${id}`]: 'yes' })).status).toBe(303);
  expect((await postsIn())[0]?.pictures).toEqual([]);
});

test('under another name they wait with the words', async () => {
  expect((await reply({ 'file-1': file(png), 'undescribed-1': 'yes', as: 'alias' })).location).toBe(
    `/t/${threadId}#waiting`,
  );
  const html = (await amber.page(`/t/${threadId}`)).text;
  expect(html).toMatch(/<img [^>]*src="\/api\/own\/waiting\/[a-z2-7]{26}\/pictures\/[a-z2-7]{26}\/small"/);
  expect((await house.founder.page(`/t/${threadId}`)).text).not.toContain('/pictures/');
});

test('P8 what is said of a picture is looked at too, once, before it is sent', async () => {
  const parts = { 'file-1': file(png), 'describe-1': 'A letter to me, ring 07700 900123' };
  const answer = await reply({ ...parts, text: 'Look.' });
  expect([answer.status, answer.text.includes('07700 900123')]).toEqual([200, true]);
  const [, id = ''] = /name="picture" value="([a-z2-7]{26})"/.exec(answer.text) ?? [];
  const seen = /name="([^"]+)" value="07700 900123"/.exec(answer.text)?.[1] ?? '';
  expect(seen).not.toBe('');
  const again = { picture: id, [`describe-${id}`]: parts['describe-1'], [seen]: '07700 900123' };
  expect((await reply(again)).status).toBe(303);
  expect(await postsIn()).toHaveLength(1);
});

test('S11 a form with files from another site, or from nowhere, does nothing', async () => {
  for (const site of ['cross-site', 'same-site', 'none'])
    expect((await reply({ 'file-1': file(png) }, { 'sec-fetch-site': site })).status).toBe(403);
  expect(await postsIn()).toEqual([]);
});

test('bad input is answered in words: no boundary, a form cut short, fields without end', async () => {
  const send = (type: string, text: string) =>
    amber.send('POST', '/form/reply', { text, headers: { 'content-type': type } }).then(({ status }) => status);
  expect(await send('multipart/form-data', 'x')).toBe(400);
  expect(
    await send('multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nhal'),
  ).toBe(400);
  expect(await send('multipart/form-data; boundary=x', '--y--')).toBe(400);
  const much = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`field-${index}`, 'x']));
  expect((await reply(much)).status).toBe(413);
  expect((await reply({ other: 'x'.repeat(600_000) })).status).toBe(413);
  expect((await reply({ __proto__x: 'x', constructor: 'x' })).status).toBe(400);
});

test('who is signed out keeps their words, and sends nothing else', async () => {
  const visitor = amber.copy();
  await visitor.post('/api/sign-out');
  const form = new FormData();
  for (const [name, value] of Object.entries({
    from: `/t/${threadId}`,
    thread: threadId,
    key: randomUUID(),
    as: 'self',
    text: 'These words stay.',
  }))
    form.append(name, value);
  form.append('file-1', new Blob([Buffer.from(png)]), 'a.png');
  const answer = await visitor.send('POST', '/form/reply', { multipart: form, headers: { accept: 'text/html' } });
  expect(answer.text).toContain('These words stay.');
  amber = await amber.signedInAgain();
});
