import type { AliasStepList, MemberStepList, StepView } from '@throughline/contracts';
import type { StepKind } from '@throughline/contracts/names';
import { one } from '../../forms/definitions';
import { Field, Form, Select, Send, useForm } from '../../forms/form';
import { useLiveLists } from '../../live/use-live-lists';
import { stepTexts as said } from '../../texts/en-steps';
import { wrongTexts } from '../../texts/en-wrong';
import { StepWords } from './step-words';

/** What moderators did about a member, and can do. */
export function MemberSteps({ views }: { views: { list: MemberStepList } }) {
  const { member, steps, mayTake, points, cursor } = views.list;
  useLiveLists({ moderators: cursor });
  return (
    <div className="page stack-l narrow">
      <div className="stack">
        <p className="crumbs">
          <a href={`/people/${member.id}`} dir="auto">
            {member.name}
          </a>
        </p>
        <h1 dir="auto">{said.title(member.name)}</h1>
        <p className="lead">{said.lead}</p>
      </div>
      <Taken steps={steps} />
      {mayTake.length > 0 ? (
        <Take name="step-member" about={{ member: member.id }} kinds={mayTake} points={points} />
      ) : (
        <p>{said.mayNot}</p>
      )}
    </div>
  );
}

/** The same about an alias: it shows nowhere on the person. */
export function AliasSteps({ views }: { views: { list: AliasStepList } }) {
  const { alias, thread, steps, mayTake, points, cursor } = views.list;
  useLiveLists({ moderators: cursor });
  return (
    <div className="page stack-l narrow">
      <div className="stack">
        <p className="crumbs">
          <a href={`/t/${thread.id}`} dir="auto">
            {thread.title}
          </a>
        </p>
        <h1 dir="auto">{said.title(alias.name)}</h1>
        <p className="lead" dir="auto">
          {said.aliasLead(thread.title)}
        </p>
      </div>
      <Taken steps={steps} />
      {mayTake.length > 0 ? (
        <Take name="step-alias" about={{ alias: alias.id }} kinds={mayTake} points={points} />
      ) : null}
    </div>
  );
}

function Taken({ steps }: { steps: readonly StepView[] }) {
  return (
    <section className="stack" aria-labelledby="taken-h">
      <h2 id="taken-h">{said.before}</h2>
      {steps.length === 0 ? <p>{said.none}</p> : null}
      <ul className="threads">
        {steps.map((step) => (
          <li key={step.id}>
            <OneStep step={step} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function OneStep({ step }: { step: StepView }) {
  const { id, by, days, ended, abilities } = step;
  const may = (ability: string) => abilities.includes(ability);
  return (
    <StepWords step={step} meta={said.by(by, wrongTexts.days(days))} them={said.they}>
      {ended ? <p dir="auto">{said.endedBy(ended.by, ended.why)}</p> : null}
      {may('step.write') ? (
        <details className="opener">
          <summary>{said.write}</summary>
          <Form name="step-write" className="stack-s" hidden={{ step: id }} onDone={(_, form) => form.reset()}>
            <Field name="text" rows={3} label={said.reason} required />
            <Send className="btn">{said.send}</Send>
          </Form>
        </details>
      ) : null}
      {may('step.end') ? (
        <details className="opener">
          <summary>{said.end}</summary>
          <Form name="step-end" className="stack-s" hidden={{ step: id }}>
            <Field name="why" label={said.endWhy} required maxLength={500} />
            <Send className="btn">{said.end}</Send>
          </Form>
        </details>
      ) : null}
    </StepWords>
  );
}

function Take({
  name,
  about,
  kinds,
  points,
}: {
  name: 'step-member' | 'step-alias';
  about: Record<string, string>;
  kinds: readonly StepKind[];
  points: MemberStepList['points'];
}) {
  return (
    <section className="stack" aria-labelledby="take-h">
      <h2 id="take-h">{said.take}</h2>
      <Form name={name} className="stack" hidden={about} label={said.take} onDone={(_, form) => form.reset()}>
        <Kinds kinds={kinds} />
        <Select
          name="point"
          label={said.point}
          hint={said.pointHint}
          options={[{ value: '', label: said.noPoint }, ...points.map(({ title }) => ({ value: title, label: title }))]}
        />
        <Field name="reason" rows={4} label={said.reason} hint={said.reasonHint} most={1_000} required />
        <Field name="until" type="date" label={kinds.includes('suspend') ? said.until : said.untilIfAny} />
        <p className="small">{said.confirm}</p>
        <Send>{said.do}</Send>
      </Form>
    </section>
  );
}

/** The gentlest first; nothing is chosen for them. */
function Kinds({ kinds }: { kinds: readonly StepKind[] }) {
  const { typed } = useForm();
  const before = typed ? one(typed, 'kind') : '';
  return (
    <fieldset>
      <legend>{said.what}</legend>
      <div className="choices">
        {kinds.map((kind) => (
          <label className="choice" key={kind}>
            <input type="radio" name="kind" value={kind} required defaultChecked={before === kind} />
            <span className="choice__name">{said.kinds[kind]}</span>
            <span className="choice__what">{said.means[kind]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
