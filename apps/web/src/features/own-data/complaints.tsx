import type { ComplaintList, OwnComplaint, OwnComplaints } from '@throughline/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApp } from '../../app/context';
import { Field, Form, Send } from '../../forms/form';
import { day } from '../../texts/dates';
import { ownDataTexts } from '../../texts/en-own-data';

const said = ownDataTexts.complaint;
const on = (date: string) => day(date, 'UTC');

function Came({ complaint }: { complaint: OwnComplaint }) {
  return (
    <section className="notice notice--accent measure" role="status">
      <p>
        <b>{said.came}</b>
      </p>
      <p>
        {said.number(complaint.number)} {said.answerBy(on(complaint.answerBy))}
      </p>
    </section>
  );
}

/** Anybody can complain; a member finds the answers here. */
export function Complain({ views }: { views: { own: OwnComplaints | undefined } }) {
  const { me, formState } = useApp();
  const queries = useQueryClient();
  const told = formState?.name === 'complaint' ? (formState.answer as OwnComplaint | undefined) : undefined;
  const [sent, setSent] = useState(told);
  const own = me.member ? (views.own?.complaints ?? []) : [];
  return (
    <div className="page stack-l">
      <h1>{said.title}</h1>
      <p className="measure">{said.lead}</p>
      {sent ? (
        <Came complaint={sent} />
      ) : (
        <Form
          name="complaint"
          className="stack measure"
          onDone={(answer) => {
            setSent(answer as OwnComplaint);
            void queries.invalidateQueries();
          }}
        >
          <Field name="words" rows={6} label={said.words} hint={said.wordsHint} required />
          <Field
            name="reach"
            label={said.reach}
            hint={me.member ? `${said.reachHint} ${said.reachMember}` : said.reachHint}
            required={!me.member}
            maxLength={300}
          />
          <Send>{said.send}</Send>
        </Form>
      )}
      {own.length > 0 ? (
        <section className="stack measure" aria-labelledby="yours-h">
          <h2 id="yours-h">{said.yours}</h2>
          {own.map((complaint) => (
            <article key={complaint.id} className="stack-s">
              <h3>
                {said.number(complaint.number)} {said.sentOn(on(complaint.on))}
              </h3>
              <p className="post__body--plain" dir="auto">
                {complaint.words}
              </p>
              {complaint.answer ? (
                <>
                  <p className="small">{said.answered(on(complaint.answer.on))}</p>
                  <blockquote className="post__body--plain" dir="auto">
                    {complaint.answer.text}
                  </blockquote>
                </>
              ) : (
                <p className="small">{said.answerBy(on(complaint.answerBy))}</p>
              )}
            </article>
          ))}
        </section>
      ) : null}
      <p className="small measure">
        {said.elsewhere}{' '}
        <a href="https://ico.org.uk/make-a-complaint/" rel="noopener noreferrer">
          {said.commissioner}
        </a>
      </p>
    </div>
  );
}

/** What came, with a clock: what is overdue is said in red, and in words. */
export function ComplaintListPage({ views }: { views: { list: ComplaintList } }) {
  const queries = useQueryClient();
  const { complaints } = views.list;
  return (
    <div className="page stack-l">
      <h1>{said.listTitle}</h1>
      <p className="measure">{said.listLead}</p>
      {complaints.length === 0 ? <p>{said.none}</p> : null}
      <ul className="threads">
        {complaints.map((complaint) => (
          <li key={complaint.id} className="stack-s measure">
            <h2>
              {said.number(complaint.number)} {said.sentOn(on(complaint.on))}
            </h2>
            {complaint.answer ? (
              <p className="small">{said.answered(on(complaint.answer.on))}</p>
            ) : complaint.overdue ? (
              <p className="notice notice--caution">
                <b>{said.overdue(-complaint.daysLeft)}</b>
              </p>
            ) : (
              <p>{said.left(complaint.daysLeft)}</p>
            )}
            <p className="small" dir="auto">
              {complaint.member === null ? said.visitor : said.from(complaint.member)}
              {complaint.reach === null ? '' : ` · ${said.reachAt(complaint.reach)}`}
            </p>
            <p className="post__body--plain" dir="auto">
              {complaint.words}
            </p>
            {complaint.answer ? (
              <blockquote className="post__body--plain" dir="auto">
                {complaint.answer.text}
              </blockquote>
            ) : (
              <Form
                name="complaint-answer"
                className="stack-s"
                hidden={{ complaint: complaint.id }}
                onDone={() => void queries.invalidateQueries()}
              >
                <Field name="text" rows={4} label={said.answer} hint={said.answerHint} required />
                <Send className="btn">{said.sendAnswer}</Send>
              </Form>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
