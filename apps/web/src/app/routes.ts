import { createElement, type ReactNode } from 'react';
import { joinLaterForms } from '../forms/definitions';
import { pages } from './pages';

/** An answer of the API for a page: its status and its JSON. */
export interface ViewAnswer {
  status: number;
  body: unknown;
}

/** Where a reader is: the parts of the address that a route names, and the query. */
export interface Place {
  url: string;
  path: string;
  params: Record<string, string>;
  query: URLSearchParams;
}

/** What a page is made of. `load` is there where its code comes later; until that is done it cannot be shown. */
export interface PageComponent<Views = Record<string, unknown>> {
  (props: { views: Views; place: Place }): ReactNode;
  load?(): Promise<void>;
}

/**
 * A page whose code comes, with its forms, when it is first asked for: those that few people need, or seldom, so that the first
 * visit stays light (interface.md, "Old phones").
 */
export function onDemand<Views>(fetchCode: () => Promise<PageComponent<Views>>): PageComponent<Views> {
  let code: PageComponent<Views> | undefined;
  const shown: PageComponent<Views> = (props) => {
    if (!code) throw new Error('The code of this page is not there yet.');
    return createElement(code, props);
  };
  shown.load = async () => {
    if (!code) [code] = await Promise.all([fetchCode(), joinLaterForms()]);
  };
  return shown;
}

/**
 * A page. To add one: a folder in features/ with its component, a line in `pages-later.ts`, its texts in the catalogue.
 * `views` names the answers of the API that it needs; on the server they are asked in process, in the browser fetched.
 */
export interface PageDefinition<Views = Record<string, unknown>> {
  /** `/t/:thread/:number?` */
  pattern: string;
  /** What a tab is called; on a shared phone the kind of page alone is used. */
  title: (views: Views, place: Place) => string;
  kind: string;
  /** Visitors see only these. */
  open?: boolean;
  /** Set where it is much the same for many readers, and shows nothing that is told once: then it is rendered once for them. */
  mayBeRemembered?: boolean;
  /** Set where all posts of its thread stand in the page: then their words need not travel beside it too. */
  showsEveryPost?: boolean;
  views?: (place: Place) => Record<string, string>;
  /** The address of the API whose HTML stands in its `Inner`: it is sent while it is made, and not held in a view. */
  inner?: (place: Place) => string;
  /** Whether what the page is about is in these answers, where they may lack it: else there is no such page. */
  isThere?: (views: Views, place: Place) => boolean;
  page: PageComponent<Views>;
}

/** Gives a page's own types up for the table's. */
export function page<Views>(definition: PageDefinition<Views>): PageDefinition {
  return definition as unknown as PageDefinition;
}

const partsOf = (path: string) => path.split('/').filter(Boolean);

/** Patterns in parts: each is looked at for every page. */
const patterns = new Map<PageDefinition, { text: string; name: string | undefined; optional: boolean }[]>();

function patternOf(definition: PageDefinition) {
  const known = patterns.get(definition);
  if (known) return known;
  const parts = partsOf(definition.pattern).map((text) => {
    const [, name, optional] = /^:(\w+)(\?)?$/.exec(text) ?? [];
    return { text, name, optional: optional !== undefined };
  });
  patterns.set(definition, parts);
  return parts;
}

function decodedOrNull(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** The parts of the address that a pattern names; a `:number` is one. Null where the address is another. */
function match(definition: PageDefinition, given: readonly string[]): Record<string, string> | null {
  const wanted = patternOf(definition);
  if (given.length > wanted.length) return null;
  const params: Record<string, string> = {};
  for (const [index, { text, name, optional }] of wanted.entries()) {
    const value = given[index];
    if (name === undefined) {
      if (text !== value) return null;
    } else if (value === undefined) {
      if (!optional) return null;
    } else {
      const decoded = decodedOrNull(value);
      if (decoded === null || (name === 'number' && !/^\d+$/.test(decoded))) return null;
      params[name] = decoded;
    }
  }
  return params;
}

/**
 * What makes one page another. An optional part of an address names a place on the page: there the page stays, with what was
 * typed on it.
 */
export function identityOf({ pattern }: PageDefinition, { params }: Place): string {
  const required = [...pattern.matchAll(/:(\w+)(?!\w|\?)/g)].map(([, name]) => params[name ?? ''] ?? '');
  return [pattern, ...required].join(' ');
}

let joined = false;

/** Makes the later pages known too; they need not be there for the first page of a visit. */
export function joinPages(later: readonly PageDefinition[]): void {
  if (!joined) pages.push(...later);
  joined = true;
}

/** Fetches what an address needs that is not there yet: where later pages are, the code of the page, and its styles. */
export async function fetchPage(url: string): Promise<void> {
  if (!findPage(url) && !joined) joinPages((await import('./pages-later')).laterPages);
  const definition = findPage(url)?.definition;
  await Promise.all([definition?.page.load?.(), definition?.showsEveryPost ? undefined : fetchLaterStyles()]);
}

/** A page that the server made came with all styles, unless it was a thread's. */
async function fetchLaterStyles(): Promise<void> {
  if (!document.querySelector('link[rel=stylesheet]')) await import('../ui/styles-later');
}

/** The page at an address, or null where none is known. */
export function findPage(url: string): { definition: PageDefinition; place: Place } | null {
  const [path = '/', search = ''] = url.split('#')[0]?.split('?') ?? [];
  const given = partsOf(path);
  for (const definition of pages) {
    const params = match(definition, given);
    if (params) return { definition, place: { url, path, params, query: new URLSearchParams(search) } };
  }
  return null;
}

/** The API's addresses that a page needs, by name; every page needs to know who reads. */
export function viewsFor(url: string): { views: Record<string, string> } {
  const found = findPage(url);
  return { views: { me: '/api/me', ...found?.definition.views?.(found.place) } };
}
