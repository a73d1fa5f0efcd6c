import { type ComponentType, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { joinLaterForms } from '../forms/definitions';
import { noHtml } from './server-html';

/** A part of a page, with what fetches its code: on the server, before the page is made. */
export type LaterPart<Props> = ComponentType<Props> & { load: () => Promise<void> };

/** One and the same object: by another, React would take it that the HTML is to be emptied. */
export const asItStands = { __html: noHtml() };

/**
 * A part of a page whose code comes after the page is live, so that the first visit stays light. Until then it stands there as the server
 * made it, and works as it does without scripts; under somebody's hands it is left alone.
 */
export function later<Props extends object>(
  id: string,
  fetchCode: () => Promise<ComponentType<Props>>,
): LaterPart<Props> {
  let code: ComponentType<Props> | undefined;
  const load = async () => {
    if (!code) [code] = await Promise.all([fetchCode(), joinLaterForms()]);
  };
  function Later(props: Props) {
    const [isLive, setLive] = useState(code !== undefined);
    const place = useRef<HTMLDivElement>(null);
    const opened = useRef<boolean[]>([]);
    useEffect(() => {
      const stands = place.current;
      if (isLive || !stands) return undefined;
      let touched = false;
      let fetched = false;
      const swap = () => {
        if (!fetched || touched || stands.matches(':focus-within')) return;
        opened.current = [...stands.querySelectorAll('details')].map(({ open }) => open);
        setLive(true);
      };
      const onInput = () => (touched = true);
      const onLeave = () => setTimeout(swap);
      stands.addEventListener('input', onInput);
      stands.addEventListener('focusout', onLeave);
      void load().then(() => {
        fetched = true;
        swap();
      });
      return () => {
        stands.removeEventListener('input', onInput);
        stands.removeEventListener('focusout', onLeave);
      };
    }, [isLive]);
    useLayoutEffect(() => {
      for (const [index, box] of [...(place.current?.querySelectorAll('details') ?? [])].entries())
        if (opened.current[index]) box.open = true;
    }, [isLive]);
    const Shown = code;
    if (isLive && Shown)
      return (
        <div id={id} key="live" ref={place}>
          <Shown {...props} />
        </div>
      );
    return <div id={id} ref={place} suppressHydrationWarning dangerouslySetInnerHTML={asItStands} />;
  }
  Later.load = load;
  return Later;
}
