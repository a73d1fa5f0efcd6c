import { publishingView } from '@throughline/contracts';
import { closeBrowser, expected, foundCommunity, openPage, screenshot, startBuiltServer } from '@throughline/testing';
import { beginNote, recordOutcome } from '../impact/changes';

jest.setTimeout(180_000);

afterAll(() => closeBrowser());

const printed = async (address: string) => {
  const { page, close } = await openPage({ url: `${address}/changes`, width: 1_280 });
  await page.waitForSelector('h1');
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
  await page.emulateMedia({ media: 'print' });
  await screenshot(page, 'published-print');
  const text = await page.locator('main').innerText();
  await close();
  return { pages: pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0, text };
};

test('it prints on two pages, with its day and whom to ask', async () => {
  const demonstration = await startBuiltServer();
  const long = await printed(demonstration.url);
  await demonstration.stop();
  expect(long.text).toContain('A first day that can be kept');
  expect(long.text).toContain('As at 29 July 2022');
  expect(long.text).toContain('Questions about it: the chair, 01632 960 120.');
  expect(long.pages).toBe(2);
});

test('however much is shown, it prints on two pages: some of it whole, more by its title, and the rest by its number', async () => {
  const many = await startBuiltServer({ empty: true });
  const by = await foundCommunity(many);
  const publish = async (path: string) => {
    const { seen } = expected(200, await by.get(path)).as(publishingView);
    expected(200, await by.put(path, { seen, evidence: [] }));
  };
  const why = 'Whoever is released on a Thursday is known on a Monday, and somebody is there. '.repeat(3);
  for (let turn = 1; turn <= 20; turn += 1) {
    const note = await beginNote(by, { title: `What gets in the way, ${turn}`, lead: why, noticedOn: '2016-03-01' });
    await publish(`/api/publishing/note/${note.id}`);
    const change = await recordOutcome(by, { what: `meets later, ${turn}.`, why, notes: [note.id] });
    await publish(`/api/publishing/outcome/${change.id}`);
  }
  const { pages, text } = await printed(many.url);
  await many.stop();
  expect(pages).toBe(2);
  expect(text).toContain('And 8 more, on the page itself.');
  expect(text).toContain('And 10 more, on the page itself.');
});
