import { type ComponentType, type MouseEvent, type ReactNode, useState } from 'react';
import { useApp } from '../../app/context';
import { type Fields } from '../../forms/definitions';
import { Send, useForm } from '../../forms/form';
import { texts } from '../../texts/en';

const said = texts.thread;

interface SendOrPreviewProps {
  label: string;
  /** Who can see it, in words, where that is known. */
  readers?: string;
  /** The name that the reader has here already, for posts under an alias. */
  alias?: string;
  children?: ReactNode;
}

/** What is previewed: its words as they are now. */
export interface Written {
  fields: Fields;
  form: HTMLFormElement | null;
  readers: string | undefined;
  alias: string | undefined;
}

/** The end of a form with a field `text`: sends it, or shows first how others will see it. */
export function SendOrPreview({ label, readers, alias, children }: SendOrPreviewProps) {
  const { live } = useApp();
  const { found } = useForm();
  const [shown, setShown] = useState<Written>();
  const [Preview, setPreview] = useState<ComponentType<{ written: Written }>>();
  const [isBroken, setIsBroken] = useState(false);
  const show = async ({ currentTarget: { form } }: MouseEvent<HTMLButtonElement>) => {
    const fields = Object.fromEntries(new FormData(form ?? undefined)) as Fields;
    if (String(fields['text'] ?? '').trim() === '') return setShown(undefined);
    try {
      const code = await import('./preview');
      setIsBroken(false);
      setPreview(() => code.Preview);
      setShown({ fields, form, readers, alias });
    } catch {
      setIsBroken(true);
    }
  };
  return (
    <>
      {found ? <found.List words={found.words} /> : null}
      <div className="row composer__end">
        <Send>{label}</Send>
        {live ? (
          <button type="button" className="btn" onClick={(event) => void show(event)}>
            {said.preview}
          </button>
        ) : null}
        {children}
      </div>
      {isBroken ? (
        <p className="problem" role="status">
          {texts.errors.broken}
        </p>
      ) : null}
      {Preview && shown ? <Preview written={shown} /> : null}
    </>
  );
}
