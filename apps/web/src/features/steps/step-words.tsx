import type { StepNotice, StepView } from '@throughline/contracts';
import type { ReactNode } from 'react';
import { useApp } from '../../app/context';
import { moment } from '../../texts/dates';
import { stepTexts as said } from '../../texts/en-steps';
import { wrongTexts } from '../../texts/en-wrong';

interface StepWordsProps {
  step: StepView | StepNotice;
  /** When, and what else is said above it. */
  meta: ReactNode;
  /** What it means, where that has to be said. */
  means?: ReactNode;
  /** How whoever it is about is called where they answer. */
  them: string;
  /** What follows what was said. */
  children?: ReactNode;
}

/** What a step says, and what was said about it since: the same to moderators and to whom it is about. */
export function StepWords({ step, meta, means, them, children }: StepWordsProps) {
  const { me } = useApp();
  const { id, kind, point, reason, until, talk } = step;
  return (
    <article className="stack-s" aria-labelledby={`s${id}`}>
      <h3 id={`s${id}`}>
        {said.kinds[kind]} {until ? said.untilDay(moment(until, me.community.timeZone)) : null}
      </h3>
      <p className="small soft">{meta}</p>
      {means}
      {point ? (
        <p className="small" dir="auto">
          {point}
        </p>
      ) : null}
      <p className="post__body--plain" dir="auto">
        {reason}
      </p>
      {talk.map(({ from, by, text, days }, index) => (
        <p className="notice small" key={index} dir="auto">
          <b>{from === 'them' ? them : (by ?? said.moderator)}</b>, {wrongTexts.days(days)}: {text}
        </p>
      ))}
      {children}
    </article>
  );
}
