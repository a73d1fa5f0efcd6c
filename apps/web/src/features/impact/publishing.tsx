import type { PublishedEvidence, PublishingView } from '@throughline/contracts';
import { useApp } from '../../app/context';
import { Form, Send } from '../../forms/form';
import { day } from '../../texts/dates';
import { impactTexts } from '../../texts/en-impact';
import { publishedTexts } from '../../texts/en-published';
import { PublishedAnswerItem, PublishedNoteItem, PublishedOutcomeItem } from './published-items';

const said = publishedTexts.publish;
const pages = { note: 'notes', outcome: 'outcomes', answer: 'themes' } as const;

/** Deciding whether visitors see something: all that they would read, and what stands in the way. */
export function Publishing({ views }: { views: { publishing: PublishingView } }) {
  const { publishing } = views;
  const { kind, id, title, would, choices, notGiven, waitingFor, published, seen } = publishing;
  const { timeZone } = useApp().me.community;
  const back = `/${pages[kind]}/${id}`;
  return (
    <div className="page stack-l">
      <div className="stack">
        <p className="crumbs">
          <a href="/impact">{impactTexts.title}</a>
          {' · '}
          <a href={back} dir="auto">
            {title}
          </a>
        </p>
        <h1 dir="auto">{said.title(title)}</h1>
        <p className="measure">{said.lead}</p>
      </div>
      {published ? (
        <div className="notice notice--accent stack-s">
          <p>{said.since(day(published.on, timeZone), published.by)}</p>
          {published.changedSince ? <p>{said.changed}</p> : null}
          <Form name="publish-back" hidden={{ kind, id }}>
            <Send className="btn">{said.takeBack}</Send>
          </Form>
        </div>
      ) : null}
      <section className="stack" aria-labelledby="would-h">
        <h2 id="would-h">{said.as}</h2>
        {would.notes.map((note) => (
          <PublishedNoteItem key={note.id} note={note} index={0} preview />
        ))}
        {would.outcomes.map((outcome) => (
          <PublishedOutcomeItem key={outcome.id} outcome={outcome} notes={[]} index={0} preview />
        ))}
        {would.answers.map((answer) => (
          <PublishedAnswerItem key={answer.id} answer={answer} />
        ))}
      </section>
      {waitingFor.length > 0 ? (
        <div className="notice notice--caution stack-s">
          <p>{said.waiting}</p>
          <ul>
            {waitingFor.map(({ organisation, until }) => (
              <li key={organisation} dir="auto">
                {until ? said.until(organisation, day(until, timeZone)) : said.notSent(organisation)}
              </li>
            ))}
          </ul>
          <p>
            <a href={`${back}/outside`}>{said.send}</a>
          </p>
        </div>
      ) : null}
      <Form name="publish" className="stack" hidden={{ kind, id }} seen={{ seen }}>
        {choices.length > 0 && waitingFor.length === 0 ? (
          <fieldset>
            <legend>{said.evidence}</legend>
            <div className="ticks ticks--lines">
              {choices.map((choice) => (
                <label key={choice.id}>
                  <input type="checkbox" name="evidence" value={choice.id} defaultChecked={choice.chosen} />
                  <span dir="auto">{inShort(choice.shown)}</span>
                </label>
              ))}
            </div>
            {kind === 'outcome' ? <p className="small soft">{said.label}</p> : null}
          </fieldset>
        ) : null}
        {notGiven > 0 ? <p className="small soft">{said.notGiven(notGiven)}</p> : null}
        {waitingFor.length > 0 ? null : <Send>{published ? said.again : said.do}</Send>}
      </Form>
    </div>
  );
}

function inShort(evidence: PublishedEvidence): string {
  if (evidence.kind === 'document') return said.document(evidence.title);
  return evidence.kind === 'measure' ? said.measure(evidence.title) : said.words(evidence.passages.join(' … '));
}
