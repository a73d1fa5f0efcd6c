import { useApp } from '../app/context';
import { texts } from '../texts/en';

/** The community's support lines: what each is for, and the number to ring. */
export function SupportLines() {
  const { me } = useApp();
  return (
    <section className="lines" id="lines" aria-label={texts.shell.supportLines}>
      <h2>{texts.shell.help}</h2>
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
