import { expectNoAxeViolations, openPage, screenshot } from './browser';

/** Whose page it is, by their cookie; where; and what its pictures are called. */
export type PlaceToLook = readonly [by: { readonly cookie: string }, path: string, name: string];

/** P18: on each page axe finds nothing and nothing is over the edge at 320 px, in light and in dark, and Exit is in sight. */
export async function expectEachPageFits(url: string, places: readonly PlaceToLook[]): Promise<void> {
  for (const [{ cookie }, path, name] of places)
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, problems, close } = await openPage({
        url: url + path,
        width: 360,
        height: 800,
        cookies: cookie,
        ...(colorScheme === 'dark' ? { colorScheme } : {}),
      });
      await page.waitForSelector('h1');
      // So high that the bars at its head and foot cover nothing.
      await page.setViewportSize({ width: 360, height: 3_000 });
      await expectNoAxeViolations(page);
      await page.setViewportSize({ width: 320, height: 700 });
      expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, 320]);
      for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        await screenshot(page, `${name}-${width}-${colorScheme}`);
      }
      expect(await page.locator('a.btn--exit').isVisible()).toBe(true);
      expect([path, problems]).toEqual([path, []]);
      await close();
    }
}
