import { chromiumPath, type Person } from '@throughline/testing';
import { type Browser, chromium } from 'playwright-core';

/** A line that somebody has, as the browser's own throttle makes it. */
export interface Speed {
  name: string;
  /** Bits a second; undefined for as fast as it goes. */
  bits?: number;
  /** From asking to answering, in milliseconds. */
  latency: number;
}

/** The three of interface.md. */
export const speeds: readonly Speed[] = [
  { name: 'unthrottled', latency: 0 },
  { name: '1.6 Mbit/s, 150 ms', bits: 1_600_000, latency: 150 },
  { name: '400 kbit/s, 400 ms', bits: 400_000, latency: 400 },
];

/** How a page came to a browser that had never been here. Sizes in bytes, over the wire. */
export interface FirstPage {
  /** Until the words of the first post stood there, in milliseconds. */
  readable: number;
  requests: number;
  /** Of the first view, with headers: without what is fetched after it, for the live line. */
  bytes: number;
  /** The document, and the scripts that it names itself, without headers. */
  html: number;
  scripts: number;
}

/** Opens a page cold, as this person, in a browser of its own. */
export async function openCold(person: Person, path: string, { bits, latency }: Speed): Promise<FirstPage> {
  const browser: Browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
  try {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
    const { origin } = new URL(person.url);
    await context.addCookies(
      person.cookie.split('; ').map((pair) => {
        const split = pair.indexOf('=');
        return { name: pair.slice(0, split), value: pair.slice(split + 1), url: origin };
      }),
    );
    const page = await context.newPage();
    const line = await context.newCDPSession(page);
    await line.send('Network.enable');
    const throughput = bits === undefined ? -1 : bits / 8;
    await line.send('Network.emulateNetworkConditions', {
      offline: false,
      latency,
      downloadThroughput: throughput,
      uploadThroughput: throughput,
    });
    const sizes = new Map<string, { url: string; type: string; bytes: number; content: number }>();
    line.on('Network.responseReceived', ({ requestId, type, response: { url, encodedDataLength: headers } }) => {
      sizes.set(requestId, { url, type, bytes: 0, content: -headers });
    });
    line.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const known = sizes.get(requestId);
      if (!known) return;
      known.bytes = encodedDataLength;
      known.content += encodedDataLength;
    });
    await page.addInitScript(`{
      const look = () => {
        if (!document.querySelector('.post__body p')) return requestAnimationFrame(look);
        requestAnimationFrame(() => setTimeout(() => document.documentElement.setAttribute('data-readable', performance.now())));
      };
      look();
    }`);
    await page.goto(origin + path, { waitUntil: 'load' });
    const readable = Number(await page.locator('html[data-readable]').getAttribute('data-readable'));
    const named = await page
      .locator('script[src], link[rel=modulepreload]')
      .evaluateAll((elements) =>
        elements.map((element) => element.getAttribute('src') ?? element.getAttribute('href') ?? ''),
      );
    const all = [...sizes.values()];
    const isNamed = ({ url }: { url: string }) => named.includes(new URL(url).pathname);
    const [documents, scripts] = [all.filter(({ type }) => type === 'Document'), all.filter(isNamed)];
    // What is fetched after it was painted, for the live line, is not part of the first view.
    const first = all.filter((one) => one.type !== 'Fetch' && (one.type !== 'Script' || isNamed(one)));
    const sum = (of: readonly { bytes: number; content: number }[], what: 'bytes' | 'content') =>
      of.reduce((bytes, one) => bytes + one[what], 0);
    return {
      readable,
      requests: first.length,
      bytes: sum(first, 'bytes'),
      html: sum(documents, 'content'),
      scripts: sum(scripts, 'content'),
    };
  } finally {
    await browser.close();
  }
}
