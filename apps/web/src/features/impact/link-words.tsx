import type { SentencesView } from '@throughline/contracts';
import { Field, Form, Send, useForm } from '../../forms/form';
import { impactTexts } from '../../texts/en-impact';
import { nameOf } from '../../ui/author';

const said = impactTexts.link;

/** Choosing sentences of a post, and what they led to: one page, without any selecting by mouse. */
export function LinkWords({ views }: { views: { sentences: SentencesView } }) {
  const { post, place, author, sentences, textVersion, mayUse, contentNote } = views.sentences;
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
        <p className="lead">{said.lead(place.number, nameOf(author))}</p>
        {contentNote ? <p className="notice">{contentNote}</p> : null}
      </div>
      {!mayUse ? <p className="notice">{said.mayNot}</p> : null}
      {sentences.length === 0 ? <p>{said.nothing}</p> : null}
      {mayUse && sentences.length > 0 ? (
        <Form name="words-link" className="stack-l" hidden={{ post, textVersion }}>
          <Sentences sentences={sentences} />
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
