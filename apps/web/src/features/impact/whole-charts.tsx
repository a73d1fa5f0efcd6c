import { conditions, type Condition, type Stage, surenesses, type Sureness } from '@throughline/contracts/names';
import { yearsOf } from '@throughline/rules/impact';
import { wholeTexts as said } from '../../texts/en-impact-whole';
import { DotChart, fit, type Shape } from './dot-chart';
import { type Drawn, hrefOf, notesUnder, outcomesUnder, stageIn } from './marks';

/** From what has come furthest down, and what went another way below. */
const stageRows: readonly Stage[] = ['embedded', 'adopted', 'testing', 'exploring', 'noticed', 'returned', 'stalled'];
const stageColumns: readonly Stage[] = [
  'noticed',
  'exploring',
  'testing',
  'adopted',
  'embedded',
  'returned',
  'stalled',
];
const shapeOf = (stage: string): Shape => (stage === 'returned' ? 'ring' : stage === 'stalled' ? 'dashed' : 'dot');

/** The most years that are drawn, on a phone too: a year left out between others would hide what came back in it. The table has all. */
const mostYears = 8;

export const isBetter = (stage: Stage | null): boolean => stage === 'adopted' || stage === 'embedded';

/** Notes by their stage at the end of each year. */
export function Years({ view }: { view: Drawn }) {
  const { notes, today } = view;
  const years = yearsOf(
    notes.map(({ history }) => history),
    today,
  );
  const drawn = years.slice(-mostYears);
  const [first = 0, last = 0] = [drawn[0], drawn.at(-1)];
  const stages = notes.map((note) => stageIn(note, today));
  const better = stages.filter(isBetter).length;
  const back = stages.filter((stage) => stage === 'returned').length;
  const then = notesUnder(view, { year: first }).length;
  const { title, lead, says, caption, stage: corner } = said.years;
  return (
    <section className="stack" aria-labelledby="years-h">
      <h2 id="years-h">{title(last, better, notes.length)}</h2>
      <p className="measure">
        {lead} {said.more(fit)}
      </p>
      <DotChart
        says={says(first, then, last, better, back)}
        caption={caption}
        corner={corner}
        rows={stageRows.map((key) => ({ key, name: said.short[key] }))}
        columns={years.map((year) => ({
          key: String(year),
          name: String(year),
          tableOnly: !drawn.includes(year),
        }))}
        of={(row, column) => {
          const mark = { stage: row as Stage, year: Number(column) };
          return { count: notesUnder(view, mark).length, href: hrefOf(view, mark), shape: shapeOf(row) };
        }}
        counted={said.notes}
      />
    </section>
  );
}

/** Notes by what they touch and by their stage today. */
export function TouchedByStage({ view }: { view: Drawn }) {
  const better = conditions
    .map((condition) => ({
      condition,
      count: notesUnder(view, { condition }).filter((note) => isBetter(stageIn(note, view.today))).length,
    }))
    .sort((one, other) => other.count - one.count)[0];
  const most = better && better.count > 0 ? said.conditions[better.condition][0].toLowerCase() : null;
  const { title, lead, says, caption, touches } = said.touched;
  return (
    <section className="stack" aria-labelledby="touched-h">
      <h2 id="touched-h">{title(most)}</h2>
      <p className="measure">{lead}</p>
      <DotChart
        says={says(most)}
        caption={caption}
        corner={touches}
        rows={conditions.map((key) => ({ key, name: said.conditions[key][0], about: said.conditions[key][1] }))}
        columns={stageColumns.map((key) => ({ key, name: said.short[key] }))}
        of={(row, column) => {
          const mark = { condition: row as Condition, stage: column as Stage };
          return { count: notesUnder(view, mark).length, href: hrefOf(view, mark), shape: shapeOf(column) };
        }}
        counted={said.notes}
      />
    </section>
  );
}

/** Changes by theme, where themes are told, and by how sure one can be of them. */
export function Certain({ view }: { view: Drawn }) {
  const { outcomes, themes } = view;
  const counts = Object.fromEntries(surenesses.map((sure) => [sure, outcomesUnder(view, { sure }).length])) as Record<
    Sureness,
    number
  >;
  const words = themes.length > 0 ? said.certain.byTheme : said.certain.together;
  const worse = outcomes.filter(({ negative }) => negative).length;
  const rows = [...themes.map(({ id, title }) => ({ key: id, name: title })), { key: 'none', name: words.none }].filter(
    ({ key }) => outcomesUnder(view, { theme: key }).length > 0,
  );
  const says = said.certain.said(outcomes.length, counts);
  return (
    <section className="stack" aria-labelledby="certain-h">
      <h2 id="certain-h">{said.certain.title}</h2>
      <p className="measure">
        {says} {worse > 0 ? said.certain.worse(worse) : ''}
      </p>
      <p className="measure small soft">{words.lead}</p>
      <DotChart
        says={says}
        caption={words.caption}
        corner={words.corner}
        rows={rows}
        columns={surenesses.map((key) => ({ key, name: said.sure[key][0] }))}
        of={(row, column) => {
          const mark = { theme: row, sure: column as Sureness };
          return { count: outcomesUnder(view, mark).length, href: hrefOf(view, mark), shape: 'square' };
        }}
        counted={said.changes}
      />
    </section>
  );
}
