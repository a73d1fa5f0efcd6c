import { useEffect, useRef } from 'react';
import { useApp } from '../app/context';
import { inView, useForm } from '../forms/form';
import { identifyingTexts as said } from '../texts/en-identifying';
import { type FoundWords, lookedAt } from './found-words';
import { FoundList } from './may-say';

/** What may say who somebody is, listed before it is sent: to be changed, or sent all the same. It holds nobody up twice. */
export function BeforeSending({ words }: { words: readonly FoundWords[] }) {
  const { settle } = useForm();
  const { live } = useApp();
  const list = useRef<HTMLElement>(null);
  useEffect(() => {
    list.current?.focus();
  }, [words]);
  const change = () => {
    const { field = '', text = '' } = words[0] ?? {};
    const written = list.current?.closest('form')?.elements.namedItem(field);
    settle();
    if (!(written instanceof HTMLTextAreaElement || written instanceof HTMLInputElement)) return;
    written.focus();
    const at = written.value.indexOf(text);
    if (at >= 0) written.setSelectionRange(at, at + text.length);
  };
  return (
    <section
      className="notice notice--caution stack-s"
      aria-labelledby="before-sending"
      tabIndex={-1}
      ref={list}
      {...inView}
    >
      <p id="before-sending">
        <b>{said.title}</b>
      </p>
      <FoundList words={words} />
      <p>{said.lead}</p>
      <input type="hidden" name={lookedAt} value={words.map(({ text }) => text).join('\n')} />
      <div className="row">
        {live ? (
          <button type="button" className="btn" onClick={change}>
            {said.change}
          </button>
        ) : null}
        <button type="submit" className="btn">
          {said.allTheSame}
        </button>
      </div>
    </section>
  );
}
