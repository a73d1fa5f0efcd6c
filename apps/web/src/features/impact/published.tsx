import type { PublishedView } from '@throughline/contracts';
import type { Place } from '../../app/routes';
import { useApp } from '../../app/context';
import { day } from '../../texts/dates';
import { wholeTexts } from '../../texts/en-impact-whole';
import { publishedTexts as said } from '../../texts/en-published';
import { Certain, isBetter, TouchedByStage, Years } from './whole-charts';
import { LinePicture } from './line-picture';
import { type Drawn, markOf, stageIn } from './marks';
import { NotPrinted, PublishedAnswerItem, PublishedNoteItem, PublishedOutcomeItem } from './published-items';
import { SixConditions } from './six-conditions';
import { Under } from './under';

/** What visitors see of what came of it: what was chosen for that, one by one, and pictures of these things alone. */
export function PublishedChanges({ views, place }: { views: { published: PublishedView }; place: Place }) {
  const { published } = views;
  const { notes, outcomes, answers, asAt } = published;
  const { me, live } = useApp();
  const { timeZone } = me.community;
  const drawn = drawnOf(published);
  const mark = markOf(place.query);
  const stages = drawn.notes.map((note) => stageIn(note, drawn.today));
  return (
    <div className="page stack-l published-page">
      <div className="stack">
        <h1 className="whole__title">{said.title}</h1>
        {notes.length > 0 ? (
          <p className="whole__first">
            {wholeTexts.first(
              notes.length,
              stages.filter(isBetter).length,
              stages.filter((stage) => stage === 'returned').length,
            )}
          </p>
        ) : null}
        <p className="lead">{asAt ? said.lead : said.none}</p>
        {asAt ? (
          <p className="row small">
            <span className="only-printed" dir="auto">
              {me.community.name}
            </span>
            <span className="soft">{said.asAt(day(asAt, timeZone))}</span>
            <a href="#method">{said.how}</a>
            {live ? (
              <button type="button" className="word-btn" onClick={() => window.print()}>
                {said.print}
              </button>
            ) : null}
          </p>
        ) : (
          <p>{said.noneMore}</p>
        )}
      </div>
      {mark ? <Under view={drawn} mark={mark} /> : null}
      {notes.length > 0 ? <Years view={drawn} /> : null}
      {outcomes.length > 0 && notes.length > 0 ? <LinePicture view={drawn} /> : null}
      {notes.length > 0 ? (
        <div className="not-printed stack-l">
          <SixConditions view={drawn} />
          <TouchedByStage view={drawn} />
        </div>
      ) : null}
      {outcomes.length > 0 ? <Certain view={drawn} /> : null}
      {answers.length > 0 ? (
        <section className="stack" aria-labelledby="answers-h">
          <h2 id="answers-h">{said.answers}</h2>
          <div className="answers">
            {answers.map((answer) => (
              <PublishedAnswerItem key={answer.id} answer={answer} />
            ))}
          </div>
        </section>
      ) : null}
      {outcomes.length > 0 ? (
        <section className="stack" aria-labelledby="outcomes-h">
          <h2 id="outcomes-h">{said.outcomes}</h2>
          <div className="published-items stack">
            {outcomes.map((outcome, index) => (
              <PublishedOutcomeItem key={outcome.id} outcome={outcome} notes={notes} index={index} />
            ))}
          </div>
          <NotPrinted kind="outcomes" count={outcomes.length} />
        </section>
      ) : null}
      {notes.length > 0 ? (
        <section className="stack" aria-labelledby="notes-h">
          <h2 id="notes-h">{said.notes}</h2>
          <div className="published-items stack">
            {notes.map((note, index) => (
              <PublishedNoteItem key={note.id} note={note} index={index} />
            ))}
          </div>
          <NotPrinted kind="notes" count={notes.length} />
        </section>
      ) : null}
      <Method contact={published.contact} />
    </div>
  );
}

/** The pictures draw what is published and nothing else: as it was at the last approval. */
function drawnOf({ notes, outcomes, asAt }: PublishedView): Drawn {
  return {
    at: '/changes',
    today: asAt ?? '1970-01-01',
    notes: notes.map(({ id, title, conditions, history }) => ({ id, title, conditions, history })),
    outcomes: outcomes.map(({ id, title, sure, direction, notes: linked }) => ({
      ...{ id, title, sure, notes: linked },
      ...{ negative: direction === 'negative', themes: [], from: [] },
    })),
    starts: [],
    themes: [],
  };
}

function Method({ contact: reach }: { contact: string }) {
  const { live } = useApp();
  const { title, parts, address, contact } = said.method;
  return (
    <section className="stack" aria-labelledby="method">
      <h2 id="method">{title}</h2>
      <div className="method">
        {parts.map(([name, text]) => (
          <p key={name}>
            <b>{name}</b> {text}
          </p>
        ))}
      </div>
      <p dir="auto">
        {reach === '' ? '' : `${contact} ${reach}. `}
        {address}
        {live ? <span className="only-printed">{`${location.origin}/changes`}</span> : null}
      </p>
    </section>
  );
}
