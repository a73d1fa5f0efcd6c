import type { OutcomePage } from '@throughline/contracts';
import { impactTexts } from '../../texts/en-impact';

type Places = Partial<Pick<OutcomePage, 'notes' | 'themes' | 'sessions' | 'threads'>>;

/** What an outcome or a note belongs to: each of these leads here as well. */
export function Belongs({ places: { notes = [], themes = [], sessions = [], threads = [] } }: { places: Places }) {
  const links = [
    ...notes.map(({ id, title }) => ({ href: `/notes/${id}`, title })),
    ...themes.map(({ id, title }) => ({ href: `/themes/${id}`, title })),
    ...sessions.map(({ id, title }) => ({ href: `/sessions/${id}`, title })),
    ...threads.map(({ id, title }) => ({ href: `/t/${id}`, title })),
  ];
  if (links.length === 0) return null;
  return (
    <section className="stack-s" aria-labelledby="belongs-h">
      <h2 id="belongs-h">{impactTexts.outcome.belongs}</h2>
      <ul>
        {links.map(({ href, title }) => (
          <li key={href}>
            <a href={href} dir="auto">
              {title}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
