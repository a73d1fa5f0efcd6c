import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import places from './chromium-places.json';
import { within } from './wait-until';

const switches = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The rules of WCAG 2.2 AA, as axe names them. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

let shared: Promise<Browser> | undefined;

/** The Chromium of this machine: what CHROMIUM_PATH names, else the first of the usual places. */
export function chromiumPath(): string {
  const path = process.env['CHROMIUM_PATH'] ?? places.find((place) => existsSync(place));
  if (!path || !existsSync(path))
    throw new Error('There is no Chromium here: install it, or name one in CHROMIUM_PATH.');
  return path;
}

function browser(): Promise<Browser> {
  return (shared ??= chromium.launch({ executablePath: chromiumPath(), args: switches }));
}

/** Ends the browser that the pages of this test file share: for `afterAll`. */
export async function closeBrowser(): Promise<void> {
  const open = shared;
  shared = undefined;
  await (await open)?.close();
}

export interface PageOptions {
  /** A full address. */
  url: string;
  /** In CSS pixels: 320 is the narrowest that must work. */
  width?: number;
  height?: number;
  /** False for somebody whose scripts did not come, or are off. */
  javaScript?: boolean;
  /** A `Cookie` header, as `Person.cookie` has it. */
  cookies?: string;
  colorScheme?: 'light' | 'dark';
}

export interface OpenPage {
  page: Page;
  /** What went wrong so far: errors in the console and of scripts, and violations of the page's policy. */
  problems: readonly string[];
  close(): Promise<void>;
}

/** Opens a page in a window of its own, with cookies of its own. */
export async function openPage(options: PageOptions): Promise<OpenPage> {
  const { url, width = 1_024, height = 768, javaScript = true, cookies = '', colorScheme = 'light' } = options;
  const context = await (
    await browser()
  ).newContext({ viewport: { width, height }, javaScriptEnabled: javaScript, colorScheme, locale: 'en-GB' });
  await context.addCookies(cookiesOf(cookies, url));
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`script: ${error.message}`));
  if (javaScript) {
    await page.exposeFunction('reportPolicyViolation', (what: string) => problems.push(`policy: ${what}`));
    await page.addInitScript(`addEventListener('securitypolicyviolation', (event) =>
      reportPolicyViolation(event.effectiveDirective + ' ' + event.blockedURI + ' ' + event.sample));`);
  }
  await page.goto(url);
  return { page, problems, close: () => context.close() };
}

function cookiesOf(header: string, url: string) {
  return header
    .split('; ')
    .filter(Boolean)
    .map((pair) => {
      const split = pair.indexOf('=');
      // The site's own address: one with a path would keep the cookie from the rest of the site.
      return { name: pair.slice(0, split), value: pair.slice(split + 1), url: new URL('/', url).href };
    });
}

/** Holds the page, as it is now, against WCAG 2.2 AA; fails with each rule that is broken and where. Scripts must be on. */
export async function expectNoAxeViolations(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  const options = JSON.stringify({ runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] });
  const run = page.evaluate<axe.AxeResults>(`axe.run(document, ${options})`);
  const { violations } = await within(20_000, 'axe has looked at the page', run);
  const said = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n${nodes.map((node) => `    ${node.html}`).join('\n')}`,
  );
  if (said.length > 0) throw new Error(`${page.url()} is not accessible to everybody:\n${said.join('\n')}`);
}

/** Keeps a picture of the page in `var/screenshots` where SCREENSHOTS is set. */
export async function screenshot(page: Page, name: string): Promise<void> {
  if (!process.env['SCREENSHOTS']) return;
  const folder = join(__dirname, '..', '..', '..', 'var', 'screenshots');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
