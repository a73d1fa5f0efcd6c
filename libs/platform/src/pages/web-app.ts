import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Problem } from '@throughline/contracts';

export type Fields = Record<string, string | string[]>;

/** A form as it is answered: what was typed, and why it was not done, or what came of it and is told once. */
export interface FormState {
  name: string;
  fields: Fields;
  problem?: Problem;
  answer?: unknown;
  /** What in it may say who somebody is: shown once before it is done. */
  found?: object;
}

/** How a form of a page becomes a call of the API. */
export interface FormDefinition {
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path(fields: Fields): string;
  body(fields: Fields): unknown;
  next(fields: Fields, answer: unknown): string;
  tellsOnce?: boolean;
  goesOn?(answer: unknown): boolean;
}

export interface PageAssets {
  css: string;
  laterCss?: string;
  scripts: string[];
  preload?: string[];
}

/** An answer of the API for a page: its status and its JSON. */
export interface ViewAnswer {
  status: number;
  body: unknown;
}

/** A page as it was rendered. `redirect` is set where there is somewhere else to go. */
export interface Rendered {
  status: number;
  /** The document in three parts, because the JSON from which scripts go on stands by other rules than what is around it. */
  html: { before: string; data: string; after: string };
  redirect?: string;
}

/** What the client's bundle for the server exports; it knows nothing of this side. */
export interface WebApp {
  viewsFor(url: string): { views: Record<string, string> };
  /** Whether the page at this address is much the same for many readers, and shows nothing that is told once. */
  mayBeRemembered(url: string): boolean;
  /** The address of the API whose HTML stands within the page at this address, written as it is made; null of most pages. */
  innerOf(url: string): string | null;
  render(input: {
    url: string;
    views: Record<string, ViewAnswer>;
    formState?: FormState;
    assets: PageAssets;
  }): Promise<Rendered>;
  forms: Record<string, FormDefinition>;
  /** Styles that stand further down in some pages. */
  belowCss: string;
  /** What in a form may say who somebody is and was not shown to its author yet; `views` are those of the page it is on. */
  foundBefore(name: string, fields: Fields, views: readonly unknown[]): object | null;
  /** The form whose words were carried through signing in, by the form that signed in; null where none was. */
  carriedBy(name: string, fields: Fields): FormState | null;
}

/** The built client: its bundle for the server, and what its pages load. */
export interface BuiltWeb {
  app: WebApp;
  assets: PageAssets;
  /** Content-Security-Policy of every page; the same bytes each time, because nothing inline is made per answer. */
  policy: string;
}

/** A CSP source for an inline style of exactly these bytes. */
function styleHash(css: string): string {
  return `'sha256-${createHash('sha256').update(css).digest('base64')}'`;
}

/** No inline script, no `style` attribute; Trusted Types on (safety.md S10). */
export function pagePolicy(...styles: string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' ${styles.map(styleHash).join(' ')}`,
    "font-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types server-html',
  ].join('; ');
}

interface ManifestEntry {
  file: string;
  css?: string[];
  imports?: string[];
  isEntry?: boolean;
}

/** Where pages come from: the built client, or in development its sources. */
export interface Web {
  load(): Promise<BuiltWeb>;
}

/** Loads the client as it was built into this folder (`client/`, `server/`). */
export function loadWeb(folder: string): BuiltWeb {
  const entry = join(folder, 'server', 'main.js');
  if (!existsSync(entry)) throw new Error('The pages are not built yet. Run: npm run build');
  const app = createRequire(entry)(entry) as WebApp;
  const client = join(folder, 'client');
  const manifest = JSON.parse(readFileSync(join(client, '.vite', 'manifest.json'), 'utf8')) as Record<
    string,
    ManifestEntry
  >;
  const first = Object.values(manifest).find((candidate) => candidate.isEntry);
  if (!first) throw new Error('The built client names no first script.');
  const styles = new Set<string>();
  const imports = new Set<string>();
  const walk = (chunk: ManifestEntry) => {
    for (const style of chunk.css ?? []) styles.add(style);
    for (const name of chunk.imports ?? []) {
      const imported = manifest[name];
      if (!imported || imports.has(imported.file)) continue;
      imports.add(imported.file);
      walk(imported);
    }
  };
  walk(first);
  // A script that does nothing but bring styles is built to those alone.
  const laterCss = manifest['src/ui/styles-later.ts']?.file;
  if (!laterCss?.endsWith('.css')) throw new Error('The built client has no styles of later pages.');
  const css = [...styles].map((style) => readFileSync(join(client, style), 'utf8')).join('\n');
  return {
    app,
    assets: {
      css,
      laterCss: `/${laterCss}`,
      scripts: [`/${first.file}`],
      preload: [...imports].map((file) => `/${file}`),
    },
    policy: pagePolicy(css, app.belowCss),
  };
}
