import { wholeTexts } from '../../texts/en-impact-whole';
import { impactTexts } from '../../texts/en-impact';
import { type Drawn, type Mark, notesUnder, outcomesUnder, placeOf, stageIn } from './marks';

const said = wholeTexts.under;

/** What lies under a mark of a picture: its notes, or its changes. */
export function Under({ view, mark }: { view: Drawn; mark: Mark }) {
  const { stage, year, condition, sure, theme } = mark;
  const ofOutcomes = sure !== undefined || theme !== undefined;
  const entries = ofOutcomes
    ? outcomesUnder(view, mark).map((outcome) => ({
        href: placeOf(view, 'outcomes', outcome.id),
        title: outcome.title,
        says: wholeTexts.sure[outcome.sure][0],
      }))
    : notesUnder(view, mark).map((note) => {
        const then = stageIn(note, view.today, year);
        return { href: placeOf(view, 'notes', note.id), title: note.title, says: then ? impactTexts.stages[then] : '' };
      });
  const named = [
    ...(condition ? [wholeTexts.conditions[condition][0]] : []),
    ...(stage ? [year ? said.atEnd(impactTexts.stages[stage], String(year)) : impactTexts.stages[stage]] : []),
    ...(theme && view.themes.length > 0
      ? [view.themes.find(({ id }) => id === theme)?.title ?? wholeTexts.certain.byTheme.none]
      : []),
    ...(sure ? [wholeTexts.sure[sure][0]] : []),
  ];
  return (
    <section className="notice notice--accent stack-s" aria-labelledby="under" tabIndex={-1}>
      <h2 id="under">{said.title}</h2>
      <p dir="auto">{named.join(' · ')}</p>
      {entries.length === 0 ? <p className="soft">{said.none}</p> : null}
      <ul>
        {entries.map(({ href, title, says }) => (
          <li key={href}>
            <a href={href} dir="auto">
              {title}
            </a>
            <span className="small soft"> {says}</span>
          </li>
        ))}
      </ul>
      <p className="small">
        <a href={view.at}>{said.back}</a>
      </p>
    </section>
  );
}
