import { type ReactNode, useId } from 'react';
import { useForm } from '../../forms/form';

interface RadiosProps {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  options: readonly { value: string; label: string }[];
  value?: string | undefined;
  required?: boolean;
}

/** One of a few, side by side, as an ordinary field; what was typed before stays chosen. */
export function Radios({ name, label, hint, options, value, required }: RadiosProps) {
  const { problem, typed } = useForm();
  const id = useId();
  const before = typed ? [typed[name] ?? []].flat()[0] : value;
  const wrong = problem?.issues?.filter(({ path }) => path === name) ?? [];
  return (
    <fieldset aria-describedby={hint || wrong.length > 0 ? `${id}-hint` : undefined}>
      <legend>{label}</legend>
      {hint || wrong.length > 0 ? (
        <p id={`${id}-hint`}>
          {hint ? <span className="hint">{hint}</span> : null}
          {wrong.map(({ message }) => (
            <span className="wrong" key={message}>
              {message}
            </span>
          ))}
        </p>
      ) : null}
      <div className="ticks">
        {options.map((option) => (
          <label key={option.value}>
            <input
              type="radio"
              name={name}
              value={option.value}
              required={required}
              defaultChecked={before === option.value}
            />{' '}
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** The options of a closed list with the words for them. */
export function optionsOf<Value extends string>(words: Record<Value, string>): { value: Value; label: string }[] {
  return Object.entries<string>(words).map(([value, label]) => ({ value: value as Value, label }));
}
