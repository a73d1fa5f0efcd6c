import type { NotePage } from '@throughline/contracts';
import type { Stage } from '@throughline/contracts/names';
import { impactTexts } from '../../texts/en-impact';
import { placesOf } from './places-of-days';

const said = impactTexts.note.charts;
const steps: readonly Stage[] = ['noticed', 'exploring', 'testing', 'adopted', 'embedded'];
const width = 900;

const yearOf = (on: string) => on.slice(0, 4);

/** How a change went: up a step, or back. What it shows stands as a list below. */
export function StageLine({ history }: Pick<NotePage, 'history'>) {
  if (history.length < 2) return null;
  const rowOf = (stage: Stage) => 40 + (4 - Math.max(0, steps.indexOf(stage))) * 44;
  const xs = placesOf(
    history.map(({ on }) => on),
    150,
    width - 70,
    80,
  );
  // What stalled stays where it was.
  const ys: number[] = [];
  for (const { stage } of history) ys.push(stage === 'stalled' ? (ys.at(-1) ?? rowOf(stage)) : rowOf(stage));
  const path = xs.map((x, index) => (index === 0 ? `M${x} ${ys[0] ?? 0}` : `H${x}V${ys[index] ?? 0}`)).join('');
  return (
    <figure className="chart">
      <svg viewBox={`0 0 ${width} 250`} role="img" aria-label={said.stages(history.map(({ stage }) => stage))}>
        {steps.map((step) => (
          <g key={step}>
            <text x="0" y={rowOf(step) + 5} className="chart__soft">
              {impactTexts.stages[step]}
            </text>
            <path className="chart__rule" d={`M120 ${rowOf(step)}H${width}`} />
          </g>
        ))}
        <path className="chart__line" d={`${path}H${Math.min(width - 10, (xs.at(-1) ?? 0) + 40)}`} />
        {history.map(({ stage, on }, index) => {
          const [x, y] = [xs[index] ?? 0, ys[index] ?? 0];
          const back = stage === 'returned' || stage === 'stalled';
          return (
            <g key={`${on}-${stage}`}>
              <circle className={back ? 'chart__back' : 'chart__dot'} cx={x} cy={y} r={back ? 8 : 6} />
              <text x={x} y={y - 14} className="chart__mid">
                {yearOf(on)}
              </text>
              {back ? (
                <text x={x} y={y + 28} className="chart__mid chart__soft">
                  {impactTexts.stages[stage]}
                </text>
              ) : null}
            </g>
          );
        })}
      </svg>
    </figure>
  );
}

const across = 3;
const dot = 18;

/** One mark for each member who said so, by year: what still gets in the way above, what works below. */
export function SeenDots({ sightings }: Pick<NotePage, 'sightings'>) {
  if (sightings.length < 2) return null;
  const counts = sightings.flatMap(({ there, working }) => [there ?? 0, working ?? 0]);
  // Of many, a mark stands for several.
  const each = Math.max(1, Math.ceil(Math.max(...counts) / 30));
  const rows = (count: number | null) => Math.ceil((count ?? 0) / each / across);
  const above = Math.max(1, ...sightings.map(({ there }) => rows(there)));
  const below = Math.max(1, ...sightings.map(({ working }) => rows(working)));
  const line = 40 + above * dot;
  const column = Math.min(150, (width - 150) / sightings.length);
  return (
    <figure className="chart">
      <svg viewBox={`0 0 ${width} ${line + 60 + below * dot}`} role="img" aria-label={said.seen}>
        <text x="0" y={line - 6} className="chart__soft">
          {impactTexts.note.sightings.there}
        </text>
        <text x="0" y={line + 34} className="chart__soft">
          {said.working}
        </text>
        <path className="chart__rule" d={`M170 ${line}H${width}`} />
        <path className="chart__rule" d={`M170 ${line + 20}H${width}`} />
        {sightings.map(({ year, there, working }, index) => {
          const x = 190 + index * column;
          return (
            <g key={year}>
              <text x={x + dot} y={line + 15} className="chart__mid chart__strong">
                {year}
              </text>
              <Dots count={there} each={each} x={x} from={line - 12} up />
              <Dots count={working} each={each} x={x} from={line + 32} />
            </g>
          );
        })}
      </svg>
      <figcaption className="small soft">{said.each(each)}</figcaption>
    </figure>
  );
}

function Dots({
  count,
  each,
  x,
  from,
  up = false,
}: {
  count: number | null;
  each: number;
  x: number;
  from: number;
  up?: boolean;
}) {
  const turn = up ? -1 : 1;
  if (count === null)
    return (
      <text x={x + dot} y={from + (up ? 0 : 6)} className="chart__mid chart__soft">
        {said.few}
      </text>
    );
  const marks = Math.ceil(count / each);
  const end = from + turn * Math.ceil(marks / across) * dot;
  return (
    <>
      {Array.from({ length: marks }, (_, index) => (
        <circle
          key={index}
          className={up ? 'chart__open' : 'chart__dot'}
          cx={x + (index % across) * dot}
          cy={from + turn * Math.floor(index / across) * dot}
          r="6"
        />
      ))}
      {count > 0 ? (
        <text x={x + dot} y={end + (up ? 6 : 2)} className="chart__mid">
          {count}
        </text>
      ) : null}
    </>
  );
}

/** A series of numbers over time, with what was hoped for. Its numbers stand in the table beside it. */
export function MeasureLine({ measure }: { measure: NotePage['measures'][number] }) {
  const { points, target, title } = measure;
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < 2) return null;
  const highest = Math.max(target ?? 0, ...points.map(({ value }) => value));
  const lowest = Math.min(0, target ?? 0, ...points.map(({ value }) => value));
  const yOf = (value: number) => 200 - ((value - lowest) / (highest - lowest || 1)) * 160;
  const xs = placesOf(
    points.map(({ on }) => on),
    40,
    width - 190,
    10,
  );
  const at = (index: number) => `${xs[index] ?? 0} ${yOf(points[index]?.value ?? 0)}`;
  return (
    <figure className="chart">
      <svg viewBox={`0 0 ${width} 240`} role="img" aria-label={said.measure(title, first.value, last.value)}>
        <path className="chart__rule" d={`M0 ${yOf(lowest)}H${width - 150}`} />
        {target === null ? null : (
          <>
            <path className="chart__target" d={`M0 ${yOf(target)}H${width - 170}`} />
            <text x={width - 160} y={yOf(target) + 5}>
              {impactTexts.note.target(target)}
            </text>
          </>
        )}
        <path className="chart__line chart__line--thin" d={`M${points.map((_, index) => at(index)).join('L')}`} />
        {points.map(({ on, value }, index) => (
          <circle key={on} className="chart__dot" cx={xs[index] ?? 0} cy={yOf(value)} r="5" />
        ))}
        <text x={xs[0] ?? 0} y={yOf(first.value) - 12} className="chart__mid chart__strong">
          {first.value}
        </text>
        <text x={(xs.at(-1) ?? 0) + 14} y={yOf(last.value) + 5} className="chart__strong">
          {last.value}
        </text>
        <text x={xs[0] ?? 0} y="230" className="chart__mid chart__soft">
          {yearOf(first.on)}
        </text>
        <text x={xs.at(-1) ?? 0} y="230" className="chart__mid chart__soft">
          {yearOf(last.on)}
        </text>
      </svg>
    </figure>
  );
}
