import { type ReactNode, useState } from 'react';
import { useApp } from '../../app/context';
import { keptWords } from '../../forms/kept-words';

interface OpenerProps {
  title: string;
  /** The form in it: where it came back from the server, it is open, with what was typed and what is wrong. */
  form: string;
  /** What the form is about, where there are several of its name. */
  hidden?: Readonly<Record<string, string>>;
  /** Under which name its form keeps what is typed: where there is some, it is open. */
  keepAs?: string;
  children: ReactNode;
}

/** Something that few do, folded until it is wanted. */
export function Opener({ title, form, hidden = {}, keepAs, children }: OpenerProps) {
  const { formState } = useApp();
  const cameBack =
    formState?.name === form &&
    Object.entries(hidden).every(([field, value]) => String(formState.fields[field] ?? '') === value);
  // As it was when the page came: what is typed later is typed into a box that is open by then.
  const [begun] = useState(() => keptWords(keepAs) !== undefined);
  return (
    <details className="opener" open={cameBack || begun || undefined}>
      <summary>{title}</summary>
      {children}
    </details>
  );
}
