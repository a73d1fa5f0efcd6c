import type { MeasureFacts } from './report-facts';
import { reportTexts as said } from './report-texts';

const size = { width: 272, height: 170 };
/** Where the line is drawn: left of it and below it stand words. */
const within = { left: 16, right: 226, top: 34, bottom: 144 };

const dayLength = 86_400_000;
const at = (day: string) => new Date(day).getTime() / dayLength;

/** A series of numbers as a line over the years, with its first and last number, and what is hoped for: the inside of an SVG. */
export function measureDrawing({ points, target }: Pick<MeasureFacts, 'points' | 'target'>): string {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return '';
  const values = [...points.map(({ value }) => value), ...(target === null ? [] : [target])];
  const [least, most] = [Math.min(0, ...values), Math.max(1, ...values)];
  const span = Math.max(1, at(last.on) - at(first.on));
  const x = (day: string) =>
    points.length === 1
      ? (within.left + within.right) / 2
      : within.left + ((at(day) - at(first.on)) / span) * (within.right - within.left);
  const y = (value: number) => within.bottom - ((value - least) / (most - least || 1)) * (within.bottom - within.top);
  const place = (point: { on: string; value: number }) => `${x(point.on).toFixed(1)} ${y(point.value).toFixed(1)}`;
  const text = (left: number, top: number, words: string | number, look = '') =>
    `<text x="${left.toFixed(1)}" y="${top.toFixed(1)}"${look === '' ? '' : ` class="${look}"`}>${words}</text>`;
  const years = yearsBetween(first.on, last.on);
  return [
    `<path class="drawing__axis" d="M6 ${within.bottom}H${within.right + 10}"/>`,
    ...(target === null
      ? []
      : [
          `<path class="drawing__hoped" d="M6 ${y(target).toFixed(1)}H${within.right}"/>`,
          text(6, y(target) - 8, said.measure.hoped, 'drawing__soft'),
          text(within.right + 10, y(target) + 6, target),
        ]),
    `<path class="drawing__line" d="M${points.map(place).join('L')}"/>`,
    ...points.map(
      (point, index) =>
        `<circle class="drawing__dot" cx="${x(point.on).toFixed(1)}" cy="${y(point.value).toFixed(1)}" r="${index === 0 || index === points.length - 1 ? 5.5 : 3.5}"/>`,
    ),
    ...(points.length > 1 ? [text(x(first.on) - 4, y(first.value) - 13, first.value, 'drawing__strong')] : []),
    text(x(last.on) + 12, y(last.value) + 6, last.value, 'drawing__strong'),
    ...years.map(
      (year) =>
        `<path class="drawing__axis" d="M${x(`${year}-01-01`).toFixed(1)} ${within.bottom}v6"/>${text(x(`${year}-01-01`), within.bottom + 22, year, 'drawing__soft drawing__middle')}`,
    ),
  ].join('');
}

export const drawingSize = size;

/** Years that begin between two days: few enough of them that their names do not touch. */
function yearsBetween(from: string, to: string): number[] {
  const [first, last] = [Number(from.slice(0, 4)) + 1, Number(to.slice(0, 4))];
  const all = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  const step = Math.ceil(all.length / 4);
  return all.filter((_, index) => index % Math.max(1, step) === 0);
}
