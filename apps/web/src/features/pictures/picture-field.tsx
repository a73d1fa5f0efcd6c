import type { PictureView } from '@throughline/contracts';
import { type ComponentType, type RefObject, useEffect, useRef, useState } from 'react';
import type { Fields } from '../../forms/definitions';
import { useForm } from '../../forms/form';
import { texts } from '../../texts/en';
import { asItStands } from '../../ui/later';

export interface PictureFieldProps {
  /** Where words are changed: the pictures that they have, and the API's address of what holds them. */
  held?: readonly PictureView[];
  of?: string;
  /** The page with the fields that work without scripts, where they do not stand here: a thread's page has no room for them. */
  elsewhere?: string;
}

/** What takes the field over, and what it goes on from. */
export type AddingProps = PictureFieldProps & {
  typed: Fields | undefined;
  place: RefObject<HTMLDetailsElement | null>;
};

/** Set in the bundle for the server alone: the fields as they work without scripts, which readers with scripts do not need. */
export const withoutScripts: { fields?: (props: Omit<AddingProps, 'place'>) => string } = {};

/**
 * Where pictures are added to what somebody writes. What makes it handy comes when they begin to write; until then, and without
 * scripts, there are plain fields for files, which go with the form.
 */
export function PictureField(props: PictureFieldProps) {
  const { typed } = useForm();
  const place = useRef<HTMLDetailsElement>(null);
  const [Adding, setAdding] = useState<ComponentType<AddingProps>>();
  const isUsed = Boolean(typed?.['picture'] ?? props.held?.length);
  useEffect(() => {
    const form = place.current?.closest('form');
    const load = () => {
      import('./adding').then(
        (code) => setAdding(() => code.Adding),
        () => undefined,
      );
    };
    if (isUsed) load();
    form?.addEventListener('focusin', load);
    form?.addEventListener('click', load);
    return () => {
      form?.removeEventListener('focusin', load);
      form?.removeEventListener('click', load);
    };
  }, [isUsed]);
  return (
    <details className="opener" ref={place} open={isUsed}>
      <summary className="small">{texts.thread.pictures}</summary>
      {Adding ? (
        <Adding {...props} typed={typed} place={place} />
      ) : (
        <div
          suppressHydrationWarning
          dangerouslySetInnerHTML={
            import.meta.env.SSR ? { __html: withoutScripts.fields?.({ ...props, typed }) ?? '' } : asItStands
          }
        />
      )}
    </details>
  );
}
