import type { Condition } from '@throughline/contracts/names';
import { wholeTexts } from '../../texts/en-impact-whole';
import { type Drawn, hrefOf, notesUnder } from './marks';

const said = wholeTexts.six;
const all = said.layers.flatMap(({ name, of }) => of.map((condition): [Condition, string] => [condition, name]));
const nameOf = (condition: Condition) => wholeTexts.conditions[condition][0];

/** The six conditions as layers of water: what is seen, what is between people, and what lies under all of it. */
export function SixConditions({ view }: { view: Drawn }) {
  return (
    <section className="stack" aria-labelledby="six-h">
      <h2 id="six-h">{said.title}</h2>
      <p className="measure">{said.lead}</p>
      <p className="measure">{inSentences(view)}</p>
      <div className="water">
        {said.layers.map(({ name, about, of }, depth) => (
          <div key={name} className={`water__layer water__layer--${depth + 1}`}>
            <svg className="water__wave" viewBox="0 0 928 16" preserveAspectRatio="none" aria-hidden="true">
              <path d="M0 16V8C150 0 300 14 464 8C640 1 760 15 928 7V16Z" />
            </svg>
            <div className="water__of">
              <h3>
                {name} <span>{about}</span>
              </h3>
              <ul>
                {of.map((condition) => (
                  <Touched key={condition} view={view} condition={condition} />
                ))}
              </ul>
            </div>
          </div>
        ))}
      </div>
      <AsTable view={view} />
      <p className="small soft">{said.after}</p>
    </section>
  );
}

/** What the picture shows, for whoever reads rather than looks. */
function inSentences(view: Drawn): string {
  const counts = all.map(([condition]) => ({ name: nameOf(condition), count: notesUnder(view, { condition }).length }));
  const most = Math.max(...counts.map(({ count }) => count));
  const namesOf = (wanted: number) => counts.filter(({ count }) => count === wanted).map(({ name }) => name);
  return said.says(most === 0 ? [] : namesOf(most), most, namesOf(0));
}

function AsTable({ view }: { view: Drawn }) {
  return (
    <details className="opener">
      <summary>{wholeTexts.table}</summary>
      <div className="table-scroll" role="region" aria-label={said.caption}>
        <table className="table">
          <caption className="hidden-but-said">{said.caption}</caption>
          <thead>
            <tr>
              <th scope="col">{said.thing}</th>
              <th scope="col">{said.layer}</th>
              <th scope="col" className="num">
                {said.notes}
              </th>
            </tr>
          </thead>
          <tbody>
            {all.map(([condition, layer]) => (
              <tr key={condition}>
                <th scope="row">{nameOf(condition)}</th>
                <td>{layer}</td>
                <td className="num">
                  <Count view={view} condition={condition} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function Count({ view, condition }: { view: Drawn; condition: Condition }) {
  const count = notesUnder(view, { condition }).length;
  if (count === 0) return 0;
  return (
    <a href={hrefOf(view, { condition })} aria-label={`${nameOf(condition)}: ${wholeTexts.notes(count)}`}>
      {count}
    </a>
  );
}

function Touched({ view, condition }: { view: Drawn; condition: Condition }) {
  const [name, about] = wholeTexts.conditions[condition];
  const count = notesUnder(view, { condition }).length;
  const number = wholeTexts.notes(count);
  return (
    <li>
      <b>{name}</b>
      <span>{about}</span>
      {count > 0 ? (
        <a href={hrefOf(view, { condition })} aria-label={`${name}: ${number}`}>
          {number}
        </a>
      ) : (
        <span>{number}</span>
      )}
    </li>
  );
}
