import { randomUUID } from 'node:crypto';
import { outsideCard, outsidePage, publishingView } from '@throughline/contracts';
import {
  closeBrowser,
  expected,
  foundCommunity,
  type Insider,
  openPage,
  Person,
  screenshot,
  startBuiltServer,
} from '@throughline/testing';
import { beginNote, recordOutcome } from '../impact/changes';

jest.setTimeout(180_000);

afterAll(() => closeBrowser());

const printed = async (address: string) => {
  const { page, close } = await openPage({ url: `${address}/changes`, width: 1_280 });
  // The page tells its own address once its scripts run.
  await page.waitForSelector('.only-printed >> text=/changes', { state: 'attached' });
  // How sure, and how far: browsers print no backgrounds, unless they are told that these say something.
  const printedAs = await page.evaluate<string[]>(
    `[...document.querySelectorAll('.published .sure, .published .stage__steps i')].map(
      (one) => getComputedStyle(one, one.matches('i') ? '' : '::before').printColorAdjust + ' ' + one.className,
    )`,
  );
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
  await page.emulateMedia({ media: 'print' });
  await screenshot(page, 'published-print');
  const text = await page.locator('main').innerText();
  await close();
  return { pages: pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0, text, printedAs };
};

test('it prints on two pages, with its day and whom to ask', async () => {
  const demonstration = await startBuiltServer();
  const long = await printed(demonstration.url);
  const phone = await openPage({ url: `${demonstration.url}/changes`, width: 360 });
  const marksOf = (size: string) =>
    phone.page
      .locator(`section[aria-labelledby='years-h'] .drawn--${size} a`)
      .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
  const marks = { wide: await marksOf('wide'), narrow: await marksOf('narrow') };
  await phone.close();
  await demonstration.stop();
  expect(long.text).toContain('A first day that can be kept');
  expect(long.text).toContain('As at 29 July 2022');
  expect(long.text).toContain('Questions about it: the chair, 01632 960 120.');
  expect(long.text).toContain('Stoke-on-Trent Community of Practice');
  expect(long.text).toContain(`${demonstration.url}/changes`);
  // What an organisation answered stands on paper too.
  expect(long.text).toContain('What Probation, North Division says');
  expect(long.text).toContain('It is right for those who come from over 30 miles.');
  expect(long.text).toContain('1 person outside agrees. 1 person outside agrees in part.');
  // Visitors are told no themes, so nothing is said to have none.
  expect(long.text).not.toContain('No theme');
  expect(long.printedAs).toContain('exact on');
  expect(long.printedAs.filter((one) => !one.startsWith('exact'))).toEqual([]);
  // On a phone no year is left out between others: what came back in it would not be seen.
  expect(marks.wide).toContain('came back, 2019: 1 note');
  expect(marks.narrow).toEqual(marks.wide);
  expect(long.pages).toBe(2);
});

test('however much is shown, it prints on two pages: some of it whole, more by its title, and the rest by its number', async () => {
  const many = await startBuiltServer({ empty: true });
  const by = await foundCommunity(many);
  const publish = async (path: string) => {
    const { seen } = expected(200, await by.get(path)).as(publishingView);
    expected(200, await by.put(path, { seen, evidence: [] }));
  };
  /** As long as an answer can be: on paper it stands whole, or is said to stand on the page. */
  const answered = async (insider: Insider, note: string, organisation: string) => {
    const asked = { key: randomUUID(), kind: 'named', organisation };
    const { link } = expected(201, await insider.post(`/api/notes/${note}/outside`, asked)).as(outsideCard);
    const secret = link?.split('/').at(-1) ?? '';
    const outside = new Person(many.url);
    const { read } = expected(200, await outside.get(`/api/outside/look?secret=${secret}`)).as(outsidePage);
    const said = { answer: 'wrong', text: 'We never said this. '.repeat(140), role: 'Manager', mayBeNamed: false };
    const answer = await outside.post('/api/outside/answer', { secret, key: randomUUID(), read, ...said });
    expect(answer.status).toBeLessThan(300);
  };
  const why = 'Whoever is released on a Thursday is known on a Monday, and somebody is there. '.repeat(3);
  for (let turn = 1; turn <= 20; turn += 1) {
    const note = await beginNote(by, { title: `What gets in the way, ${turn}`, lead: why, noticedOn: '2016-03-01' });
    await answered(by, note.id, 'Hanbridge probation');
    await publish(`/api/publishing/note/${note.id}`);
    const change = await recordOutcome(by, { what: `meets later, ${turn}.`, why, notes: [note.id] });
    await publish(`/api/publishing/outcome/${change.id}`);
  }
  const { pages, text } = await printed(many.url);
  await many.stop();
  expect(pages).toBe(2);
  expect(text).toContain('What they wrote is long. It stands on the page itself.');
  expect(text).not.toContain('We never said this.');
  expect(text).toContain('And 8 more, on the page itself.');
  expect(text).toContain('And 10 more, on the page itself.');
});
