import type { StepNotice } from '@throughline/contracts';
import type { ReactNode } from 'react';
import { useApp } from '../../app/context';
import { Field, Form, Send } from '../../forms/form';
import { moment } from '../../texts/dates';
import { stepTexts as said } from '../../texts/en-steps';
import { wrongTexts } from '../../texts/en-wrong';

/** What moderators did, to whom it is about: why, until when, whom to ask, and a way to answer. */
export function ToldStep({
  step,
  asAlias = false,
  children,
}: {
  step: StepNotice;
  asAlias?: boolean;
  children?: ReactNode;
}) {
  const { me } = useApp();
  const { id, point, reason, until, by, days, talk, isNew, active, endedWhy } = step;
  return (
    <article className="stack-s" aria-labelledby={`s${id}`}>
      <h3 id={`s${id}`}>
        {said.heading(step)} {until ? said.untilDay(moment(until, me.community.timeZone)) : null}
      </h3>
      <p className="small soft">
        {isNew ? <b>{wrongTexts.new} · </b> : null}
        {wrongTexts.days(days)}
      </p>
      <p>{said.told(step)}</p>
      {point ? (
        <p className="small" dir="auto">
          {point}
        </p>
      ) : null}
      <p className="post__body--plain" dir="auto">
        {reason}
      </p>
      {talk.map(({ from, by: name, text, days: ago }, index) => (
        <p className="notice small" key={index} dir="auto">
          <b>{from === 'them' ? said.you : (name ?? said.moderator)}</b>, {wrongTexts.days(ago)}: {text}
        </p>
      ))}
      {endedWhy && !active ? <p dir="auto">{endedWhy}</p> : null}
      <p className="small">{said.ask(by)}</p>
      <details className="opener">
        <summary>{said.yourAnswer}</summary>
        <Form name="step-answer" className="stack-s" hidden={{ step: id }} onDone={(_, form) => form.reset()}>
          <Field
            name="text"
            rows={3}
            label={said.yourAnswer}
            hint={asAlias ? said.aliasAnswerHint : said.answerHint}
            most={1_000}
            required
          />
          <Send className="btn">{said.send}</Send>
        </Form>
      </details>
      {children}
    </article>
  );
}
