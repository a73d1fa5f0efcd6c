import { useApp } from '../app/context';
import { texts } from '../texts/en';

/** The community's support lines: what each is for, and the number to ring. `level` 0 leaves the heading out. */
export function SupportLines({ level }: { level: 0 | 2 }) {
  const { me } = useApp();
  return (
    <section className="lines" id="lines" aria-label={texts.shell.supportLines}>
      {level === 2 ? <h2>{texts.shell.help}</h2> : null}
      <ul>
        {me.community.supportLines.map(({ what, number, link }) => (
          <li key={what}>
            {what} <a href={link}>{number}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}
