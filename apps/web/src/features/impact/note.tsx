import type { NotePage } from '@throughline/contracts';
import { changeTests, sightingKinds } from '@throughline/contracts/names';
import { useApp } from '../../app/context';
import { Choice } from '../../forms/choice';
import { Field, Form, Select, Send } from '../../forms/form';
import { useLiveLists } from '../../live/use-live-lists';
import { day } from '../../texts/dates';
import { impactTexts } from '../../texts/en-impact';
import { outsideTexts } from '../../texts/en-outside';
import { Belongs } from './belongs';
import { MeasureLine, SeenDots, StageLine } from './charts';
import { Evidence, LookAgain } from './evidence';
import { Label, StageMark } from './label';
import { Opener } from './opener';
import { Asks, Organisations } from './said-outside';

const said = impactTexts.note;

/** The running record of one change: the story in order, what was seen, what changed, and the words behind it. */
export function Note({ views }: { views: { note: NotePage } }) {
  const { note } = views;
  const { me } = useApp();
  const { timeZone } = me.community;
  useLiveLists(note.follow);
  const mayEdit = note.abilities.includes('note.edit');
  const about = { about: 'notes', id: note.id } as const;
  return (
    <div className="page stack-l">
      <div className="stack">
        <p className="crumbs">
          <a href="/impact">{impactTexts.title}</a>
          {note.themes.map(({ id, title }) => (
            <span key={id}>
              {' · '}
              <a href={`/themes/${id}`} dir="auto">
                {title}
              </a>
            </span>
          ))}
        </p>
        <h1 dir="auto">{note.title}</h1>
        {note.lead ? (
          <p className="lead measure" dir="auto">
            {note.lead}
          </p>
        ) : null}
        <div className="facts-row">
          <StageMark stage={note.stage}>
            {impactTexts.since(impactTexts.stages[note.stage], day(note.stageSince, timeZone))}
          </StageMark>
          {note.owner ? <span>{impactTexts.lookedAfterBy(note.owner)}</span> : null}
          {mayEdit && me.member && me.member.id !== note.ownerId ? (
            <Form
              name="note-owner"
              hidden={{ id: note.id, owner: me.member.id }}
              seen={{ textVersion: note.textVersion }}
            >
              <Send className="word-btn">{said.mine}</Send>
            </Form>
          ) : null}
          {note.nextReview ? (
            <span className={note.overdue ? 'overdue' : undefined}>
              {impactTexts.nextLook(day(note.nextReview, timeZone), note.overdue)}
            </span>
          ) : null}
        </div>
      </div>
      <LookAgain lookAgain={note.lookAgain} about={about} />
      <Three note={note} />
      <Story note={note} mayEdit={mayEdit} />
      <Seen note={note} />
      <Asks asks={note.asks} />
      <section className="stack" aria-labelledby="changed-h">
        <h2 id="changed-h">{said.changed}</h2>
        {note.outcomes.length === 0 ? <p className="soft">{said.noChange}</p> : null}
        <ul className="rows">
          {note.outcomes.map(({ id, title, when, ourPart, label }) => (
            <li key={id}>
              <div>
                <p dir="auto">
                  <a href={`/outcomes/${id}`}>
                    <b>{title}</b>
                  </a>{' '}
                  {when}
                </p>
                {ourPart ? (
                  <p className="small soft" dir="auto">
                    {impactTexts.outcome.ourPart}: {ourPart}
                  </p>
                ) : null}
              </div>
              <Label label={label} />
            </li>
          ))}
        </ul>
      </section>
      <Organisations organisations={note.organisations} />
      <Measures note={note} mayEdit={mayEdit} />
      <Evidence evidence={note.evidence} about={about} mayEdit={mayEdit} />
      <Belongs places={{ sessions: note.sessions, threads: note.threads }} />
      <Acts note={note} />
      <p className="row small no-print">
        {mayEdit ? <a href={`/notes/${note.id}/edit`}>{said.change}</a> : null}
        {mayEdit ? <a href={`/notes/${note.id}/outside`}>{outsideTexts.list.link}</a> : null}
        <a href={`/notes/${note.id}/history`}>{impactTexts.outcome.history}</a>
        {mayEdit ? <a href={`/publishing/note/${note.id}`}>{impactTexts.publish}</a> : null}
      </p>
    </div>
  );
}

function Three({ note: { blockage, bestHopes, exceptions, changeSought } }: { note: NotePage }) {
  const { fields } = impactTexts;
  return (
    <div className="three">
      {(
        [
          ['', fields['blockage'], blockage],
          ['best', fields['bestHopes'], bestHopes],
          ['works', fields['exceptions'], exceptions],
          ['best', fields['changeSought'], changeSought],
        ] as const
      ).map(([look, heading, text]) =>
        text ? (
          <section key={heading} className={look}>
            <h2>{heading}</h2>
            <p className="plain" dir="auto">
              {text}
            </p>
          </section>
        ) : null,
      )}
    </div>
  );
}

/** Stages and what happened between them, in the order of their days. */
function Story({ note, mayEdit }: { note: NotePage; mayEdit: boolean }) {
  const { timeZone } = useApp().me.community;
  const told = [
    ...note.history.map((entry, index) => ({ key: `stage-${index}`, entry, update: undefined, on: entry.on })),
    ...note.updates.map((update) => ({ key: update.id, entry: undefined, update, on: update.on })),
  ].sort((one, other) => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0));
  return (
    <section className="stack" aria-labelledby="story-h">
      <h2 id="story-h">{said.happened}</h2>
      <StageLine history={note.history} />
      <ol className="story">
        {told.map(({ key, entry, update, on }) => (
          <li key={key} className={entry ? `story__${entry.stage}` : 'story__between'}>
            <p className="story__when">
              <b>{day(on, timeZone)}</b>
              {entry ? <span>{impactTexts.stages[entry.stage]}</span> : null}
            </p>
            {update ? (
              <p className="measure plain" dir="auto">
                {update.text}
              </p>
            ) : null}
            {update && mayEdit ? (
              <Form name="note-update-off" hidden={{ id: note.id, update: update.id }}>
                <Send className="word-btn">{impactTexts.takeOff}</Send>
              </Form>
            ) : null}
            {entry?.why ? (
              <p className="measure" dir="auto">
                <span className="small soft">{said.whyStage}</span> {entry.why}
              </p>
            ) : null}
            {entry?.tests.map(({ test, reason }) => (
              <p key={test} className="measure small" dir="auto">
                <b>{impactTexts.testNames[test]}:</b> {reason}
              </p>
            ))}
          </li>
        ))}
      </ol>
      {mayEdit ? <Happens note={note} /> : null}
    </section>
  );
}

function Happens({ note: { id, stages } }: { note: NotePage }) {
  return (
    <>
      <Opener title={said.say} form="note-update" keepAs={`note-update/${id}`}>
        <Form name="note-update" className="stack narrow" hidden={{ id }} keepAs={`note-update/${id}`}>
          <Field name="text" label={said.saying} rows={3} most={2_000} required />
          <Field name="on" type="date" label={said.on} />
          <Send className="btn">{said.save}</Send>
        </Form>
      </Opener>
      <Opener title={said.stageTitle} form="note-stage" keepAs={`note-stage/${id}`}>
        <Form name="note-stage" className="stack narrow" hidden={{ id }} keepAs={`note-stage/${id}`}>
          <Choice
            name="stage"
            label={said.toStage}
            options={stages.map((stage) => ({
              value: stage,
              label: `${impactTexts.stages[stage]}: ${impactTexts.stageMeans[stage]}`,
            }))}
          />
          <Field name="why" label={said.whyNow} rows={2} most={600} required />
          <Field name="on" type="date" label={said.since} />
          <p className="small soft">{said.testsHint}</p>
          {changeTests.map((test) => (
            <Field key={test} name={test} label={impactTexts.tests[test]} rows={2} most={600} />
          ))}
          <Send className="btn">{said.changeStage}</Send>
        </Form>
      </Opener>
    </>
  );
}

/** How many have seen it, by year; each member says it once a year. */
function Seen({ note }: { note: NotePage }) {
  const told = (count: number | null) => count ?? said.few;
  return (
    <section className="stack" aria-labelledby="seen-h">
      <h2 id="seen-h">{said.seen}</h2>
      <p className="measure">{said.seenHint}</p>
      <SeenDots sightings={note.sightings} />
      {note.sightings.length === 0 ? (
        <p className="soft">{said.seenNone}</p>
      ) : (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{said.year}</th>
              {sightingKinds.map((kind) => (
                <th key={kind} scope="col" className="num">
                  {said.sightings[kind]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {note.sightings.map(({ year, there, working }) => (
              <tr key={year}>
                <th scope="row">{year}</th>
                <td className="num">{told(there)}</td>
                <td className="num">{told(working)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Form name="note-sighting" hidden={{ id: note.id }} className="row">
        {sightingKinds.map((kind) => (
          <Send key={kind} className="btn" name={kind} value={note.seen.includes(kind) ? 'no' : 'yes'}>
            {note.seen.includes(kind) ? said.takeBack[kind] : said.sightings[kind]}
          </Send>
        ))}
      </Form>
    </section>
  );
}

function Measures({ note, mayEdit }: { note: NotePage; mayEdit: boolean }) {
  const { timeZone } = useApp().me.community;
  if (note.measures.length === 0 && !mayEdit) return null;
  return (
    <section className="stack" aria-labelledby="measures-h">
      <h2 id="measures-h">{said.measures}</h2>
      {note.measures.map((measure) => (
        <div key={measure.id} className="stack-s">
          <MeasureLine measure={measure} />
          <table className="table">
            <caption dir="auto">{`${measure.title} (${measure.unit})`}</caption>
            <thead hidden={measure.points.length === 0}>
              <tr>
                <th scope="col">{said.day}</th>
                <th scope="col" className="num">
                  {said.value}
                </th>
              </tr>
            </thead>
            <tbody>
              {measure.points.map(({ on, value }) => (
                <tr key={on}>
                  <th scope="row">{day(on, timeZone)}</th>
                  <td className="num">{value.toLocaleString('en-GB')}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {measure.points.length === 0 ? <p className="soft">{said.noPoints}</p> : null}
          <p className="small soft">
            {[
              ...(measure.baseline === null ? [] : [said.baseline(measure.baseline)]),
              ...(measure.target === null ? [] : [said.target(measure.target)]),
              said.sourceOf(measure.source),
            ].join('. ')}
          </p>
          {mayEdit ? (
            <Opener
              title={said.addPoint}
              form="note-point"
              hidden={{ measure: measure.id }}
              keepAs={`note-point/${measure.id}`}
            >
              <Form
                name="note-point"
                className="stack narrow"
                hidden={{ id: note.id, measure: measure.id }}
                keepAs={`note-point/${measure.id}`}
              >
                <Field name="on" type="date" label={said.day} required />
                <Field name="value" label={said.value} required />
                <Send className="btn">{said.save}</Send>
              </Form>
            </Opener>
          ) : null}
          {mayEdit ? <TakeAway note={note.id} measure={measure} /> : null}
        </div>
      ))}
      {mayEdit && note.measures.length > 0 ? (
        <p className="small no-print">
          <a href={`/notes/${note.id}/numbers`}>{said.addMany}</a>
        </p>
      ) : null}
      {mayEdit ? (
        <Opener title={said.addMeasure} form="note-measure" keepAs={`note-measure/${note.id}`}>
          <Form
            name="note-measure"
            className="stack narrow"
            hidden={{ id: note.id }}
            keepAs={`note-measure/${note.id}`}
          >
            <Field name="title" label={said.measureTitle} maxLength={200} required />
            <Field name="unit" label={impactTexts.unit} maxLength={60} required />
            <Field name="source" label={impactTexts.sourceOf} maxLength={200} required />
            <Field name="baseline" label={said.measureBaseline} />
            <Field name="target" label={said.measureTarget} />
            <Send className="btn">{said.save}</Send>
          </Form>
        </Opener>
      ) : null}
    </section>
  );
}

/** What was wrong, or stands in the wrong place, goes: one number, or all of them with what they count. */
function TakeAway({ note, measure: { id, points } }: { note: string; measure: NotePage['measures'][number] }) {
  const { timeZone } = useApp().me.community;
  const hidden = { id: note, measure: id };
  return (
    <Opener title={said.takeAway} form="note-point-off" hidden={{ measure: id }}>
      <div className="stack">
        {points.length > 0 ? (
          <Form name="note-point-off" className="stack narrow" hidden={hidden}>
            <Select
              name="on"
              label={said.whichNumber}
              options={points.map(({ on, value }) => ({
                value: on,
                label: `${day(on, timeZone)}: ${value.toLocaleString('en-GB')}`,
              }))}
            />
            <Send className="btn">{said.takeNumberAway}</Send>
          </Form>
        ) : null}
        <Form name="note-measure-off" hidden={hidden}>
          <Send className="btn">{said.takeRowAway}</Send>
        </Form>
      </div>
    </Opener>
  );
}

function Acts({ note: { mustAct, haveActed, conditions } }: { note: NotePage }) {
  return (
    <>
      {mustAct.length > 0 ? (
        <section className="stack-s" aria-labelledby="acts-h">
          <h2 id="acts-h">{said.acts}</h2>
          <ul>
            {mustAct.map((name) => (
              <li key={name} dir="auto">
                {name}
                {haveActed.includes(name) ? ` (${said.acted})` : ''}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {conditions.length > 0 ? (
        <section className="stack-s" aria-labelledby="touches-h">
          <h2 id="touches-h">{said.touches}</h2>
          <ul>
            {conditions.map((condition) => (
              <li key={condition}>{impactTexts.conditions[condition]}</li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}
