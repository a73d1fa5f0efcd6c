import type { ReactNode } from 'react';
import { useApp } from '../../app/context';

interface OpenerProps {
  title: string;
  /** The form in it: where it came back from the server, it is open, with what was typed and what is wrong. */
  form: string;
  /** What the form is about, where there are several of its name. */
  hidden?: Readonly<Record<string, string>>;
  children: ReactNode;
}

/** Something that few do, folded until it is wanted. */
export function Opener({ title, form, hidden = {}, children }: OpenerProps) {
  const { formState } = useApp();
  const cameBack =
    formState?.name === form &&
    Object.entries(hidden).every(([field, value]) => String(formState.fields[field] ?? '') === value);
  return (
    <details className="opener" open={cameBack || undefined}>
      <summary>{title}</summary>
      {children}
    </details>
  );
}
