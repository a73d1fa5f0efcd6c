import { randomUUID } from 'node:crypto';
import { outsideCard } from '@throughline/contracts';
import {
  type BuiltServer,
  closeBrowser,
  expectNoAxeViolations,
  expected,
  foundCommunity,
  type Insider,
  openPage,
  screenshot,
  startBuiltServer,
} from '@throughline/testing';
import { beginNote, inviteEvaluator, recordOutcome } from '../impact/changes';

jest.setTimeout(180_000);

let server: BuiltServer;
let founder: Insider;
let eve: Insider;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  founder = await foundCommunity(server);
  eve = await inviteEvaluator(founder);
});
afterAll(async () => {
  await closeBrowser();
  await server?.stop();
});

type More = { javaScript?: boolean; width?: number; colorScheme?: 'dark' };
const open = (path: string, by?: Insider, more: More = {}) =>
  openPage({ url: server.url + path, width: 360, height: 800, ...(by ? { cookies: by.cookie } : {}), ...more });

async function handed(about: 'outcomes' | 'notes', id: string, more: object): Promise<string> {
  const made = await eve.post(`/api/${about}/${id}/outside`, { key: randomUUID(), ...more });
  return new URL(expected(201, made).as(outsideCard).link ?? '').pathname;
}

test.each([
  ['without scripts', false],
  ['with scripts', true],
])('%s: from asking somebody outside to their answer beside the change', async (how, javaScript) => {
  const outcome = await recordOutcome(eve, { what: `sets the first meeting after the train, ${how}.` });
  const kind = javaScript ? 'scripts' : 'plain';
  const writer = await open(`/outcomes/${outcome.id}`, eve, { javaScript });
  await writer.page.getByRole('link', { name: 'Ask people outside' }).click();
  await writer.page.getByText('Ask somebody who knows').first().click();
  await writer.page.getByLabel('Whom do you ask?').first().fill('A probation officer');
  await writer.page.getByRole('button', { name: 'Ask', exact: true }).first().click();
  const link = await writer.page.locator('.card__link').innerText();
  await screenshot(writer.page, `outside-card-360-${kind}`);
  expect(writer.problems).toEqual([]);

  const outside = await open(new URL(link).pathname, undefined, { javaScript });
  await outside.page.getByRole('heading', { name: 'Is this so?' }).waitFor();
  await outside.page.getByText('What happens with what you say').waitFor();
  await screenshot(outside.page, `outside-answer-360-${kind}`);
  await outside.page.getByText('Ask us something first').click();
  await outside.page.getByLabel('What do you want to know?').fill('Which train?');
  await outside.page.getByRole('button', { name: 'Ask', exact: true }).click();
  await outside.page.getByText('Which train?').waitFor();
  await outside.page.getByText('We have your question, and have not answered it yet.').waitFor();
  // Not at the top of the page, three windows above what they look for.
  expect(new URL(outside.page.url()).hash).toBe('#questions');

  await writer.page.goto(`${server.url}/outcomes/${outcome.id}/outside`);
  await writer.page.getByLabel('What do you answer?').fill('The one at ten.');
  await writer.page.getByRole('button', { name: 'Answer', exact: true }).click();
  await writer.page.getByText('Your answer:').waitFor();

  await outside.page.goto(link.replace(new URL(link).origin, server.url));
  await outside.page.getByText('The one at ten.').waitFor();
  // What is missing is said beside it, and what was typed is still there.
  await outside.page.getByLabel('No, I do not agree').check();
  await outside.page.getByLabel(/^In your own words/).fill('I would not call it a change yet.');
  await outside.page.getByLabel('How do you know?').fill('I work there.');
  await outside.page.getByLabel('I see it from near by').check();
  await outside.page.getByLabel('What is your role?').fill('Probation officer');
  await outside.page.getByLabel('You may show my name').check();
  await outside.page.getByRole('button', { name: 'Send my answer' }).click();
  await outside.page.getByText('Please write the name that may be shown.').first().waitFor();
  expect(await outside.page.getByLabel(/^In your own words/).inputValue()).toBe('I would not call it a change yet.');
  expect(await outside.page.getByLabel('No, I do not agree').isChecked()).toBe(true);
  await outside.page.getByLabel('You may show my name').uncheck();
  await outside.page.getByRole('button', { name: 'Send my answer' }).click();
  await outside.page.getByRole('heading', { name: 'Thank you' }).waitFor();
  await screenshot(outside.page, `outside-answered-360-${kind}`);
  await outside.page.goto(link.replace(new URL(link).origin, server.url));
  await outside.page.getByText('This link was used already').waitFor();
  // What was refused, and what is gone, is what the browser says of it.
  expect(outside.problems.filter((problem) => !/status of 4(00|10)/.test(problem))).toEqual([]);
  await outside.close();

  await writer.page.goto(`${server.url}/outcomes/${outcome.id}`);
  await writer.page.getByText('Somebody outside does not agree.').waitFor();
  await writer.page.getByRole('heading', { name: 'What people outside say' }).waitFor();
  await screenshot(writer.page, `outside-outcome-360-${kind}`);
  await writer.close();
});

test('P18 its pages: axe, 320 px, light and dark', async () => {
  const outcome = await recordOutcome(eve);
  const note = await beginNote(eve, { mustAct: ['Hanbridge probation'] });
  const ask = { kind: 'ask', organisation: 'Knype housing office', text: 'Keep one assessment by phone each Friday.' };
  const links = {
    change: await handed('outcomes', outcome.id, { kind: 'change' }),
    ask: await handed('notes', note.id, { ...ask, by: '2030-06-30' }),
    named: await handed('notes', note.id, { kind: 'named', organisation: 'Hanbridge probation' }),
  };
  const pages: [string, string, Insider?][] = [
    ...Object.entries(links).map(([name, path]): [string, string] => [`answer-${name}`, path]),
    ['answered', '/answered'],
    ['void', '/answer/never-was'],
    ['asking-outcome', `/outcomes/${outcome.id}/outside`, eve],
    ['asking-note', `/notes/${note.id}/outside`, eve],
    ['note', `/notes/${note.id}`, eve],
  ];
  for (const [name, path, by] of pages)
    for (const colorScheme of [undefined, 'dark'] as const) {
      const { page, close } = await open(path, by, colorScheme ? { colorScheme } : {});
      await page.waitForSelector('h1');
      await expectNoAxeViolations(page);
      await page.setViewportSize({ width: 320, height: 700 });
      expect([name, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([name, 320]);
      for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        await screenshot(page, `outside-${name}-${width}-${colorScheme ?? 'light'}`);
      }
      await close();
    }
});
