import { useEffect, useRef } from 'react';
import { newKey } from '../forms/form';

/** How far down each entry of the history was, by the entry's key: going back leads to where one was. */
const places = new Map<string, number>();

/** The key of the entry that the address bar stands at; an entry that has none gets one. */
function entryNow(): string {
  const state = window.history.state as { entry?: string } | null;
  if (state?.entry) return state.entry;
  const entry = newKey();
  window.history.replaceState({ ...state, entry }, '');
  return entry;
}

/**
 * Keeps places in the history: what is opened begins at its top (or at the place that its address names), what one comes back
 * to stands as it was left. The browser does the same for pages that are loaded as a whole.
 */
export function usePlaces(url: string): void {
  const shown = useRef<string | undefined>(undefined);
  const arrive = useRef(() => undefined as void);
  arrive.current = () => {
    const entry = entryNow();
    if (entry === shown.current) return;
    const first = shown.current === undefined;
    shown.current = entry;
    if (first) return;
    const top = places.get(entry);
    if (top !== undefined) window.scrollTo(0, top);
    else if (!window.location.hash) window.scrollTo(0, 0);
  };
  useEffect(() => arrive.current(), [url]);
  useEffect(() => {
    const onScroll = () => {
      // Between two pages it is the browser that scrolls, not the reader.
      if (shown.current !== undefined && shown.current === entryNow()) places.set(shown.current, window.scrollY);
    };
    const onMove = () => {
      // From one fragment to another: the same page stays.
      if (window.location.pathname + window.location.search === url) arrive.current();
      // To another page, while this one still stands.
      else if (shown.current !== undefined) places.set(shown.current, window.scrollY);
    };
    const byBrowser = () => (window.history.scrollRestoration = 'auto');
    window.history.scrollRestoration = 'manual';
    window.addEventListener('scroll', onScroll, { passive: true });
    window.addEventListener('popstate', onMove);
    window.addEventListener('hashchange', onMove);
    window.addEventListener('pagehide', byBrowser);
    return () => {
      window.removeEventListener('scroll', onScroll);
      window.removeEventListener('popstate', onMove);
      window.removeEventListener('hashchange', onMove);
      window.removeEventListener('pagehide', byBrowser);
    };
  }, [url]);
}
