import type { ReactNode } from 'react';
import { one } from './fields';
import { useForm } from './form';

interface ChoiceProps {
  name: string;
  label: ReactNode;
  options: readonly { value: string; label: string }[];
}

/** One of a few, all of them in sight; nothing is chosen before somebody chooses. */
export function Choice({ name, label, options }: ChoiceProps) {
  const { typed, problem } = useForm();
  const before = typed ? one(typed, name) : '';
  const wrong = problem?.issues?.filter(({ path }) => path === name) ?? [];
  return (
    <fieldset>
      <legend>{label}</legend>
      {wrong.map(({ message }) => (
        <p className="wrong" key={message}>
          {message}
        </p>
      ))}
      <div className="ticks ticks--lines">
        {options.map(({ value, label: said }) => (
          <label key={value}>
            <input type="radio" name={name} value={value} required defaultChecked={before === value} /> {said}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
