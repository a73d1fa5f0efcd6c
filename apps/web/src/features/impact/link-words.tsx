import type { SentencesView } from '@throughline/contracts';
import { Field, Form, Send, useForm } from '../../forms/form';
import { impactTexts } from '../../texts/en-impact';
import type { Place } from '../../app/routes';
import { nameOf } from '../../ui/author';
import { InContext } from './in-context';

const said = impactTexts.link;

/** Choosing sentences of a post, and what they led to: one page, without any selecting by mouse. */
export function LinkWords({ views, place: here }: { views: { sentences: SentencesView }; place: Place }) {
  const { post, place, author, sentences, chosen, textVersion, mayUse, contentNote } = views.sentences;
  const wasSelected = here.query.has('from');
  const back = `/t/${place.threadId}/${place.number}#p${place.number}`;
  return (
    <div className="page stack-l narrow">
      <div className="stack">
        <p className="crumbs">
          <a href={back} dir="auto">
            {place.title}
          </a>
        </p>
        <h1>{said.title}</h1>
        <p className="lead">
          {chosen ? said.chosenLead(place.number, nameOf(author)) : said.lead(place.number, nameOf(author))}
        </p>
        {contentNote ? <p className="notice">{contentNote}</p> : null}
      </div>
      {!mayUse ? <p className="notice">{said.mayNot}</p> : null}
      {sentences.length === 0 ? <p>{said.nothing}</p> : null}
      {mayUse && sentences.length > 0 ? (
        <Form name="words-link" className="stack-l" hidden={{ post, textVersion }}>
          {wasSelected && !chosen ? <p className="notice">{said.notFound}</p> : null}
          {chosen ? (
            <Selected chosen={chosen} instead={`${here.path}?post=${post}`} />
          ) : (
            <Sentences sentences={sentences} />
          )}
          <To {...views.sentences} />
          <p className="small soft">{said.told}</p>
          <div className="row">
            <Send>{said.do}</Send>
            <a href={back}>{said.back}</a>
          </div>
        </Form>
      ) : (
        <p>
          <a href={back}>{said.back}</a>
        </p>
      )}
    </div>
  );
}

/** The words that were selected in the thread, as they are going to stand there. */
function Selected({ chosen, instead }: { chosen: NonNullable<SentencesView['chosen']>; instead: string }) {
  const { start, end, exact, before, shown, after } = chosen;
  return (
    <section className="stack" aria-labelledby="selected">
      <h2 id="selected">{said.selected}</h2>
      <blockquote className="quoted">
        <InContext before={before} exact={shown} after={after} />
      </blockquote>
      <input type="hidden" name="passages" value={`${start}-${end} ${exact}`} />
      <p>
        <a href={instead}>{said.sentencesInstead}</a>
      </p>
    </section>
  );
}

function Sentences({ sentences }: Pick<SentencesView, 'sentences'>) {
  const { typed } = useForm();
  const chosen = [typed?.['passages'] ?? []].flat().map((value) => value.replace(/\r\n?/g, '\n'));
  return (
    <fieldset>
      <legend>{said.words}</legend>
      <div className="ticks ticks--lines">
        {sentences.map(({ start, end, exact, shown }) => {
          const value = `${start}-${end} ${exact}`;
          return (
            <label key={start} dir="auto">
              <input type="checkbox" name="passages" value={value} defaultChecked={chosen.includes(value)} /> {shown}
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}

function To({ outcomes, notes, kind }: Pick<SentencesView, 'outcomes' | 'notes' | 'kind'>) {
  const { typed } = useForm();
  const to = typed?.['to'] ?? (kind === 'blockage' ? 'new-note:' : 'new-outcome:');
  const options = [
    { value: 'new-outcome:', label: said.newOutcome },
    ...outcomes.map(({ id, title, draft }) => ({
      value: `outcome:${id}`,
      label: said.outcome(title || impactTexts.untitled, draft),
    })),
    ...notes.map(({ id, title }) => ({ value: `note:${id}`, label: said.note(title) })),
    { value: 'new-note:', label: said.newNote },
  ];
  return (
    <fieldset>
      <legend>{said.to}</legend>
      <div className="ticks ticks--lines">
        {options.map(({ value, label }) => (
          <label key={value} dir="auto">
            <input type="radio" name="to" value={value} required defaultChecked={to === value} /> {label}
          </label>
        ))}
      </div>
      <div className="stack only-with-new-note">
        <Field name="title" label={impactTexts.note.titleOf} hint={impactTexts.note.titleHint} maxLength={160} />
        <Field name="blockage" label={impactTexts.note.blockage} rows={3} most={4_000} />
      </div>
    </fieldset>
  );
}
