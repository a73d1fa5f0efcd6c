import { useEffect, useRef, useState } from 'react';

const name = 'review-keys';

/** Whether keys alone do things: off until somebody turns them on, on this device (WCAG 2.1.4). */
function areOn(): boolean {
  try {
    return localStorage.getItem(name) === 'on';
  } catch {
    return false;
  }
}

function keep(on: boolean): void {
  try {
    if (on) localStorage.setItem(name, 'on');
    else localStorage.removeItem(name);
  } catch {
    // Where nothing may be kept, it holds for this page.
  }
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('textarea, select, input:not([type=checkbox], [type=radio])'));

/** Single keys that do things; none of them while somebody types, and none together with another key. */
export function useKeys(actions: Readonly<Record<string, () => void>>): { on: boolean; turn: (on: boolean) => void } {
  const [on, setOn] = useState(false);
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => setOn(areOn()), []);
  useEffect(() => {
    if (!on) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.repeat || isTyping(event.target))
        return;
      const action = latest.current[event.key];
      if (!action) return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [on]);
  return {
    on,
    turn: (turned) => {
      keep(turned);
      setOn(turned);
    },
  };
}
