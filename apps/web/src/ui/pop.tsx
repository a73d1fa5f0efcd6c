import {
  type KeyboardEvent as ReactKeyboardEvent,
  type MouseEvent as ReactMouseEvent,
  type ReactNode,
  useEffect,
  useRef,
  useState,
} from 'react';
import { useApp } from '../app/context';

interface PopProps {
  /** What opens it. */
  label: ReactNode;
  /** The page that shows the same, where there are no scripts. */
  href: string;
  className?: string;
  linkClassName?: string;
  /** The entries. They are made when it is opened: a page has many of these, and few are. `close` closes it. */
  children: (close: () => void) => ReactNode;
}

/**
 * A few more words, opened over the page. What opens it is a link to a page of its own, until scripts make a button of it. It
 * closes by Escape, by following one of its links, by a click elsewhere, and when what was chosen is done; the focus goes back.
 */
export function Pop({ label, href, className = 'pop', linkClassName, children }: PopProps) {
  const { live } = useApp();
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLAnchorElement>(null);

  const close = () => {
    // What had the focus goes with the list.
    if (place.current?.querySelector('.pop__list')?.contains(document.activeElement)) opener.current?.focus();
    setOpen(false);
  };
  const toggle = (event: ReactMouseEvent | ReactKeyboardEvent) => {
    event.preventDefault();
    setOpen((before) => !before);
  };
  useEffect(() => {
    if (!open) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close();
    };
    const onClick = (event: MouseEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      const inside = target !== null && place.current?.contains(target) === true;
      // A button that sends stays until it is done, so that what is refused can be said.
      const chosen = target?.closest('.pop__list :is(a, button:not([type=submit]))');
      if (!inside || chosen) setTimeout(close, 0);
    };
    document.addEventListener('keydown', onKey);
    document.addEventListener('click', onClick);
    return () => {
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('click', onClick);
    };
  }, [open]);
  return (
    <div className={className} ref={place}>
      <a
        className={linkClassName}
        href={href}
        ref={opener}
        {...(live ? { role: 'button', 'aria-expanded': open } : {})}
        onClick={(event) => {
          const elsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
          if (live && !elsewhere) toggle(event);
        }}
        onKeyDown={(event) => {
          if (live && event.key === ' ') toggle(event);
        }}
      >
        {label}
      </a>
      {open ? <ul className="pop__list">{children(close)}</ul> : null}
    </div>
  );
}
