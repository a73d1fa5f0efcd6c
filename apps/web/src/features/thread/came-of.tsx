import type { CameOf } from '@throughline/contracts';
import { impactMarks as said, stages } from '../../texts/en-impact-marks';

/** What came of a thread: what is followed, how far it has come, and what changed. */
export function CameOfThread({ cameOf }: { cameOf: readonly CameOf[] }) {
  return (
    <section className="said stack-s" id="came" aria-labelledby="came-h">
      <h2 className="small" id="came-h">
        <b>{said.came}</b>
      </h2>
      <ul className="plain-list stack-s">
        {cameOf.map(({ kind, id, title, stage }) => (
          <li key={id}>
            <a href={`/${kind}s/${id}`} dir="auto">
              {title}
            </a>
            <span> · {stage ? said.followed(stages[stage]) : said.changed}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
