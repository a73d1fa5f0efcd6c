import type { MeasureTableView, NotePage } from '@throughline/contracts';
import { useId, useState } from 'react';
import { useApp } from '../../app/context';
import { one } from '../../forms/definitions';
import { Field, Form, Send } from '../../forms/form';
import { useLiveLists } from '../../live/use-live-lists';
import { day } from '../../texts/dates';
import { measureTableTexts as said } from '../../texts/en-measure-table';

/** What was looked at: its text, and what it would do. */
interface Looked {
  text: string;
  seen: string;
  view: MeasureTableView | undefined;
}

/** Numbers that come in as a table: looked at line by line first, then all of them added, or none. */
export function MeasureTable({ views }: { views: { note: NotePage } }) {
  const { note } = views;
  const { formState } = useApp();
  useLiveLists(note.follow);
  const file = useId();
  const sent = formState?.name.startsWith('measures-') ? formState : undefined;
  const view = sent?.name === 'measures-check' ? (sent.answer as MeasureTableView | undefined) : undefined;
  const text = sent ? one(sent.fields, 'text') : '';
  // What could not be added comes back with what is wrong, and can be sent again.
  const again = sent?.name === 'measures-add' ? { text, seen: one(sent.fields, 'seen'), view: undefined } : undefined;
  const [looked, setLooked] = useState<Looked | undefined>(view ? { text, seen: view.seen, view } : again);
  return (
    <div className="page stack-l">
      <div className="stack">
        <p className="crumbs">
          <a href={`/notes/${note.id}`} dir="auto">
            {note.title}
          </a>
        </p>
        <h1>{said.title}</h1>
        <p className="lead measure">{said.lead}</p>
        <section className="stack-s measure" aria-labelledby="how-h">
          <h2 id="how-h">{said.how}</h2>
          <ul>
            <li>{said.columns}</li>
            <li>{said.cells}</li>
            <li>{said.days}</li>
            <li>{said.values}</li>
          </ul>
          {note.measures.length === 0 ? (
            <p className="notice">{said.none}</p>
          ) : (
            <p dir="auto">
              {said.counted} {note.measures.map(({ title, unit }) => `${title} (${unit})`).join(', ')}
            </p>
          )}
        </section>
      </div>
      {/* What is written anew has to be looked at anew. */}
      <div onInput={() => setLooked(undefined)}>
        <Form
          name="measures-check"
          keepAs={`measures-check/${note.id}`}
          hidden={{ id: note.id }}
          className="stack"
          onDone={(answer, form) => {
            const checked = answer as MeasureTableView;
            setLooked({ text: String(new FormData(form).get('text') ?? ''), seen: checked.seen, view: checked });
          }}
        >
          <Field name="text" label={said.paste} rows={10} value={text} />
          <div className="field narrow">
            <label htmlFor={file}>{said.file}</label>
            <span className="hint" id={`${file}-hint`}>
              {said.fileHint}
            </span>
            <input
              className="input"
              type="file"
              id={file}
              name="file-table"
              accept=".csv,.tsv,.txt,text/csv,text/plain"
              aria-describedby={`${file}-hint`}
            />
          </div>
          <Send className={looked ? 'btn' : undefined}>{said.check}</Send>
        </Form>
      </div>
      {sent && one(sent.fields, 'readAs') === 'windows-1252' ? <p className="notice measure">{said.letters}</p> : null}
      {looked?.view && looked.view.wrongCount > 0 ? <Wrong view={looked.view} /> : null}
      {looked && !(looked.view && looked.view.wrongCount > 0) ? (
        <Would key={looked.seen} note={note} looked={looked} />
      ) : null}
    </div>
  );
}

function Wrong({ view: { wrong, wrongCount } }: { view: MeasureTableView }) {
  return (
    <section className="notice notice--caution stack-s" aria-labelledby="wrong-h">
      <h2 id="wrong-h">{said.wrong.title}</h2>
      <p role="status">{said.wrong.lead(wrongCount)}</p>
      <ul>
        {wrong.map(({ line, message }, at) => (
          <li key={at} dir="auto">
            {said.wrong.line(line, message)}
          </li>
        ))}
      </ul>
      {wrongCount > wrong.length ? <p>{said.wrong.more(wrongCount - wrong.length)}</p> : null}
    </section>
  );
}

function Would({ note, looked: { text, seen, view } }: { note: NotePage; looked: Looked }) {
  const texts = said.would;
  return (
    <section className="stack" aria-labelledby="would-h">
      <h2 id="would-h">{texts.title}</h2>
      {view ? <Lines view={view} several={note.measures.length > 1} /> : null}
      {view && view.counts.add + view.counts.change === 0 ? (
        <p className="measure">{texts.nothing}</p>
      ) : (
        <Form name="measures-add" hidden={{ id: note.id, text, seen }}>
          <Send>{texts.add}</Send>
        </Form>
      )}
    </section>
  );
}

function Lines({ view, several }: { view: MeasureTableView; several: boolean }) {
  const { counts, dayFirst, leftOut, lines } = view;
  const { timeZone } = useApp().me.community;
  const texts = said.would;
  const all = counts.add + counts.change + counts.leave;
  return (
    <>
      <p className="measure" role="status">
        {texts.counts(counts)}
      </p>
      {dayFirst ? <p className="measure">{texts.dayFirst}</p> : null}
      {leftOut.length > 0 ? (
        <p className="measure" dir="auto">
          {texts.leftOut(leftOut.join(', '))}
        </p>
      ) : null}
      <div className="table-scroll" role="region" aria-labelledby="would-h">
        <table className="table">
          <thead>
            <tr>
              <th scope="col" className="num">
                {texts.line}
              </th>
              <th scope="col">{texts.day}</th>
              <th scope="col" className="num">
                {texts.value}
              </th>
              <th scope="col">{texts.does}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ line, measure, unit, on, value, before, does }) => (
              <tr key={line}>
                <td className="num">{line}</td>
                <th scope="row">
                  {day(on, timeZone)}
                  {several ? <span className="small soft" dir="auto">{` ${measure} (${unit})`}</span> : null}
                </th>
                <td className="num">{value.toLocaleString('en-GB', { maximumFractionDigits: 20 })}</td>
                <td>{texts.deed(does, before?.toLocaleString('en-GB', { maximumFractionDigits: 20 }) ?? '')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {all > lines.length ? <p className="small">{texts.more(all - lines.length)}</p> : null}
    </>
  );
}
