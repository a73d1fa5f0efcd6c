import type { ConcernView } from '@throughline/contracts';
import { useEffect, useState } from 'react';
import { useApp, useMember } from '../../app/context';
import { Field, Form, Select, Send } from '../../forms/form';
import { useLiveLists } from '../../live/use-live-lists';
import { clock, dayAndClock, moment } from '../../texts/dates';
import { texts } from '../../texts/en';
import { concernTexts as said } from '../../texts/en-concerns';
import { ConcernLog } from './concern-log';
import { ConcernNoteForm } from './concern-note';
import { Numbers } from './numbers';

/** A concern on a lead's phone: the exact words, who has it, whom to ring, and what can be done. */
export function Concern({ views }: { views: { concern: ConcernView } }) {
  const { me } = useApp();
  const { concern } = views;
  const { id, post, closed, cursor } = concern;
  const { timeZone } = me.community;
  useLiveLists({ [`concern:${id}`]: cursor });
  return (
    <article className="page stack-l narrow referral">
      <div className="stack">
        <h1>{said.kinds[concern.kind]}</h1>
        <p className="small">
          <a href="/safeguarding/concerns" className="no-print">
            {said.concerns}
          </a>{' '}
          {said.came(dayAndClock(concern.openedAt, timeZone))}
        </p>
        {concern.danger === 'no' || closed ? null : (
          <p className="notice notice--caution">
            <b>{said.inDanger}</b>
          </p>
        )}
        {closed ? <p className="notice">{said.isClosed}</p> : <SecondLead concern={concern} />}
      </div>
      {closed ? null : <Doing concern={concern} />}
      <section className="stack" aria-labelledby="exact-h">
        <h2 id="exact-h">{said.exact}</h2>
        <blockquote className="post__body--plain" dir="auto">
          {concern.words}
        </blockquote>
        {post ? (
          <blockquote className="post__body--plain" dir="auto">
            {said.post(post.number, post.author)} “{post.text}”
          </blockquote>
        ) : null}
        <p className="small">
          {said.reporter(concern.reporter)}
          {concern.about ? (
            <>
              <br />
              <span dir="auto">{said.about(concern.about)}</span>
            </>
          ) : null}
        </p>
        {post ? (
          <p className="no-print">
            <a href={`/t/${post.threadId}/${post.number}#p${post.number}`}>{said.thread}</a>
          </p>
        ) : null}
      </section>
      <section className="stack no-print" aria-labelledby="call-h" id="call">
        <h2 id="call-h">{said.call}</h2>
        <Numbers numbers={[...concern.numbers, ...concern.leads.flatMap(numberOf)]} />
      </section>
      <Write concern={concern} />
      {closed ? null : (
        <>
          <ConcernNoteForm key={concern.log.length} concern={concern} timeZone={timeZone} />
          <HandOver concern={concern} />
        </>
      )}
      <ConcernLog concern={concern} timeZone={timeZone} />
      {closed ? null : (
        <details className="opener no-print">
          <summary>{said.close}</summary>
          <Form name="concern-close" className="stack-s" hidden={{ concern: id }} onDone={() => undefined}>
            <Field name="text" rows={4} label={said.outcome} hint={said.outcomeHint} required />
            <Send>{said.closeIt}</Send>
          </Form>
        </details>
      )}
    </article>
  );
}

function numberOf({ name, phone }: ConcernView['leads'][number]) {
  return phone === null ? [] : [{ what: name, number: phone, link: `tel:${phone.replace(/[^\d+]/g, '')}` }];
}

/** Who has it, and what can be done now: the four ways on a phone's first screen. */
function Doing({ concern }: { concern: ConcernView }) {
  const { id, holder, mine } = concern;
  return (
    <section className="stack no-print" aria-label={said.whoHas}>
      <p>
        <b>{holder === null ? said.nobodyHas : said.has(holder.name)}</b>
      </p>
      {mine ? null : (
        <Form name="concern-answer" className="stack-s" hidden={{ concern: id }} onDone={() => undefined}>
          <Send>{said.iAnswer}</Send>
          <p className="small">{said.iAnswerWhat}</p>
        </Form>
      )}
      <nav className="row" aria-label={said.concern}>
        <a className="btn" href="#call">
          {said.call}
        </a>
        <a className="btn" href="#write">
          {said.write}
        </a>
        <a className="btn" href="#refer">
          {said.refer}
        </a>
        <a className="btn" href="#hand-over">
          {said.handOver}
        </a>
      </nav>
    </section>
  );
}

/** Nobody deals with it alone: who comes second is called, and where nobody does, the page says what is left to do. */
function SecondLead({ concern }: { concern: ConcernView }) {
  const { me } = useApp();
  const { answered, secondLeadUntil, sealed } = concern;
  const until = Date.parse(secondLeadUntil);
  // What the server says without scripts is as it was when the page was made.
  const [over, setOver] = useState(() => Date.now() >= until);
  useEffect(() => {
    setOver(Date.now() >= until);
    const timer = setTimeout(() => setOver(true), Math.max(0, until - Date.now()));
    return () => clearTimeout(timer);
  }, [until]);
  if (answered.length !== 1) return null;
  return (
    <p className={over ? 'notice notice--caution' : 'notice'} role="status" suppressHydrationWarning>
      {over ? (
        <b>
          {said.alone} {sealed ? said.cannotName : ''}
        </b>
      ) : (
        said.second(clock(secondLeadUntil, me.community.timeZone))
      )}
    </p>
  );
}

/** Words in private: what was said so far, and whom the lead can write to. */
function Write({ concern }: { concern: ConcernView }) {
  const { me } = useApp();
  const { id, talks, canWriteTo, closed, sealed, aliasId } = concern;
  return (
    <section className="stack" aria-labelledby="write-h" id="write">
      <h2 id="write-h">{said.write}</h2>
      {talks.map((talk) => (
        <div key={talk.with} className="stack-s">
          <h3>{said.partners[talk.with]}</h3>
          <ul className="threads">
            {talk.messages.map(({ from, by, text, at }, index) => (
              <li key={`${index}${text}`}>
                <p className="small soft">
                  {from === 'lead' ? said.fromLead(by) : said.partners[talk.with]}, {moment(at, me.community.timeZone)}
                </p>
                <p className="post__body--plain" dir="auto">
                  {text}
                </p>
              </li>
            ))}
          </ul>
        </div>
      ))}
      {sealed ? <p>{said.sealed}</p> : null}
      {aliasId === null || closed ? null : (
        <p className="no-print">
          <a href={`/safeguarding/ask?alias=${aliasId}`}>{texts.sealing.ask}</a>
        </p>
      )}
      {closed ? null : canWriteTo.length === 0 ? (
        <p>{said.cannotWrite}</p>
      ) : (
        <Form
          name="concern-write"
          className="stack-s no-print"
          hidden={{ concern: id }}
          label={said.write}
          onDone={(_, form) => form.reset()}
        >
          <Select
            name="to"
            label={said.writeTo}
            options={canWriteTo.map((partner) => ({ value: partner, label: said.partners[partner] }))}
          />
          <Field
            name="text"
            rows={3}
            label={said.letter}
            hint={sealed ? said.letterHintSealed : said.letterHint}
            required
          />
          <Send className="btn">{said.sendAnswer}</Send>
        </Form>
      )}
    </section>
  );
}

function HandOver({ concern }: { concern: ConcernView }) {
  const { id: self } = useMember();
  const { id, leads, holder } = concern;
  const others = leads.filter((lead) => lead.id !== holder?.id && lead.id !== self);
  return (
    <section className="stack-s no-print" aria-labelledby="hand-over-h" id="hand-over">
      <h2 id="hand-over-h">{said.handOver}</h2>
      {others.length === 0 ? null : (
        <Form name="concern-hand-over" className="stack-s" hidden={{ concern: id }} onDone={() => undefined}>
          <Select
            name="to"
            label={said.handTo}
            options={others.map((lead) => ({
              value: lead.id,
              label: lead.organisation ? `${lead.name}, ${lead.organisation}` : lead.name,
            }))}
          />
          <Send className="btn">{said.handOver}</Send>
        </Form>
      )}
    </section>
  );
}
