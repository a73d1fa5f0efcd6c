import type { LedTo } from '@throughline/contracts';
import { useApp } from '../../app/context';
import { day } from '../../texts/dates';
import { impactMarks as said, stages } from '../../texts/en-impact-marks';

/** What words of a post led to: beside them where there is a margin, else after them. */
export function LedToLines({ ledTo }: { ledTo: readonly LedTo[] }) {
  const { me } = useApp();
  return (
    <ul className="led-to" aria-label={said.lead}>
      <li aria-hidden="true">{said.lead}</li>
      {ledTo.map(({ kind, id, title, on, stage }) => (
        <li key={id}>
          <a href={`/${kind}s/${id}`} dir="auto">
            {title}
          </a>
          {stage ? <b>{stages[stage]}. </b> : null}
          <span>{said.linked(day(on, me.community.timeZone))}</span>
        </li>
      ))}
    </ul>
  );
}
