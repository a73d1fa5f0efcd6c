import { useEffect } from 'react';
import { call } from '../../app/http';
import { useApp } from '../../app/context';

/** While somebody does something on the page, it is said again that they have it open: at most this often, in milliseconds. */
const again = 60_000;

/** Tells the other moderators that this one is open here, for as long as it is; not where somebody else has it. */
export function useClaim(item: string | undefined, isAnothers: boolean): void {
  const { live } = useApp();
  useEffect(() => {
    if (!live || item === undefined || isAnothers) return undefined;
    const path = `/api/review/${item}/claim`;
    let last = Date.now();
    // Should another have been quicker, the queue says so when it comes.
    const say = () => void call(path, 'POST', {}).catch(() => undefined);
    const onUse = () => {
      if (Date.now() - last < again) return;
      last = Date.now();
      say();
    };
    const letGo = () => void call(path, 'DELETE', undefined, true).catch(() => undefined);
    say();
    const uses = ['keydown', 'pointerdown', 'input'] as const;
    for (const use of uses) document.addEventListener(use, onUse);
    window.addEventListener('pagehide', letGo);
    return () => {
      for (const use of uses) document.removeEventListener(use, onUse);
      window.removeEventListener('pagehide', letGo);
      letGo();
    };
  }, [live, item, isAnothers]);
}
