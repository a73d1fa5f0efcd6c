import type { Condition } from '@throughline/contracts/names';
import { wholeTexts } from '../../texts/en-impact-whole';
import { type Drawn, hrefOf, notesUnder } from './marks';

const said = wholeTexts.six;

/** The six conditions as layers of water: what is seen, what is between people, and what lies under all of it. */
export function SixConditions({ view }: { view: Drawn }) {
  return (
    <section className="stack" aria-labelledby="six-h">
      <h2 id="six-h">{said.title}</h2>
      <p className="measure">{said.lead}</p>
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
      <p className="small soft">{said.after}</p>
    </section>
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
