import type { LedTo } from '@throughline/contracts';
import { useApp } from '../../app/context';
import { day } from '../../texts/dates';
import { impactMarks as said, stages } from '../../texts/en-impact-marks';

/** How many letters surely go into one line of the margin: of a title, and of what stands under it. */
const perLine = { title: 22, below: 26 };
const linesOf = (text: string, most: number) => Math.ceil(text.length / most);

/** What words of a post led to: beside them where there is a margin, else after them. */
export function LedToLines({ ledTo }: { ledTo: readonly LedTo[] }) {
  const { me } = useApp();
  const shown = ledTo.map(({ kind, id, title, on, stage }) => ({
    id,
    title,
    href: `/${kind}s/${id}`,
    stage: stage ? `${stages[stage]}. ` : '',
    linked: said.linked(day(on, me.community.timeZone)),
  }));
  const lines = shown.map(
    ({ title, stage, linked }) => linesOf(title, perLine.title) + linesOf(stage + linked, perLine.below),
  );
  // With its first line and what is apart; less what the next post has above its own words.
  const room = Math.max(0, lines.reduce((sum, count) => sum + count, 2) - 4);
  return (
    <>
      <ul className="led-to" aria-label={said.lead}>
        <li aria-hidden="true">{said.lead}</li>
        {shown.map(({ id, title, href, stage, linked }) => (
          <li key={id}>
            <a href={href} dir="auto">
              {title}
            </a>
            {stage ? <b>{stage}</b> : null}
            <span>{linked}</span>
          </li>
        ))}
      </ul>
      {/* The margin takes no room of its own: a short post is made as high as what stands beside it, and it ends before the next. */}
      <div className="led-to-room" aria-hidden="true">
        {Array.from({ length: room }, (_, line) => (
          <br key={line} />
        ))}
      </div>
    </>
  );
}
