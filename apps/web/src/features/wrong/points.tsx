import type { WrongForm } from '@throughline/contracts';
import { one } from '../../forms/definitions';
import { useForm } from '../../forms/form';
import { wrongTexts as said } from '../../texts/en-wrong';

/** The points of the agreement, as they stand in it. */
export function Points({ points, label = said.point }: { points: WrongForm['points']; label?: string }) {
  const { typed, problem } = useForm();
  const before = typed ? one(typed, 'point') : '';
  const wrong = problem?.issues?.filter(({ path }) => path === 'point') ?? [];
  return (
    <fieldset>
      <legend>{label}</legend>
      {wrong.map(({ message }) => (
        <p className="wrong" key={message}>
          {message}
        </p>
      ))}
      <div className="choices">
        {points.map(({ title, text }) => (
          <label className="choice" key={title}>
            <input type="radio" name="point" value={title} required defaultChecked={before === title} />
            <span className="choice__name">{title}</span>
            <span className="choice__what">{text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
