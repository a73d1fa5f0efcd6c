import { useApp } from '../../app/context';
import { day } from '../../texts/dates';
import { texts } from '../../texts/en';
import { wholeTexts } from '../../texts/en-impact-whole';
import { shortened } from './dot-chart';
import { type LineKind, lineLayout, type LineLayout, type LineNode, mostDrawn } from './line-layout';
import { type Drawn, placeOf, stageIn, type WholeOutcome } from './marks';

const said = wholeTexts.lines;

/** The line: from where something was said, to what changed, and on to what is followed. */
export function LinePicture({ view }: { view: Drawn }) {
  const { timeZone } = useApp().me.community;
  const aboutOf = (kind: LineKind, id: string) => {
    if (kind === 'start') {
      const start = view.starts.find((one) => one.id === id);
      return start ? said.on(start.kind, start.on && day(start.on, timeZone)) : '';
    }
    const note = view.notes.find((one) => one.id === id);
    const stage = note && stageIn(note, view.today);
    return stage ? wholeTexts.short[stage] : '';
  };
  const layout = lineLayout(view, aboutOf);
  const all = view.outcomes.filter(({ from, notes }) => from.length + notes.length > 0);
  const { strongest } = layout;
  return (
    <section className="stack" aria-labelledby="line-h">
      <h2 id="line-h" dir="auto">
        {strongest ? said.title(strongest.title, strongest.changes) : said.plain}
      </h2>
      {all.length === 0 ? (
        <p className="soft">{said.none}</p>
      ) : (
        <>
          <p className="measure">
            {said.lead} {all.length > mostDrawn ? said.latest(mostDrawn, all.length) : ''}
          </p>
          <Wide layout={layout} />
          <Narrow layout={layout} />
          <LineTable view={view} outcomes={all} />
        </>
      )}
    </section>
  );
}

const column: Record<LineKind, number> = { start: 250, outcome: 470, note: 690 };

function Wide({ layout: { nodes, edges, height, strongest } }: { layout: LineLayout }) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const fromStrongest = new Set(edges.filter(({ from }) => from === strongest?.id).map(({ to }) => to));
  return (
    <svg
      className="drawn drawn--wide drawn--line"
      viewBox={`0 0 928 ${height}`}
      width={928}
      height={height}
      role="group"
      aria-label={said.says(nodes.filter(({ kind }) => kind === 'outcome').length)}
    >
      <g aria-hidden="true">
        {/* Visitors are not told where it began: a heading over nothing would look like a fault. */}
        {(['start', 'outcome', 'note'] as const)
          .filter((kind) => nodes.some((node) => node.kind === kind))
          .map((kind) => (
            <text key={kind} x={column[kind]} y={16} className="drawn__soft drawn__middle">
              {{ start: said.began, outcome: said.changed, note: said.follow }[kind]}
            </text>
          ))}
        {edges.map(({ from, to }) => {
          const [one, other] = [byId.get(from), byId.get(to)];
          if (!one || !other) return null;
          const [left, right] = [column[one.kind], column[other.kind]];
          const strong = from === strongest?.id || fromStrongest.has(from);
          const bend = (right - left) / 2;
          return (
            <path
              key={`${from}-${to}`}
              d={`M${left} ${one.y}C${left + bend} ${one.y} ${right - bend} ${other.y} ${right} ${other.y}`}
              className={strong ? 'drawn__line drawn__line--strong' : 'drawn__line'}
            />
          );
        })}
      </g>
      <g aria-hidden="true">
        {nodes.map((node) => (
          <WideText key={node.id} node={node} />
        ))}
      </g>
      {nodes.map((node) => (
        <a key={node.id} href={node.href} aria-label={saidOf(node)}>
          <Sign node={node} x={column[node.kind]} y={node.y} />
          <rect {...targetOf(node)} className="drawn__target" />
        </a>
      ))}
    </svg>
  );
}

/** What a link says: what is drawn may be shortened, and stands beside it. */
function saidOf({ title, about }: LineNode): string {
  return [title, about].filter(Boolean).join(', ');
}

function targetOf({ kind, y }: LineNode) {
  if (kind === 'start') return { x: 0, y: y - 22, width: 262, height: 44 };
  if (kind === 'outcome') return { x: 340, y: y - 44, width: 260, height: 56 };
  return { x: 678, y: y - 22, width: 250, height: 44 };
}

function WideText({ node: { kind, title, about, y } }: { node: LineNode }) {
  if (kind === 'outcome')
    return (
      <>
        {inLines(title, 38).map((line, index, lines) => (
          <text
            key={`${index} ${line}`}
            x={column.outcome}
            y={y - 14 - (lines.length - 1 - index) * 18}
            className="drawn__middle drawn__halo"
          >
            {line}
          </text>
        ))}
      </>
    );
  const isStart = kind === 'start';
  const x = isStart ? column.start - 18 : column.note + 20;
  const side = isStart ? ' drawn__end' : '';
  return (
    <>
      {inLines(title, 25).map((line, index, lines) => (
        <text
          key={`${index} ${line}`}
          x={x}
          y={y - 1 - (lines.length - 1 - index) * 18}
          className={`drawn__name${side}`}
        >
          {line}
        </text>
      ))}
      <text x={x} y={y + 17} className={`drawn__soft${side}`}>
        {about}
      </text>
    </>
  );
}

/** Where it began is a ring, what changed a square, what is followed a diamond: a full one where it is the agreed way. */
function Sign({ node: { kind, about }, x, y }: { node: LineNode; x: number; y: number }) {
  const full = about === wholeTexts.short.adopted || about === wholeTexts.short.embedded;
  if (kind === 'start') return <circle cx={x} cy={y} r={7} className="drawn__sign" />;
  if (kind === 'outcome') return <rect x={x - 6.5} y={y - 6.5} width={13} height={13} className="drawn__sign" />;
  return (
    <path
      d={`M${x} ${y - 9}L${x + 9} ${y}L${x} ${y + 9}L${x - 9} ${y}Z`}
      className={full ? 'drawn__sign drawn__sign--full' : 'drawn__sign'}
    />
  );
}

const narrowColumn: Record<LineKind, number> = { start: 12, outcome: 36, note: 60 };
const tall = 48;

function Narrow({ layout: { nodes, edges, rows } }: { layout: LineLayout }) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const at = ({ row }: LineNode) => 24 + row * tall;
  return (
    <svg
      className="drawn drawn--narrow drawn--line"
      viewBox={`0 0 328 ${rows * tall}`}
      width={328}
      height={rows * tall}
      role="group"
      aria-label={said.says(nodes.filter(({ kind }) => kind === 'outcome').length)}
    >
      <g aria-hidden="true">
        {edges.map(({ from, to }) => {
          const [one, other] = [byId.get(from), byId.get(to)];
          if (!one || !other) return null;
          const [left, right] = [narrowColumn[one.kind], narrowColumn[other.kind]];
          const bend = (at(other) - at(one)) / 2;
          return (
            <path
              key={`${from}-${to}`}
              d={`M${left} ${at(one)}C${left} ${at(one) + bend} ${right} ${at(other) - bend} ${right} ${at(other)}`}
              className="drawn__line"
            />
          );
        })}
      </g>
      <g aria-hidden="true">
        {nodes.map((node) =>
          inLines(saidOf(node), 29).map((line, index, lines) => (
            <text
              key={`${node.id} ${line}`}
              x={82}
              y={at(node) + 5 + (index - (lines.length - 1) / 2) * 18}
              className={node.kind === 'note' ? 'drawn__name' : undefined}
            >
              {line}
            </text>
          )),
        )}
      </g>
      {nodes.map((node) => (
        <a key={node.id} href={node.href} aria-label={saidOf(node)}>
          <Sign node={node} x={narrowColumn[node.kind]} y={at(node)} />
          <rect x={0} y={at(node) - 22} width={328} height={44} className="drawn__target" />
        </a>
      ))}
    </svg>
  );
}

/** A text in two lines at most. */
function inLines(text: string, most: number): string[] {
  if (text.length <= most) return [text];
  const cut = text.lastIndexOf(' ', most);
  const first = text.slice(0, cut > 0 ? cut : most);
  return [first, shortened(text.slice(first.length).trim(), most)];
}

function LineTable({ view, outcomes }: { view: Drawn; outcomes: readonly WholeOutcome[] }) {
  const titles = new Map([...view.starts, ...view.notes].map(({ id, title }) => [id, title]));
  const named = (ids: readonly string[]) => texts.list(ids.flatMap((id) => titles.get(id) ?? []));
  return (
    <details className="opener">
      <summary>{wholeTexts.linesTable}</summary>
      <div className="table-scroll" role="region" aria-label={said.plain}>
        <table className="table">
          <caption className="hidden-but-said">{said.plain}</caption>
          <thead>
            <tr>
              {[said.began, said.changed, said.follow].map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {outcomes.map(({ id, title, from, notes }) => (
              <tr key={id}>
                <td dir="auto">{named(from)}</td>
                <th scope="row" dir="auto">
                  <a href={placeOf(view, 'outcomes', id)}>{title}</a>
                </th>
                <td dir="auto">{named(notes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
