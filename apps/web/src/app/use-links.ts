import { useEffect } from 'react';
import { navigate } from 'wouter/use-browser-location';

/**
 * Links are plain links; with scripts the next page is shown without loading everything anew. One listener serves them all,
 * those within posts too. What leaves this site, opens elsewhere, or stays on the page is left to the browser.
 */
export function useLinks(): void {
  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      if (
        event.defaultPrevented ||
        event.button !== 0 ||
        event.metaKey ||
        event.ctrlKey ||
        event.shiftKey ||
        event.altKey
      )
        return;
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
      if (!(link instanceof HTMLAnchorElement) || link.target || link.hasAttribute('download')) return;
      const to = new URL(link.href);
      if (to.origin !== window.location.origin || to.pathname === '/exit') return;
      const here = to.pathname === window.location.pathname && to.search === window.location.search;
      if (here && to.hash) return;
      event.preventDefault();
      navigate(to.pathname + to.search + to.hash);
    };
    document.addEventListener('click', onClick);
    return () => document.removeEventListener('click', onClick);
  }, []);
}
