import type { FlagNotice } from '@throughline/contracts';
import type { ReactNode } from 'react';
import { wrongTexts as said } from '../../texts/en-wrong';

/** What moderators have to say of one post, to who reported it or to who wrote it. */
export function Notice({ notice, id, children }: { notice: FlagNotice; id: string; children?: ReactNode }) {
  const { role, threadId, number, days, words, answer, isNew } = notice;
  return (
    <article className="stack-s" aria-labelledby={id}>
      <h3 id={id}>
        <a href={`/t/${threadId}/${number}#p${number}`} dir="auto">
          {said.heading(notice)}
        </a>
      </h3>
      <p className="small soft">
        {isNew ? <b>{said.new} · </b> : null}
        {said.days(days)}
      </p>
      {role === 'told' ? (
        <blockquote className="small" dir="auto">
          {said.yourReason(notice)} {words}
        </blockquote>
      ) : null}
      <p dir="auto">{said.state(notice)}</p>
      {answer ? (
        <p dir="auto">
          <b>{said.answer}</b> {answer}
        </p>
      ) : null}
      {children}
    </article>
  );
}
