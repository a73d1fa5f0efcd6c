import type { Problem } from '@throughline/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { navigate } from 'wouter/use-browser-location';
import { useApp } from '../app/context';
import { call, ProblemError } from '../app/http';
import { goTo } from '../app/leave';
import { lookBefore } from '../identifying/look-before';
import { texts } from '../texts/en';
import { type Fields, forms } from './definitions';
import { wordsIn } from './fields';
import { formContext, useForm } from './form-context';
import { dropAllWords, dropWords, keepWords, keptWords } from './kept-words';

export { useForm } from './form-context';
export { Field, Select, Ticks } from './inputs';

/** What a page that comes back is about: without scripts the browser goes there, however far down it stands. */
export const inView = import.meta.env.SSR ? { autoFocus: true } : {};

/** A key for a new thing: sent again with it, it is the same thing. */
export function newKey(): string {
  // Old phones on plain http have no randomUUID.
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(18))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function fieldsOf(form: HTMLFormElement, submitter: HTMLElement | null): Fields {
  const fields: Fields = {};
  const data = new FormData(form);
  if (submitter instanceof HTMLButtonElement && submitter.name) data.set(submitter.name, submitter.value);
  for (const [name, value] of data) {
    if (typeof value !== 'string') continue;
    const before = fields[name];
    fields[name] = before === undefined ? value : [...[before].flat(), value];
  }
  return fields;
}

/** Where something was done in a box that opens, the box closes, and the reader stands on what opened it. */
function folded(form: HTMLFormElement): boolean {
  const box = form.closest<HTMLDetailsElement>('details.opener');
  if (!box) return false;
  box.open = false;
  box.querySelector('summary')?.focus({ preventScroll: true });
  return true;
}

const pickedFrom = (kept: Fields | undefined, seen: FormProps['seen']) =>
  Object.fromEntries(Object.keys((kept && seen) ?? {}).map((name) => [name, String(kept?.[name] ?? '')]));

export interface FormProps {
  /** Its definition in `definitions.ts`. */
  name: string;
  /** What it is about: by this it is told apart from others of its name on the page, when it comes back without scripts. */
  hidden?: Record<string, string | number>;
  /** Which state of that was seen, a version or a time: sent too, and another by the time that the form comes back. */
  seen?: Record<string, string | number>;
  formKey?: string;
  className?: string;
  id?: string;
  label?: string;
  children: ReactNode;
  /** Instead of going on to the next page. */
  onDone?: (answer: unknown, form: HTMLFormElement) => void;
  /** What is typed is kept under this name while the reader is elsewhere on the site. */
  keepAs?: string;
  /** Says what was refused, besides showing it. */
  onProblem?: (problem: Problem) => void;
  /** Takes over sending: the form's fields go to it, and nothing else happens. */
  onSend?: (fields: Fields, form: HTMLFormElement) => void;
}

/**
 * A form: plain HTML that posts to the server, and with scripts the same definition through the API. A double click
 * sends once, a retry carries the same key, and what was typed stays until it was taken.
 */
export function Form(props: FormProps) {
  const { name, hidden = {}, seen, formKey, className, id, label, children, onDone, onSend, onProblem, keepAs } = props;
  const { url, formState } = useApp();
  const queries = useQueryClient();
  const [problem, setProblem] = useState<Problem | undefined>();
  const [pending, setPending] = useState(false);
  // What was added is no longer in the boxes it was typed into: sent once more, it would be there twice.
  const [round, setRound] = useState(0);
  const summary = useRef<HTMLDivElement>(null);
  const definition = forms[name];
  const returned =
    (formState?.problem || formState?.found) &&
    formState.name === name &&
    Object.entries(hidden).every(([field, value]) => String(formState.fields[field] ?? '') === String(value))
      ? formState
      : undefined;
  if (import.meta.env.SSR && returned) returned.placed = true;
  const shown = problem ?? returned?.problem;
  const [found, setFound] = useState(returned?.found);
  const looking = useRef(false);
  // What was refused is sent again with its key, except where the key itself was refused.
  const keptKey = returned && returned.problem?.code !== 'key-reused' ? String(returned.fields['key'] ?? '') : '';
  const givenKey = keptKey || formKey;
  // Made on the server too, so that it works before scripts do; the browser then makes its own, and is never without one between.
  const [key, setKey] = useState(() => givenKey ?? newKey());

  useEffect(() => {
    if (!givenKey) setKey(newKey());
  }, [givenKey]);
  useEffect(() => {
    if (problem) summary.current?.focus();
  }, [problem]);

  if (!definition) throw new Error(`There is no form called ${name}.`);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    if (pending || looking.current) return;
    const fields = fieldsOf(form, (event.nativeEvent as SubmitEvent).submitter);
    if (definition.words) {
      looking.current = true;
      const views = queries.getQueriesData({}).map(([, view]) => view);
      const unseen = await lookBefore(form, fields, wordsIn(definition, fields), views);
      looking.current = false;
      setFound(unseen);
      if (unseen) return;
    }
    // Chosen where what sends pictures by itself did not come: the browser takes them along, as it does without scripts.
    if ([...form.querySelectorAll<HTMLInputElement>('[name^=file-]')].some(({ value }) => value)) {
      dropAllWords();
      form.submit();
      return;
    }
    if (onSend) {
      dropWords(keepAs);
      onSend(fields, form);
      return;
    }
    setPending(true);
    setProblem(undefined);
    try {
      const answer = await call(definition.path(fields), definition.method, definition.body(fields));
      dropWords(keepAs);
      if (definition.creates) setKey(newKey());
      const next = definition.next(fields, answer);
      if (definition.reload) {
        goTo(next);
        return;
      }
      if (onDone) onDone(answer, form);
      else navigate(next);
      if (folded(form) || (definition.creates && !onDone)) setRound((before) => before + 1);
      // By then it is the next page whose queries are asked anew, not those of one that may have gone with what was done.
      await new Promise((shown) => setTimeout(shown));
      await queries.invalidateQueries();
      setPending(false);
    } catch (error) {
      setPending(false);
      const refused: Problem =
        error instanceof ProblemError ? error.problem : { code: 'broken', message: texts.errors.broken, requestId: '' };
      if (refused.code === 'changed-meanwhile' && seen) {
        // The server answers with the page that shows both: what it says by now, and what was typed.
        dropAllWords();
        form.submit();
        return;
      }
      // An earlier try arrived, unanswered, with other words: these are a new thing.
      if (refused.code === 'key-reused') setKey(newKey());
      setProblem(refused);
      onProblem?.(refused);
    }
  };

  // What comes back from the server was typed last.
  const kept = returned ? undefined : keptWords(keepAs);
  const typed = returned?.fields ?? kept;
  // Kept words were typed over what was there then: where that is no more, saving them has to say so.
  const sent = { ...hidden, ...seen, ...pickedFrom(kept, seen) };
  const value = useMemo(
    () => ({ problem: shown, typed, pending, found, settle: () => setFound(undefined) }),
    [shown, typed, pending, found],
  );
  return (
    <formContext.Provider value={value}>
      <form
        key={round}
        id={id}
        method="post"
        encType={definition.files ? 'multipart/form-data' : undefined}
        action={`/form/${name}`}
        className={className}
        aria-label={label}
        aria-busy={pending || undefined}
        onSubmit={(event) => void submit(event)}
        onInput={keepAs === undefined ? undefined : (event) => keepWords(keepAs, fieldsOf(event.currentTarget, null))}
      >
        <input type="hidden" name="from" value={url} />
        {definition.creates ? <input type="hidden" name="key" value={key} suppressHydrationWarning /> : null}
        {Object.entries(sent).map(([field, fieldValue]) => (
          <input key={field} type="hidden" name={field} value={fieldValue} />
        ))}
        {shown ? (
          <div className="notice notice--caution" role="alert" tabIndex={-1} ref={summary} {...inView}>
            <p>
              <b>{shown.message}</b>
            </p>
            {shown.issues ? (
              <ul>
                {[...new Set(shown.issues.map(({ message }) => message))].map((message) => (
                  <li key={message}>{message}</li>
                ))}
              </ul>
            ) : null}
            <p className="small">{texts.errors.nothingLost}</p>
          </div>
        ) : null}
        {children}
      </form>
    </formContext.Provider>
  );
}

/** The button that sends; while it is under way it says so, and cannot send twice. */
export function Send({
  children,
  className = 'btn btn--main',
  plain,
  name,
  value,
}: {
  children: ReactNode;
  className?: string;
  /** Looks as what it stands in says, as an entry of a menu does. */
  plain?: boolean;
  name?: string;
  value?: string;
}) {
  const { pending } = useForm();
  return (
    <button
      className={plain ? undefined : className}
      type="submit"
      name={name}
      value={value}
      aria-disabled={pending || undefined}
    >
      {children}
    </button>
  );
}
