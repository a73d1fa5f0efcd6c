import type { PostView, ThreadPage } from '@throughline/contracts';
import icon from '../ui/icon.svg?inline';
import type { Loaded } from './app';
import { findPage } from './routes';

export interface PageAssets {
  /** The styles that every page begins with: they stand in it. */
  css: string;
  /** Those of what is further down on a thread's page: they stand in it after all that is to be read. */
  belowCss?: string;
  /** Where the styles of all other pages are. */
  laterCss?: string;
  scripts: string[];
  preload?: string[];
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replace(/[&<>"]/g, (letter) => escapes[letter] ?? letter);

/** JSON within HTML: nothing in it can end the element that holds it. */
function embedded(value: unknown): string {
  return JSON.stringify(value)
    .replace(/</g, '\\u003c')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');
}

/** Words of posts travel once, in the page itself where they stand there; hydration reads them there. */
function withoutBodies(loaded: Loaded): Loaded {
  const thread = loaded.views['thread'];
  if (!thread || thread.status !== 200 || !findPage(loaded.url)?.definition.showsEveryPost) return loaded;
  const page = thread.body as ThreadPage;
  // Nor what most have none of.
  const posts = page.posts.map(({ pictures, ...post }) => ({
    ...post,
    bodyHtml: '',
    ...(pictures.length > 0 ? { pictures } : {}),
  }));
  return { ...loaded, views: { ...loaded.views, thread: { status: 200, body: { ...page, posts } } } };
}

/** The inverse of `withoutBodies`, in the browser. */
export function withBodies(loaded: Loaded): Loaded {
  const thread = loaded.views['thread'];
  if (!thread || thread.status !== 200) return loaded;
  const page = thread.body as ThreadPage;
  const posts = (page.posts as (Omit<PostView, 'pictures'> & Partial<PostView>)[]).map((post) => ({
    ...post,
    pictures: post.pictures ?? [],
    bodyHtml: document.getElementById(`body-${post.id}`)?.innerHTML ?? post.bodyHtml,
  }));
  return { ...loaded, views: { ...loaded.views, thread: { status: 200, body: { ...page, posts } } } };
}

/**
 * The whole document around a rendered page: the data that scripts go on from, what is before it, and what is after. Without
 * scripts there is no data either.
 */
export function documentOf(
  title: string,
  body: string,
  loaded: Loaded,
  assets: PageAssets,
): { before: string; data: string; after: string } {
  const preload = (assets.preload ?? []).map((path) => `<link rel="modulepreload" href="${path}">`).join('');
  const later = assets.laterCss ? `<link rel="stylesheet" href="${assets.laterCss}">` : '';
  const below = assets.belowCss ? `<style>${assets.belowCss}</style>` : '';
  const scripts = assets.scripts.map((path) => `<script type="module" src="${path}"></script>`).join('');
  return {
    before: `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="same-origin"><meta name="robots" content="noindex"><meta name="color-scheme" content="light dark"><link rel="icon" href="${escaped(icon)}"><title>${escaped(title)}</title><style>${assets.css}</style>${later}${preload}</head><body><div id="app">${body}</div>${below}<script type="application/json" id="loaded">`,
    data: assets.scripts.length > 0 ? embedded(withoutBodies(loaded)) : '',
    after: `</script>${scripts}</body></html>`,
  };
}
