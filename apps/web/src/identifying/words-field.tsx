import { type ComponentProps, type ComponentType, useRef, useState } from 'react';
import { Field } from '../forms/form';

/**
 * Where somebody writes at length: what may say who somebody is, is underlined quietly. What does that comes when the first
 * word is written, or the field is entered; without it this is the field alone.
 */
export function WordsField(props: ComponentProps<typeof Field>) {
  const place = useRef<HTMLDivElement>(null);
  const asked = useRef(false);
  const [WhileWriting, setWhileWriting] = useState<ComponentType<{ field: HTMLTextAreaElement }>>();
  const [field, setField] = useState<HTMLTextAreaElement | null>(null);
  const load = () => {
    if (asked.current) return;
    asked.current = true;
    import('./while-writing').then(
      (code) => {
        setField(place.current?.querySelector('textarea') ?? null);
        setWhileWriting(() => code.WhileWriting);
      },
      // Asked for again with the next word: the line was gone.
      () => (asked.current = false),
    );
  };
  return (
    <div className="words" ref={place} onFocus={load} onInput={load}>
      <Field {...props} />
      {WhileWriting && field ? <WhileWriting field={field} /> : null}
    </div>
  );
}
