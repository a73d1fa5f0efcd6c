import { type ReactNode, useEffect, useRef } from 'react';

interface PopProps {
  /** What opens it. */
  label: ReactNode;
  className?: string;
  summaryClassName?: string;
  children: ReactNode;
}

/**
 * A few more words, opened over the page: an HTML `details`, so that it works before scripts do. With scripts it also
 * closes by Escape, by choosing, and by a click elsewhere, and gives the focus back.
 */
export function Pop({ label, className = 'pop', summaryClassName, children }: PopProps) {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (focus: boolean) => {
      const element = details.current;
      if (!element?.open) return;
      element.open = false;
      if (focus) element.querySelector('summary')?.focus();
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close(true);
    };
    const onClick = (event: MouseEvent) => {
      const inside = event.target instanceof Element && details.current?.contains(event.target);
      const chosen = inside && event.target.closest('a, button');
      if (!inside || chosen) setTimeout(() => close(false), 0);
    };
    document.addEventListener('keydown', onKey);
    document.addEventListener('click', onClick);
    return () => {
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('click', onClick);
    };
  }, []);
  return (
    <details className={className} ref={details}>
      <summary className={summaryClassName}>{label}</summary>
      <ul className="pop__list">{children}</ul>
    </details>
  );
}
