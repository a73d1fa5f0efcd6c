import type { StepNotice } from '@throughline/contracts';
import type { ReactNode } from 'react';
import { Field, Form, Send } from '../../forms/form';
import { stepTexts as said } from '../../texts/en-steps';
import { wrongTexts } from '../../texts/en-wrong';
import { StepWords } from './step-words';

interface ToldStepProps {
  step: StepNotice;
  asAlias?: boolean;
  children?: ReactNode;
}

/** What moderators did, to whom it is about: why, until when, whom to ask, and a way to answer. */
export function ToldStep({ step, asAlias = false, children }: ToldStepProps) {
  const { id, by, days, isNew, active, endedWhy } = step;
  const meta = (
    <>
      {isNew ? <b>{wrongTexts.new} · </b> : null}
      {wrongTexts.days(days)}
    </>
  );
  return (
    <StepWords step={step} meta={meta} means={<p>{said.told(step)}</p>} them={said.you}>
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
    </StepWords>
  );
}
