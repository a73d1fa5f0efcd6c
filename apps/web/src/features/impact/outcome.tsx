import type { OutcomePage } from '@throughline/contracts';
import { useApp } from '../../app/context';
import { Form, Send } from '../../forms/form';
import { useLiveLists } from '../../live/use-live-lists';
import { day } from '../../texts/dates';
import { texts } from '../../texts/en';
import { impactTexts } from '../../texts/en-impact';
import { outsideTexts } from '../../texts/en-outside';
import { Belongs } from './belongs';
import { Evidence, LookAgain } from './evidence';
import { Label } from './label';
import { Opener } from './opener';
import { Disagreements, Organisations, SaidOutside } from './said-outside';

const said = impactTexts.outcome;

/** One change: what it is, how sure one can be of it, and the words it grew from. */
export function Outcome({ views }: { views: { outcome: OutcomePage } }) {
  const { outcome } = views;
  const { id, title, state, when, where, why, ourPart, others, recordedOn } = outcome;
  const { timeZone } = useApp().me.community;
  useLiveLists(outcome.follow);
  const mayEdit = outcome.abilities.includes('outcome.edit');
  const about = { about: 'outcomes', id } as const;
  return (
    <div className="page stack-l">
      <div className="stack">
        <p className="crumbs">
          <a href="/impact">{impactTexts.title}</a>
        </p>
        <h1 dir="auto">{title || impactTexts.untitled}</h1>
        <p className="lead" dir="auto">
          {[when, where].filter(Boolean).join(' · ')}
        </p>
        <Label label={outcome.label} />
        <Disagreements outside={outcome.outside} />
        {outcome.direction === 'negative' ? <p className="tag">{said.direction.negative}</p> : null}
      </div>
      {state === 'draft' ? <Draft outcome={outcome} /> : null}
      <LookAgain lookAgain={outcome.lookAgain} about={about} />
      {(
        [
          [said.why, why],
          [said.ourPart, ourPart],
          [said.others, others],
        ] as const
      ).map(([heading, text]) =>
        text ? (
          <section key={heading} className="measure">
            <h2>{heading}</h2>
            <p className="plain" dir="auto">
              {text}
            </p>
          </section>
        ) : null,
      )}
      <SaidOutside outside={outcome.outside} />
      <Organisations organisations={outcome.organisations} />
      <Evidence evidence={outcome.evidence} about={about} mayEdit={mayEdit} />
      <More outcome={outcome} mayEdit={mayEdit} />
      <p className="row small no-print">
        {recordedOn ? <span className="soft">{said.recordedOn(day(recordedOn, timeZone))}</span> : null}
        {mayEdit && state === 'recorded' ? <a href={`/outcomes/${id}/edit?step=1`}>{said.changed}</a> : null}
        {mayEdit && recordedOn ? <a href={`/outcomes/${id}/outside`}>{outsideTexts.list.link}</a> : null}
        {state === 'recorded' ? <a href={`/outcomes/${id}/history`}>{said.history}</a> : null}
        {mayEdit && state === 'recorded' ? <a href={`/publishing/outcome/${id}`}>{impactTexts.publish}</a> : null}
      </p>
    </div>
  );
}

/** A draft: on with the questions first, and to all members once it says who, what and when. */
function Draft({ outcome: { id, textVersion, who, what, when } }: { outcome: OutcomePage }) {
  const open = who === '' || what === '' ? 1 : when === '' ? 2 : undefined;
  return (
    <div className="notice notice--accent">
      <p>{impactTexts.draft}</p>
      {open ? (
        <>
          <p>
            <a className="btn btn--main" href={`/outcomes/${id}/edit?step=${open}`}>
              {said.goOn}
            </a>
          </p>
          <p className="small">{said.goOnHint}</p>
        </>
      ) : (
        <>
          <div className="row">
            <Form name="outcome-record" hidden={{ id }} seen={{ textVersion }}>
              <Send>{said.record}</Send>
            </Form>
            <a className="btn" href={`/outcomes/${id}/edit?step=1`}>
              {said.goOn}
            </a>
          </div>
          <p className="small">{said.recordHint}</p>
        </>
      )}
      <Opener title={said.discard} form="outcome-discard">
        <Form name="outcome-discard" hidden={{ id }}>
          <Send className="btn">{said.discardSure}</Send>
        </Form>
      </Opener>
    </div>
  );
}

function More({ outcome, mayEdit }: { outcome: OutcomePage; mayEdit: boolean }) {
  const { kinds, conditions, direction, origin, waiting } = outcome;
  const { fields } = impactTexts;
  const lines = [
    [fields['kinds'], said.several(kinds.map((kind) => impactTexts.kinds[kind]))],
    [fields['conditions'], said.several(conditions.map((condition) => impactTexts.conditions[condition]))],
    [fields['direction'], direction && said.direction[direction]],
    [fields['origin'], origin && said.origin[origin]],
  ].filter(([, line]) => line);
  const unsaid = waiting.fields.map((field) => (impactTexts.fields[field] ?? field).toLowerCase());
  return (
    <>
      {lines.length > 0 || (mayEdit && unsaid.length > 0) ? (
        <section className="stack-s" aria-labelledby="more-h">
          <h2 id="more-h">{said.more}</h2>
          {lines.map(([label, line]) => (
            <p key={label} className="measure">
              <b>{label}:</b> {line}
            </p>
          ))}
          {mayEdit && unsaid.length > 0 ? (
            <p className="small soft">{said.unsaid(texts.list(unsaid), waiting.by)}</p>
          ) : null}
        </section>
      ) : null}
      <Belongs places={outcome} />
    </>
  );
}
