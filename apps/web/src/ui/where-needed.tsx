import { type ComponentType, createElement, type ReactNode, useEffect, useState } from 'react';

interface WhereNeeded<Props> {
  (props: Props): ReactNode;
  /** Before the page is shown: the code is needed where something on it was made by it. */
  load(): Promise<void>;
}

/**
 * A part that most pages lack: its code comes where there is something for it to show. `marker` finds what the server made by it on a
 * page, so that the code is there before scripts take that page over.
 */
export function whereNeeded<Props extends object>(
  marker: string,
  fetchCode: () => Promise<ComponentType<Props>>,
): WhereNeeded<Props> {
  let code: ComponentType<Props> | undefined;
  const fetchOnce = async () => {
    code ??= await fetchCode();
  };
  const Shown: WhereNeeded<Props> = (props) => {
    const [, noteThere] = useState(code !== undefined);
    useEffect(() => {
      if (!code)
        void fetchOnce().then(
          () => noteThere(true),
          () => undefined,
        );
    }, []);
    return code ? createElement(code, props) : null;
  };
  Shown.load = async () => {
    if (typeof document === 'undefined' || document.querySelector(marker)) await fetchOnce();
  };
  return Shown;
}
