import type { FoundAuthor, UnsealingSubject, UnsealingView } from '@throughline/contracts';
import { useApp } from '../../app/context';
import { Field, Form, Send } from '../../forms/form';
import { day, dayAndClock } from '../../texts/dates';
import { sealingTexts as said } from '../../texts/en-sealing';
import { PassphraseField } from './passphrase-field';
import { Reading } from './reading';

/** Asks to find out who writes as an alias. */
export function Ask({ views }: { views: { subject: UnsealingSubject } }) {
  const { aliasId, name, threadId } = views.subject;
  return (
    <div className="page stack-l narrow">
      <h1>{said.ask}</h1>
      <p className="notice notice--caution">
        <b>{said.askFirst}</b>
      </p>
      <p>
        {said.askLead(name)} <a href={`/t/${threadId}`}>{said.thread}</a>
      </p>
      <p>{said.askNext}</p>
      <Form name="unsealing-ask" className="stack" hidden={{ aliasId }}>
        <Field name="reason" rows={5} label={said.reason} hint={said.reasonHint} required />
        <fieldset className="stack-s">
          <legend>{said.later}</legend>
          <p className="hint">{said.laterWhat}</p>
          <Field name="laterOn" type="date" path="delay.on" label={said.laterOn} />
          <Field name="laterWhy" rows={3} path="delay.reason" label={said.laterWhy} />
        </fieldset>
        <PassphraseField />
        <Send>{said.send}</Send>
      </Form>
    </div>
  );
}

/** A request: what it is about, and what can be done about it now. */
export function Request({ views }: { views: { request: UnsealingView } }) {
  const { me, formState } = useApp();
  const { request } = views;
  const { timeZone } = me.community;
  // Without scripts: what was told stands on the page that answers.
  const answered = formState?.name === 'unsealing-read' ? (formState.answer as FoundAuthor | undefined) : undefined;
  const asker = request.own ? said.you : (request.askedBy ?? '');
  return (
    <div className="page stack-l narrow">
      <h1>{said.about(request.alias)}</h1>
      <Reading key={request.id} request={request} told={answered} />
      <section className="stack">
        <p>{said.asked(asker, dayAndClock(request.askedAt, timeZone))}</p>
        <blockquote dir="auto">{request.reason}</blockquote>
        {request.delay ? (
          <>
            <p>{said.delayed(day(`${request.delay.on}T12:00:00Z`, 'UTC'))}</p>
            <blockquote dir="auto">{request.delay.reason}</blockquote>
          </>
        ) : null}
        {request.answeredBy && request.answeredAt ? (
          <>
            <p>
              {(request.state === 'agreed' ? said.agreed : said.declined)(
                request.answeredBy,
                dayAndClock(request.answeredAt, timeZone),
              )}
            </p>
            <blockquote dir="auto">{request.answerReason}</blockquote>
          </>
        ) : null}
        <p>
          <a href={`/t/${request.threadId}`}>{said.thread}</a>
        </p>
      </section>
      {request.state === 'waiting' ? <p>{said.until(dayAndClock(request.expiresAt, timeZone))}</p> : null}
      {request.state === 'waiting' && !request.mayAnswer ? <p>{said.waitingForOthers}</p> : null}
      {request.state === 'expired' ? <p>{said.expired}</p> : null}
      {request.mayAnswer ? (
        <section className="stack" aria-labelledby="answer-h">
          <h2 id="answer-h">{said.answer}</h2>
          <Form name="unsealing-answer" className="stack" hidden={{ request: request.id }}>
            <Field name="reason" rows={4} label={said.answerReason} hint={said.answerHint} required />
            <PassphraseField />
            <div className="row">
              <Send name="agree" value="yes">
                {said.agree}
              </Send>
              <Send name="agree" value="no" className="btn">
                {said.decline}
              </Send>
            </div>
          </Form>
        </section>
      ) : null}
      <p>
        <a href="/safeguarding">{said.back}</a>
      </p>
    </div>
  );
}
