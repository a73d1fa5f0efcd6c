import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { texts } from '../texts/en';
import { useForm } from './form-context';
import { Newer } from './newer';

interface FieldProps {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  type?: string;
  value?: string;
  required?: boolean;
  autoComplete?: string;
  autoCapitalize?: string;
  inputMode?: 'numeric';
  rows?: number;
  placeholder?: string;
  /** How long it may be: said before it is sent. Nothing is cut off, so a browser is not told. */
  maxLength?: number;
  /** The same, of a long text. */
  most?: number;
  /** The path of its issues, where it is not its name. */
  path?: string;
}

/** A labelled field, with what is wrong with it said beside it. */
export function Field({
  name,
  label,
  hint,
  type = 'text',
  value,
  rows,
  path,
  maxLength,
  most = maxLength,
  ...rest
}: FieldProps) {
  const { problem, typed } = useForm();
  const id = useId();
  const wrong = problem?.issues?.filter(
    (issue) => issue.path === (path ?? name) || issue.path.startsWith(`${path ?? name}.`),
  );
  const [length, setLength] = useState(0);
  const tooLong = most !== undefined && length > most;
  const isWrong = tooLong || (wrong !== undefined && wrong.length > 0);
  const before = typed?.[name];
  const last = Array.isArray(before) ? before[0] : before;
  const props = {
    id,
    name,
    className: 'input',
    defaultValue: last ?? value,
    'aria-invalid': isWrong || undefined,
    'aria-describedby': hint || isWrong ? `${id}-hint` : undefined,
    ...rest,
  };
  const measured = ({ currentTarget }: FormEvent<HTMLInputElement | HTMLTextAreaElement>) => {
    if (most === undefined) return;
    const now = currentTarget.value.length;
    setLength(now);
    // Held back where it is typed; sent, it would come back as a post that cannot be.
    currentTarget.setCustomValidity(now > most ? texts.errors.tooLong(now, most) : '');
  };
  return (
    <div className={isWrong ? 'field field--wrong' : 'field'}>
      <label htmlFor={id}>{label}</label>
      {hint || isWrong ? (
        <span id={`${id}-hint`}>
          {hint ? <span className="hint">{hint}</span> : null}
          {tooLong ? <span className="wrong">{texts.errors.tooLong(length, most)}</span> : null}
          {wrong?.map((issue) => (
            <span className="wrong" key={issue.message}>
              {issue.message}
            </span>
          ))}
        </span>
      ) : null}
      {import.meta.env.SSR && <Newer problem={problem} typed={last} now={value} />}
      {rows ? (
        <textarea rows={rows} {...props} onInput={measured} />
      ) : (
        <input type={type} {...props} onInput={measured} />
      )}
    </div>
  );
}

interface ChoiceProps {
  name: string;
  label: ReactNode;
  options: readonly { value: string; label: string }[];
  value?: string;
  hint?: ReactNode;
}

/** One of a list. */
export function Select({ name, label, options, value, hint }: ChoiceProps) {
  const { problem, typed } = useForm();
  const id = useId();
  const before = typed?.[name];
  const wrong = problem?.issues?.filter(({ path }) => path === name) ?? [];
  const labelOf = (chosen: unknown) => options.find((option) => option.value === chosen)?.label;
  return (
    <div className={wrong.length > 0 ? 'field field--wrong' : 'field'}>
      <label htmlFor={id}>{label}</label>
      {hint || wrong.length > 0 ? (
        <span id={`${id}-hint`}>
          {hint ? <span className="hint">{hint}</span> : null}
          {wrong.map(({ message }) => (
            <span className="wrong" key={message}>
              {message}
            </span>
          ))}
        </span>
      ) : null}
      {import.meta.env.SSR && <Newer problem={problem} typed={labelOf(before)} now={labelOf(value)} />}
      <select
        className="input"
        id={id}
        name={name}
        defaultValue={typeof before === 'string' ? before : value}
        aria-invalid={wrong.length > 0 || undefined}
        aria-describedby={hint || wrong.length > 0 ? `${id}-hint` : undefined}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Some of a list. */
export function Ticks({
  name,
  label,
  options,
  values = [],
  hint,
  lines,
}: Omit<ChoiceProps, 'value'> & { values?: readonly string[]; /** Each on a line of its own. */ lines?: boolean }) {
  const { problem, typed } = useForm();
  // What was sent without it was sent with none of them ticked.
  const chosen = typed ? [typed[name] ?? []].flat() : values;
  const labelsOf = (ticked: readonly string[]) =>
    texts.list(options.filter(({ value }) => ticked.includes(value)).map(({ label: said }) => said));
  return (
    <fieldset>
      <legend>{label}</legend>
      {hint ? <p className="hint">{hint}</p> : null}
      {import.meta.env.SSR && <Newer problem={problem} typed={labelsOf(chosen)} now={labelsOf(values)} />}
      <div className={lines ? 'ticks ticks--lines' : 'ticks'}>
        {options.map((option) => (
          <label key={option.value}>
            <input type="checkbox" name={name} value={option.value} defaultChecked={chosen.includes(option.value)} />{' '}
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
