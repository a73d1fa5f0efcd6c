import type { OutsideCard, OutsideList, OutsideRequestView } from '@throughline/contracts';
import type { OutsideKind } from '@throughline/contracts/names';
import { useState } from 'react';
import { useApp } from '../../app/context';
import { Field, Form, Send } from '../../forms/form';
import { useLiveLists } from '../../live/use-live-lists';
import { day } from '../../texts/dates';
import { texts } from '../../texts/en';
import { outsideTexts } from '../../texts/en-outside';
import { QrCode } from '../../ui/qr-code';
import { Opener } from '../impact/opener';

const said = outsideTexts.list;

type TakeCard = (answer: unknown) => void;

/** For those who follow changes: asking somebody outside, who was asked, and what came. */
export function Asking({ views }: { views: { outside: OutsideList } }) {
  const { about, requests, mayAsk, waitingFor, follow } = views.outside;
  const { formState } = useApp();
  useLiveLists(follow);
  const toldOnce = formState?.name === 'outside-ask' || formState?.name === 'outside-remind';
  const [card, setCard] = useState(toldOnce ? (formState?.answer as OutsideCard | undefined) : undefined);
  const take: TakeCard = (answer) => {
    setCard(answer as OutsideCard);
    window.scrollTo(0, 0);
  };
  const kinds: readonly OutsideKind[] = about.kind === 'outcomes' ? ['change', 'named'] : ['ask', 'named'];
  return (
    <div className="page stack-l">
      <div className="stack no-print">
        <p className="crumbs">
          <a href={`/${about.kind}/${about.id}`} dir="auto">
            {about.title}
          </a>
        </p>
        <h1>{said.title}</h1>
      </div>
      {card ? <Card card={card} /> : null}
      {mayAsk ? (
        <section className="stack no-print">
          {kinds.map((kind) => (
            <Opener
              key={kind}
              title={said.kinds[kind]}
              form="outside-ask"
              hidden={{ kind }}
              keepAs={`outside-ask/${about.id}/${kind}`}
            >
              <Ask kind={kind} about={about} take={take} />
            </Opener>
          ))}
        </section>
      ) : (
        <p className="notice">{said.draft}</p>
      )}
      <Waiting waitingFor={waitingFor} />
      <section className="stack no-print" aria-labelledby="asked-h">
        <h2 id="asked-h">{said.asked}</h2>
        {requests.length === 0 ? <p className="soft">{said.none}</p> : null}
        <ul className="threads">
          {requests.map((request) => (
            <li key={request.id}>
              <Request request={request} about={about} take={take} />
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

function Ask({
  kind,
  about: { kind: about, id },
  take,
}: {
  kind: OutsideKind;
  about: OutsideList['about'];
  take: TakeCard;
}) {
  return (
    <Form
      name="outside-ask"
      className="stack narrow"
      hidden={{ about, id, kind }}
      onDone={take}
      keepAs={`outside-ask/${id}/${kind}`}
    >
      <p className="small">{said.hints[kind]}</p>
      {kind === 'change' ? null : <Field name="organisation" label={said.organisation} maxLength={160} required />}
      {kind === 'ask' ? (
        <>
          <Field name="text" label={said.text} rows={3} most={600} required />
          <Field name="by" type="date" label={said.by} />
        </>
      ) : null}
      <Field name="forWhom" label={said.forWhom} hint={said.forWhomHint} maxLength={120} />
      <Field name="mail" type="email" label={said.mail} hint={said.mailHint} maxLength={200} />
      <Send>{said.send}</Send>
    </Form>
  );
}

/** What is handed over: printed, it fits a card. Where it was mailed, only that is said. */
function Card({ card: { link, qr, request } }: { card: OutsideCard }) {
  const { me, live } = useApp();
  if (link === null || qr === null)
    return (
      <p className="notice notice--accent" role="status">
        {said.mailed}
      </p>
    );
  return (
    <section className="card" aria-labelledby="card-h">
      <div className="stack-s">
        <h2 id="card-h">{said.card}</h2>
        <p>{me.community.name}</p>
        <p className="small card__link">{link}</p>
        <p className="small">{said.cardHow}</p>
        <p className="small">{said.until(day(request.until, me.community.timeZone))}</p>
      </div>
      <QrCode rows={qr} label={said.qr} />
      <p className="row no-print">
        {live ? (
          <button type="button" className="btn" onClick={() => window.print()}>
            {said.print}
          </button>
        ) : null}
        <span className="small">{said.once}</span>
      </p>
    </section>
  );
}

function Waiting({ waitingFor }: Pick<OutsideList, 'waitingFor'>) {
  const { timeZone } = useApp().me.community;
  if (waitingFor.length === 0) return null;
  return (
    <section className="stack-s no-print" aria-labelledby="before-h">
      <h2 id="before-h">{said.waitingFor}</h2>
      <ul>
        {waitingFor.map(({ organisation, until }) => (
          <li key={organisation} dir="auto">
            {until === null ? said.notSent(organisation) : said.waitUntil(organisation, day(until, timeZone))}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Request({
  request,
  about: { kind: about, id },
  take,
}: {
  request: OutsideRequestView;
  about: OutsideList['about'];
  take: TakeCard;
}) {
  const { timeZone } = useApp().me.community;
  const { answer, abilities, questions } = request;
  const hidden = { about, id, request: request.id };
  const days = (list: readonly string[]) => texts.list(list.map((one) => day(one, timeZone)));
  const whom = [request.organisation, request.forWhom ?? answer?.name].filter(Boolean).join(' · ');
  return (
    <article className="stack-s">
      <h3 dir="auto">{whom || answer?.role || said.somebody}</h3>
      <p className="small soft">
        {[
          outsideTexts.states[request.state],
          said.asKind[request.kind],
          said.askedBy(request.askedBy, day(request.askedOn, timeZone)),
          request.mailed ? said.byMail : said.byHand,
          ...(request.state === 'waiting' ? [said.goodUntil(day(request.until, timeZone))] : []),
          ...(request.remindedOn.length > 0 ? [said.remindedOn(days(request.remindedOn))] : []),
        ].join(' · ')}
      </p>
      {request.text ? (
        <p className="plain" dir="auto">
          {request.text}
        </p>
      ) : null}
      {answer ? (
        <div className="stack-s">
          <p>
            <b>{outsideTexts.short[answer.answer]}</b> · {day(answer.on, timeZone)}
          </p>
          <blockquote className="quoted plain" dir="auto">
            {answer.text}
          </blockquote>
          <p className="small soft" dir="auto">
            {answer.role}
            {answer.changedSince ? ` · ${outsideTexts.changedSince}` : ''}
          </p>
        </div>
      ) : null}
      {questions.map((question) => (
        <div key={question.id} className="stack-s">
          <p className="plain" dir="auto">
            <b>{said.theyAsk}:</b> {question.text}
          </p>
          {question.answer ? (
            <p className="plain" dir="auto">
              <b>{said.youReplied}:</b> {question.answer.text}
            </p>
          ) : abilities.includes('answer-question') ? (
            <Form
              name="outside-reply"
              className="stack narrow"
              hidden={{ ...hidden, question: question.id }}
              keepAs={`outside-reply/${question.id}`}
            >
              <Field name="text" label={said.reply} rows={2} most={2_000} required />
              <Send className="btn">{said.sendReply}</Send>
            </Form>
          ) : null}
        </div>
      ))}
      {abilities.includes('settle') ? (
        <Opener title={said.settle} form="outside-settle" hidden={{ request: request.id }}>
          <Form name="outside-settle" className="stack narrow" hidden={hidden}>
            <Field name="why" label={said.settleWhy} hint={said.settleHint} rows={2} most={600} required />
            <Send className="btn">{said.doSettle}</Send>
          </Form>
        </Opener>
      ) : null}
      <div className="row">
        {abilities.includes('remind') ? (
          <Form name="outside-remind" hidden={hidden} onDone={take}>
            <Send className="word-btn">{said.remind}</Send>
          </Form>
        ) : null}
        {abilities.includes('withdraw') ? (
          <Form name="outside-withdraw" hidden={hidden}>
            <Send className="word-btn">{said.withdraw}</Send>
          </Form>
        ) : null}
      </div>
    </article>
  );
}
