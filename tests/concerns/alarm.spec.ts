import { concernView } from '@throughline/contracts';
import { expected, waitUntil } from '@throughline/testing';
import { foundHouse, type House, minute, tell, untilCalled } from './house';

jest.setTimeout(120_000);

let house: House;

beforeEach(async () => {
  house = await foundHouse();
});
afterEach(() => house?.stop());

const called = () => house.letters.map(({ to }) => to[0]);
const texted = () => house.texts.map(({ to }) => to);

/** Lets the alarm look several times: what it would do wrong, it would have done by then. */
async function looksAgain(): Promise<void> {
  await new Promise((later) => setTimeout(later, 5_000));
}

test('P12 unanswered: one lead is called in two ways within a minute, again after 5, the next after 15, over a crash', async () => {
  const began = performance.now();
  await tell(house.reporter, { words: 'canary-of-the-concern' });
  await untilCalled(house, 1, 1);
  expect(performance.now() - began).toBeLessThan(minute);
  const [first] = called();

  house.time.move(4 * minute);
  await looksAgain();
  expect([called(), texted().length]).toEqual([[first], 1]);

  await house.server.kill();
  house.time.move(minute);
  await house.server.restart();
  await untilCalled(house, 2, 2);
  expect(called()).toEqual([first, first]);
  expect(new Set(texted()).size).toBe(1);

  house.time.move(10 * minute);
  await untilCalled(house, 3, 3);
  expect(called()[2]).not.toBe(first);
  expect(new Set(texted()).size).toBe(2);

  // Neutral: no name, no word, nothing of what it is about (P7).
  const letter = house.letters[0]?.raw ?? '';
  expect(letter).toContain('Subject: Please look');
  for (const word of ['canary-of-the-concern', 'Rae', 'Sam', 'Lea Lead', 'concern is', 'safe.'])
    expect(letter).not.toContain(word);
  expect(Object.keys(house.texts[0] ?? {}).sort()).toEqual(['id', 'link', 'text', 'to']);
  expect(JSON.stringify(house.texts)).not.toMatch(/canary|Rae|Sam|Lea/);
});

test('P12 where somebody may be in danger, all leads are called at once', async () => {
  await tell(house.reporter, { danger: 'unsure' });
  await untilCalled(house, 2, 2);
  expect(new Set(called()).size).toBe(2);
});

test('P12 an answer ends the calls, and calls a second lead; a second answer ends those too', async () => {
  const [lea, lou] = house.leads;
  const id = await tell(house.reporter);
  await untilCalled(house, 1, 1);
  expected(200, await lea.post(`/api/concerns/${id}/answer`));
  const before = house.letters.length;
  await waitUntil('Lou is called', () => called().slice(before).includes('lou.lead@example.org'));
  house.time.move(16 * minute);
  const view = expected(200, await lea.get(`/api/concerns/${id}`)).as(concernView);
  expect([view.holder?.name, view.answered.map(({ name }) => name)]).toEqual(['Lea Lead', ['Lea Lead']]);
  expect(Date.parse(view.secondLeadUntil) - Date.parse(view.answered[0]?.at ?? '')).toBe(15 * minute);
  expected(200, await lou.post(`/api/concerns/${id}/answer`));
  const after = house.letters.length;
  house.time.move(60 * minute);
  await looksAgain();
  expect(house.letters.length).toBe(after);
});

test('P12 a mail or a text message that does not get out is tried again until it does', async () => {
  house.refusing.mail = true;
  house.refusing.text = true;
  await tell(house.reporter);
  await waitUntil('it was refused', () => /an alert did not get out/.test(house.server.output()));
  await waitUntil('the text message was refused', () => /refused an alert/.test(house.server.output()));
  house.refusing.mail = false;
  house.refusing.text = false;
  house.time.move(minute);
  await untilCalled(house, 1, 1);
});
