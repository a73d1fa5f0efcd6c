import { readFileSync } from 'node:fs';
import { reportList } from '@throughline/contracts';
import {
  beginTheme,
  beginThread,
  closeBrowser,
  expected,
  expectNoAxeViolations,
  type Insider,
  inviteAndJoin,
  openPage,
  screenshot,
  writePost,
} from '@throughline/testing';
import { unzipSync } from 'fflate';
import { beginNote, inviteEvaluator, recordOutcome } from '../impact/changes';
import { beginReport, editReport, storeReport, textIn } from '../impact/report-steps';
import { foundHouse, type House } from '../voices/house';

jest.setTimeout(240_000);

let house: House;
let amber: Insider;
let eve: Insider;
let themeId: string;

beforeAll(async () => {
  house = await foundHouse();
  amber = await inviteAndJoin(house.founder, 'Amber Wren');
  eve = await inviteEvaluator(house.founder);
  themeId = await beginTheme(house.founder, 'Prison release');
});
afterAll(async () => {
  await closeBrowser();
  await house?.server.stop();
});

type More = { javaScript?: boolean; width?: number; colorScheme?: 'dark' };
const open = (path: string, by?: Insider, more: More = {}) =>
  openPage({ url: house.server.url + path, width: 1_280, height: 900, ...(by ? { cookies: by.cookie } : {}), ...more });

/** The text of a Word document, as somebody who opens it reads it. */
function wordText(file: string): string {
  const files = unzipSync(new Uint8Array(readFileSync(file)));
  return textIn(
    Buffer.from(files['word/document.xml'] ?? [])
      .toString()
      .replaceAll('</w:p>', ' '),
  );
}

test('the whole path: from words in a thread to a change, its answer from outside, a note, the pictures, a report, and its Word document', async () => {
  const threadId = await beginThread(house.founder, themeId, { title: 'Six appointments', text: 'Who helps?' });
  const post = await writePost(amber, threadId, 'You have to choose. I chose the bed.');
  const uses = { summary: 'general', evidence: 'yes', report: 'yes' };
  expected(200, await amber.put(`/api/posts/${post.id}/uses`, uses));

  // The words in their thread, once for what gets in the way, and once for what changed.
  const { page, problems, close } = await open(`/t/${threadId}/${post.number}/more`, eve);
  await page.getByRole('link', { name: 'Link these words to a change' }).click();
  await page.getByLabel('You have to choose.').check();
  await page.getByLabel('Something new that gets in the way. I write it down next.').check();
  await page.locator('input[name=title]').fill('A first day that can be kept');
  await page.locator('textarea[name=blockage]').fill('Nobody adds the times up.');
  await page.getByRole('button', { name: 'Link these words' }).click();
  await page.getByRole('heading', { level: 1, name: 'A first day that can be kept' }).waitFor();
  await page.goto(`${house.server.url}/t/${threadId}/${post.number}/link?post=${post.id}`);
  await page.getByLabel('I chose the bed.').check();
  await page.getByLabel('A new change. I write it down next.').check();
  await page.getByRole('button', { name: 'Link these words' }).click();
  await page.getByLabel('Who?').fill('Hanbridge probation');
  await page.getByLabel('What do they do differently?').fill('sets the first meeting after the train.');
  await page.getByRole('button', { name: 'Save and go on' }).click();
  await page.getByLabel('When?').fill('Since May 2022');
  await page.getByRole('button', { name: 'Save and go on' }).click();
  await page.getByLabel('Why does it matter?').fill('People can keep it.');
  await page.getByRole('button', { name: 'Save and go on' }).click();
  await page.getByLabel('How did we help?').fill('We showed the day, and asked.');
  await page.getByRole('button', { name: 'Save and go on' }).click();
  await page.getByLabel('A first day that can be kept').check();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Show it to all members' }).click();
  await page.getByText('Supported by members’ accounts').waitFor();

  // Somebody outside is asked, and confirms it.
  await page.getByRole('link', { name: 'Ask people outside' }).click();
  await page.getByText('Ask somebody who knows').first().click();
  await page.getByLabel('Whom do you ask?').first().fill('A probation officer');
  await page.getByRole('button', { name: 'Ask', exact: true }).first().click();
  const link = await page.locator('.card__link').innerText();
  const outside = await open(new URL(link).pathname);
  await outside.page.getByLabel('Yes, I agree').check();
  await outside.page.getByLabel(/^In your own words/).fill('It is so since May.');
  await outside.page.getByLabel('How do you know?').fill('I work there.');
  await outside.page.getByLabel('I see it from near by').check();
  await outside.page.getByLabel('What is your role?').fill('Probation officer');
  await outside.page.getByRole('button', { name: 'Send my answer' }).click();
  await outside.page.getByRole('heading', { name: 'Thank you' }).waitFor();
  await outside.close();

  // The pictures, and from there to a report.
  await page.goto(`${house.server.url}/impact`);
  await page.getByText('Confirmed from outside').first().waitFor();
  await page.getByRole('link', { name: 'Reports', exact: true }).click();
  await page.getByRole('link', { name: 'Make a report' }).click();
  await page.getByLabel('Title').fill('What changed on the first day');
  await page.getByLabel('For whom is it?').fill('For the funders');
  await page.getByLabel('From', { exact: true }).fill('2016-01-01');
  // A day that is yet to come is refused in words, and what was typed is still there.
  await page.getByLabel('To', { exact: true }).fill('2999-01-01');
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByText('This day is yet to come.').first().waitFor();
  expect(await page.getByLabel('Title').inputValue()).toBe('What changed on the first day');
  await page.getByLabel('To', { exact: true }).fill(new Date().toISOString().slice(0, 10));
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('heading', { level: 1, name: 'Choose: What changed on the first day' }).waitFor();
  await page.getByLabel('What we found').fill('The first day can be kept now.');
  await expectNoAxeViolations(page);
  await screenshot(page, 'report-choose-1280');
  await page.getByRole('button', { name: 'Save and look at it' }).click();

  // All of it is looked at before it is stored.
  await page.getByRole('heading', { level: 2, name: 'How we know' }).waitFor();
  await page.getByText('A draft: this is what there is today.').waitFor();
  await page.getByRole('button', { name: 'Store it' }).click();
  await page.getByText('Report 1', { exact: true }).waitFor();
  await page.getByText('The first day can be kept now.').waitFor();
  await page.getByText('“I chose the bed.”').waitFor();
  await screenshot(page, 'report-stored-1280');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Word' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('report-1.docx');
  const text = wordText(await download.path());
  for (const said of [
    'What changed on the first day',
    'How we know',
    'We asked 1 person outside; 1 answered',
    'Confirmed from outside',
    'Hanbridge probation sets the first meeting after the train.',
    'Our part: We showed the day, and asked.',
    'Somebody outside confirms it: “It is so since May.” Probation officer',
    'A member wrote: “I chose the bed.”',
    'A first day that can be kept',
    'Nobody adds the times up.',
  ])
    expect(text).toContain(said);
  expect(text).not.toContain('Amber');
  expect(problems.filter((problem) => !problem.includes('status of 400'))).toEqual([]);
  await close();
});

test('without scripts a report is chosen, looked at, stored, read and thrown away', async () => {
  await recordOutcome(eve, { who: 'The housing office', what: 'opens at eight.', direction: 'negative' });
  const { page, problems, close } = await open('/reports', eve, { javaScript: false, width: 360 });
  await page.getByRole('link', { name: 'Make a report' }).click();
  await page.getByLabel('Title').fill('A plain report');
  await page.getByLabel('From', { exact: true }).fill('2022-02-01');
  await page.getByLabel('To', { exact: true }).fill('2022-01-01');
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByText('The period ends before it begins.').first().waitFor();
  expect(await page.getByLabel('Title').inputValue()).toBe('A plain report');
  await page.getByLabel('To', { exact: true }).fill(new Date().toISOString().slice(0, 10));
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByLabel('The housing office opens at eight.').check();
  await page.getByLabel('In which order?').selectOption('day');
  await screenshot(page, 'report-choose-360-plain');
  await page.getByRole('button', { name: 'Save and look at it' }).click();
  await page.getByText(/took out 1 change, among them 1 change for the worse\./).waitFor();
  await page.getByRole('button', { name: 'Store it' }).click();
  await page
    .getByText(/^As at|As at/)
    .first()
    .waitFor();
  const { reports } = expected(200, await amber.get('/api/reports')).as(reportList);
  const stored = reports.find(({ title }) => title === 'A plain report');
  expect(stored).toMatchObject({ state: 'stored' });

  const reader = await open('/reports', amber, { javaScript: false, width: 360 });
  await reader.page.getByRole('link', { name: 'A plain report' }).click();
  await reader.page.getByRole('heading', { level: 1, name: 'A plain report' }).waitFor();
  expect(await reader.page.getByText('Throw it away').count()).toBe(0);
  await reader.close();

  await page.getByText('Throw it away', { exact: true }).click();
  await page.getByRole('button', { name: 'Yes, throw it away for good' }).click();
  await page.getByRole('heading', { level: 1, name: 'Reports' }).waitFor();
  expect(await page.getByText('A plain report').count()).toBe(0);
  expect(problems.filter((problem) => !problem.includes('status of 400'))).toEqual([]);
  await close();
});

test('P18 its pages: axe, 320 px, light and dark; printed, only the sheets are there', async () => {
  const note = await beginNote(eve, { title: 'A bus to Hanbridge', noticedOn: '2016-03-01', themes: [themeId] });
  await recordOutcome(eve, { who: 'The bus company', what: 'goes later.', notes: [note.id], themes: [themeId] });
  const draft = await editReport(eve, await beginReport(eve, { title: 'What changed' }), {
    found: 'A bus goes later.',
  });
  const stored = await storeReport(eve, await beginReport(eve, { title: 'What changed before' }));
  const pages: [string, string][] = [
    ['list', '/reports'],
    ['new', '/reports/new'],
    ['choose', `/reports/${draft.id}/edit`],
    ['draft', `/reports/${draft.id}`],
    ['stored', `/reports/${stored.id}`],
  ];
  for (const [name, path] of pages)
    for (const colorScheme of [undefined, 'dark'] as const) {
      const { page, problems, close } = await open(path, eve, colorScheme ? { colorScheme } : {});
      await page.waitForSelector('h1');
      await expectNoAxeViolations(page);
      await page.setViewportSize({ width: 320, height: 700 });
      expect([name, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([name, 320]);
      for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        await screenshot(page, `report-${name}-${width}-${colorScheme ?? 'light'}`);
      }
      expect([name, problems]).toEqual([name, []]);
      await close();
    }

  const { page, close } = await open(`/reports/${stored.id}`, eve, { width: 794 });
  await page.waitForSelector('.sheet');
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByText('Throw it away', { exact: true }).isVisible()).toBe(false);
  expect(await page.getByRole('link', { name: 'Exit this page' }).first().isVisible()).toBe(false);
  expect(await page.getByRole('heading', { name: 'How we know' }).isVisible()).toBe(true);
  await screenshot(page, 'report-printed');
  await page.emulateMedia({ media: null });
  // Of paper there is as much as there are sheets: none of it is blank, and the method is one page.
  const paper = await page.pdf({ preferCSSPageSize: true });
  expect(paper.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(await page.locator('.sheet').count());
  await close();
});

test('where scripts go on to it, its sheets are fetched; where they do not come, that is said', async () => {
  const stored = await storeReport(eve, await beginReport(eve, { title: 'What is fetched' }));
  const { page, close } = await open('/impact', amber);
  await page.waitForSelector('html[data-live=yes]');
  await page.getByRole('link', { name: 'Reports', exact: true }).click();
  await page.getByRole('link', { name: 'What is fetched' }).click();
  await page.getByRole('heading', { name: 'How we know' }).waitFor();
  await page.goBack();
  await page.route(`**/api/reports/${stored.id}/sheets`, (route) => route.abort());
  await page.getByRole('link', { name: 'What is fetched' }).click();
  await page.getByText('The report did not come. Please load the page again.').waitFor();
  await close();
});
