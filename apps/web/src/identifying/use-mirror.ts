import { type RefObject, useLayoutEffect, useMemo, useRef } from 'react';

interface Mirror {
  place: RefObject<HTMLDivElement | null>;
  /** Hides the underlines from a place in the text on: what stands there is another by now. */
  hideFrom(at: number): void;
}

/** Keeps a copy of a field's words exactly over the field: its place, its width without the scroll bar, how far it is scrolled. */
export function useMirror(field: HTMLTextAreaElement, shown: object): Mirror {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const mirror = place.current;
    if (!mirror) return undefined;
    const follow = () => {
      const { borderTopWidth, borderLeftWidth } = getComputedStyle(field);
      mirror.style.top = `${field.offsetTop + Number.parseFloat(borderTopWidth)}px`;
      mirror.style.left = `${field.offsetLeft + Number.parseFloat(borderLeftWidth)}px`;
      mirror.style.width = `${field.clientWidth}px`;
      mirror.style.height = `${field.clientHeight}px`;
      mirror.scrollTop = field.scrollTop;
    };
    const scroll = () => {
      mirror.scrollTop = field.scrollTop;
    };
    follow();
    for (const mark of mirror.querySelectorAll('.point--old')) mark.classList.remove('point--old');
    const sizes = new ResizeObserver(follow);
    sizes.observe(field);
    // What stands above the field may grow.
    if (field.parentElement) sizes.observe(field.parentElement);
    field.addEventListener('scroll', scroll);
    return () => {
      sizes.disconnect();
      field.removeEventListener('scroll', scroll);
    };
  }, [field, shown]);
  return useMemo(
    () => ({
      place,
      hideFrom(at: number) {
        for (const mark of place.current?.querySelectorAll<HTMLElement>('.point') ?? [])
          if (Number(mark.dataset['end']) > at) mark.classList.add('point--old');
      },
    }),
    [],
  );
}
