import { useEffect, useState } from 'react';
import { exitTo } from './leave';

const presses = 3;
const within = 5_000;

/**
 * "Exit this page" with scripts (safety.md P9): covers the page at once, ends the session, and replaces the page in the
 * history, so that going back does not show it. By the button, the skip link, or Shift three times. Answers whether it is covered.
 */
export function useExit(outside: string): boolean {
  const [covered, setCovered] = useState(false);
  useEffect(() => {
    const leave = () => {
      setCovered(true);
      document.title = ' ';
      void fetch('/api/exit', { method: 'POST', keepalive: true, credentials: 'same-origin' }).catch(() => undefined);
      exitTo(outside);
    };
    const times: number[] = [];
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Shift') {
        times.length = 0;
        return;
      }
      if (event.repeat) return;
      times.push(Date.now());
      if (times.length > presses) times.shift();
      if (times.length === presses && Date.now() - (times[0] ?? 0) < within) leave();
    };
    const onClick = (event: MouseEvent) => {
      if (!(event.target instanceof Element) || !event.target.closest('a[href="/exit"]')) return;
      event.preventDefault();
      leave();
    };
    // A page that comes back from the browser's memory asks anew whether it may be seen.
    const onShow = (event: PageTransitionEvent) => {
      if (event.persisted) window.location.reload();
    };
    document.addEventListener('keyup', onKey);
    document.addEventListener('click', onClick, true);
    window.addEventListener('pageshow', onShow);
    return () => {
      document.removeEventListener('keyup', onKey);
      document.removeEventListener('click', onClick, true);
      window.removeEventListener('pageshow', onShow);
    };
  }, [outside]);
  return covered;
}
