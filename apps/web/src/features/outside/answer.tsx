import type { OutsidePage, Problem } from '@throughline/contracts';
import { outsideChoices, outsideRelations } from '@throughline/contracts/names';
import { useApp } from '../../app/context';
import type { Place } from '../../app/routes';
import { Choice } from '../../forms/choice';
import { Field, Form, Send, Ticks } from '../../forms/form';
import { day } from '../../texts/dates';
import { impactTexts } from '../../texts/en-impact';
import { outsideTexts } from '../../texts/en-outside';
import { outsideTitles } from '../../texts/en-outside-titles';
import { Opener } from '../impact/opener';

const said = outsideTexts.answer;

/** For whoever holds a link: what is asked, what becomes of an answer, and the form for it. */
export function Answer({ views, place }: { views: { asked: OutsidePage | Problem }; place: Place }) {
  const { asked } = views;
  const { name, timeZone } = useApp().me.community;
  if ('code' in asked)
    return (
      <div className="page stack narrow">
        <h1>{outsideTitles.answer}</h1>
        <p className="notice notice--caution" role="status">
          {said.void}
        </p>
      </div>
    );
  const secret = place.params['answer'] ?? '';
  return (
    <div className="page stack-l narrow">
      <div className="stack">
        <h1>{said.titles[asked.kind]}</h1>
        <p className="lead">{said.leads[asked.kind](name)}</p>
        {asked.waitsUntil ? <p>{said.waits(day(asked.waitsUntil, timeZone))}</p> : null}
      </div>
      <Statement asked={asked} />
      <Happens asked={asked} />
      <Questions asked={asked} secret={secret} />
      <AnswerForm asked={asked} secret={secret} />
    </div>
  );
}

/** The answer is in. */
export function Answered() {
  return (
    <div className="page stack narrow">
      <h1>{said.thanks}</h1>
      <p className="lead" role="status">
        {said.thanksLead}
      </p>
      <p>{said.thanksMore}</p>
    </div>
  );
}

function Statement({ asked: { kind, title, statement, ask, organisation } }: { asked: OutsidePage }) {
  const { timeZone } = useApp().me.community;
  return (
    <>
      {ask ? (
        <section className="stack-s" aria-labelledby="ask-h">
          <h2 id="ask-h" dir="auto">
            {said.asked(organisation ?? '')}
          </h2>
          <p className="plain" dir="auto">
            {ask.text}
          </p>
          {ask.by ? <p className="small">{said.wishedBy(day(ask.by, timeZone))}</p> : null}
        </section>
      ) : null}
      <section className="stack-s" aria-labelledby="statement-h">
        <h2 id="statement-h">{kind === 'ask' ? said.about : said.statement}</h2>
        <div className="quoted stack-s">
          <p dir="auto">
            <b>{title}</b>
          </p>
          <dl className="statement">
            {statement.map(({ field, text }) => (
              <div key={field}>
                <dt>{impactTexts.fields[field] ?? field}</dt>
                <dd className="plain" dir="auto">
                  {text}
                </dd>
              </div>
            ))}
          </dl>
        </div>
      </section>
    </>
  );
}

function Happens({ asked: { kind, until, contact } }: { asked: OutsidePage }) {
  const { timeZone } = useApp().me.community;
  return (
    <section className="stack-s" aria-labelledby="happens-h">
      <h2 id="happens-h">{said.happens}</h2>
      <ul>
        {said.happensLines[kind].map((line) => (
          <li key={line}>{line}</li>
        ))}
        <li>{said.once(day(until, timeZone))}</li>
        <li>{said.takeBack(contact)}</li>
      </ul>
      {contact ? <p dir="auto">{said.reach(contact)}</p> : null}
    </section>
  );
}

function Questions({ asked: { questions, mayQuestion }, secret }: { asked: OutsidePage; secret: string }) {
  const { timeZone } = useApp().me.community;
  return (
    <>
      {questions.length > 0 ? (
        <section className="stack-s" id="questions" aria-labelledby="questions-h">
          <h2 id="questions-h">{said.questions}</h2>
          <ul className="rows">
            {questions.map(({ id, text, on, answer }) => (
              <li key={id}>
                <div>
                  <p className="small soft">
                    {said.asked2}, {day(on, timeZone)}
                  </p>
                  <p className="plain" dir="auto">
                    {text}
                  </p>
                </div>
                {answer ? (
                  <div>
                    <p className="small soft">
                      {said.replied}, {day(answer.on, timeZone)}
                    </p>
                    <p className="plain" dir="auto">
                      {answer.text}
                    </p>
                  </div>
                ) : (
                  <p className="small" role="status">
                    {said.notReplied}
                  </p>
                )}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {mayQuestion ? (
        <Opener title={said.questionTitle} form="outside-question">
          <Form name="outside-question" className="stack" hidden={{ secret }}>
            <Field name="text" label={said.question} hint={said.questionHint} rows={3} most={2_000} required />
            <Send className="btn">{said.ask}</Send>
          </Form>
        </Opener>
      ) : null}
    </>
  );
}

function AnswerForm({ asked: { kind, read }, secret }: { asked: OutsidePage; secret: string }) {
  const options = outsideChoices[kind].map((value) => ({ value, label: outsideTexts.choices[kind][value] ?? value }));
  return (
    <section className="stack" aria-labelledby="answer-h">
      <h2 id="answer-h">{said.form}</h2>
      <Form name="outside-answer" className="stack-l" hidden={{ secret }} seen={{ read }}>
        <Choice name="answer" label={said.choose[kind]} options={options} />
        <Field name="text" label={said.text[kind]} rows={5} most={3_000} required />
        {kind === 'change' ? (
          <>
            <Field name="how" label={said.how} hint={said.howHint} rows={2} most={1_000} required />
            <Choice
              name="relation"
              label={said.relation}
              options={outsideRelations.map((value) => ({ value, label: outsideTexts.relations[value] }))}
            />
          </>
        ) : null}
        <Field name="role" label={said.role} hint={said.roleHint} maxLength={160} required />
        <Ticks name="mayBeNamed" label={said.naming} options={[{ value: 'yes', label: said.mayBeNamed }]} />
        <Field name="name" label={said.name} maxLength={120} autoComplete="name" />
        <Send>{said.send}</Send>
      </Form>
    </section>
  );
}
