import { wholeTexts as said } from '../../texts/en-impact-whole';

/** How a mark looks: what goes on is filled, what came back is a ring, what is stalled a dashed square, a change a square. */
export type Shape = 'dot' | 'ring' | 'dashed' | 'square';

interface Line {
  key: string;
  name: string;
  about?: string;
}
export interface Column extends Line {
  /** Left out of the pictures. */
  tableOnly?: boolean;
}

export interface Cell {
  count: number;
  href: string;
  shape: Shape;
}

export interface DotChartProps {
  /** What it shows, in a sentence: for who hears the picture. */
  says: string;
  caption: string;
  /** What the rows are. */
  corner: string;
  rows: readonly Line[];
  columns: readonly Column[];
  of: (row: string, column: string) => Cell;
  /** "4 notes" */
  counted: (count: number) => string;
}

/** Rows and columns with a mark for each thing in them; each place is a link to what lies under it. The same stands below it as a table. */
export function DotChart(props: DotChartProps) {
  const { caption, corner, rows, columns, of, counted } = props;
  const drawn = columns.filter(({ tableOnly }) => !tableOnly);
  return (
    <>
      <Picture {...props} columns={drawn} wide />
      <Picture {...props} columns={drawn} wide={false} />
      <details className="opener">
        <summary>{said.table}</summary>
        <div className="table-scroll" role="region" aria-label={caption}>
          <table className="table">
            <caption className="hidden-but-said">{caption}</caption>
            <thead>
              <tr>
                <th scope="col">{corner}</th>
                {columns.map(({ key, name }) => (
                  <th key={key} scope="col" className="num">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.key}>
                  <th scope="row" dir="auto">
                    {row.name}
                  </th>
                  {columns.map((column) => {
                    const { count, href } = of(row.key, column.key);
                    return (
                      <td key={column.key} className="num">
                        {count === 0 ? (
                          0
                        ) : (
                          <a href={href} aria-label={said.mark(row.name, column.name, counted(count))}>
                            {count}
                          </a>
                        )}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </>
  );
}

const lengths = {
  wide: { width: 928, labels: 168, head: 30, row: 48, step: 14, radius: 5.5 },
  narrow: { width: 328, labels: 0, head: 30, row: 74, step: 13, radius: 5 },
};

/** The most marks that stand in one place one by one. */
export const fit = 6;

function Picture({ says, rows, columns, of, counted, wide }: DotChartProps & { wide: boolean }) {
  const { width, labels, head, row: tall, step, radius } = wide ? lengths.wide : lengths.narrow;
  const broad = (width - labels) / Math.max(1, columns.length);
  const height = head + rows.length * tall;
  const letters = Math.floor(broad / (wide ? 8 : 7));
  // Names that have no room are numbers, said below the picture.
  const numbered = columns.some(({ name }) => name.length > letters);
  const largest = Math.max(fit, ...rows.flatMap((row) => columns.map((column) => of(row.key, column.key).count)));
  const picture = (
    <svg
      className={`drawn ${wide ? 'drawn--wide' : 'drawn--narrow'}`}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="group"
      aria-label={says}
    >
      <g aria-hidden="true">
        {columns.map(({ key, name }, index) => (
          <text key={key} x={labels + (index + 0.5) * broad} y={16} className="drawn__middle drawn__head">
            {numbered ? index + 1 : name}
          </text>
        ))}
        {rows.map(({ key, name, about }, index) => {
          const top = head + index * tall;
          return (
            <g key={key}>
              <path d={`M0 ${top}H${width}`} className="drawn__rule" />
              <text x={0} y={top + (wide ? (about ? 20 : 29) : 20)} className="drawn__name">
                {shortened(name, wide ? 20 : 36)}
              </text>
              {about && wide ? (
                <text x={0} y={top + 39} className="drawn__soft">
                  {about}
                </text>
              ) : null}
            </g>
          );
        })}
      </g>
      {rows.map((row, place) =>
        columns.map((column, index) => {
          const cell = of(row.key, column.key);
          if (cell.count === 0) return null;
          const left = labels + index * broad;
          const top = head + place * tall;
          const middle = { x: left + broad / 2, y: top + (wide ? tall / 2 : 44) };
          return (
            <a key={column.key} href={cell.href} aria-label={said.mark(row.name, column.name, counted(cell.count))}>
              <rect
                x={left + 1}
                y={wide ? top + 2 : top + 26}
                width={broad - 2}
                height={44}
                className="drawn__target"
              />
              <Marks
                cell={cell}
                at={middle}
                step={Math.min(step, (broad - 8) / 3)}
                radius={radius}
                wide={wide}
                broad={broad}
                largest={largest}
              />
            </a>
          );
        }),
      )}
    </svg>
  );
  if (!numbered) return picture;
  return (
    <>
      {picture}
      <p className={`small soft ${wide ? 'drawn--wide' : 'drawn--narrow'}`} aria-hidden="true">
        {columns.map(({ name }, index) => `${index + 1} ${name}`).join(', ')}
      </p>
    </>
  );
}

interface MarksProps {
  cell: Cell;
  at: { x: number; y: number };
  step: number;
  radius: number;
  wide: boolean;
  broad: number;
  largest: number;
}

function Marks({ cell: { count, shape }, at, step, radius, wide, broad, largest }: MarksProps) {
  const perLine = wide ? fit : 3;
  if (count > fit) {
    const most = broad - (wide ? 56 : 10);
    const long = (most * count) / largest;
    return (
      <>
        <rect
          x={at.x - most / 2}
          y={at.y - radius}
          width={long}
          height={radius * 2}
          rx={radius}
          className={`drawn__${shape}`}
        />
        <Count x={wide ? at.x + most / 2 + 14 : at.x} y={at.y + (wide ? 5 : 24)} count={count} />
      </>
    );
  }
  const lines = Math.ceil(count / perLine);
  const middle = wide ? at.x - 9 : at.x;
  return (
    <>
      {Array.from({ length: count }, (_, index) => {
        const line = Math.floor(index / perLine);
        const inLine = line === lines - 1 ? count - line * perLine : perLine;
        const x = middle + ((index % perLine) - (inLine - 1) / 2) * step;
        const y = at.y + (line - (lines - 1) / 2) * step;
        return <One key={index} shape={shape} x={x} y={y} radius={Math.min(radius, step / 2 - 1)} />;
      })}
      {wide ? (
        <Count x={middle + (Math.min(count, perLine) / 2) * step + 10} y={at.y + 5} count={count} />
      ) : (
        <Count x={at.x} y={at.y + 24} count={count} />
      )}
    </>
  );
}

function One({ shape, x, y, radius }: { shape: Shape; x: number; y: number; radius: number }) {
  if (shape === 'dot' || shape === 'ring') return <circle cx={x} cy={y} r={radius} className={`drawn__${shape}`} />;
  return (
    <rect
      x={x - radius + 0.5}
      y={y - radius + 0.5}
      width={radius * 2 - 1}
      height={radius * 2 - 1}
      className={`drawn__${shape}`}
    />
  );
}

function Count({ x, y, count }: { x: number; y: number; count: number }) {
  return (
    <text x={x} y={y} className="drawn__soft drawn__middle">
      {count}
    </text>
  );
}

/** A text in a picture does not wrap by itself. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, Math.max(1, most - 1));
  return `${cut.includes(' ') ? cut.slice(0, cut.lastIndexOf(' ')) : cut}…`;
}
