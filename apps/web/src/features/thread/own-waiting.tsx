import type { AliasNotices, WaitingView } from '@throughline/contracts';
import { useEffect, useRef } from 'react';
import { useApp } from '../../app/context';
import { Form, Send } from '../../forms/form';
import { moment } from '../../texts/dates';
import { texts } from '../../texts/en';
import { laterTexts } from '../../texts/en-later';
import { nameOf } from '../../ui/author';
import { wrongTexts } from '../../texts/en-wrong';
import { Pictures } from '../pictures/pictures';
import { ServerHtml } from '../../ui/server-html';
import { QuotedHere } from '../quoted/told';
import { ToldStep } from '../steps/told-step';
import { Notice } from '../wrong/notice';

const said = { ...texts.waiting, ...laterTexts.ownWaiting };

/** The reader's own words that are not out yet, in their place at the end of the thread: nobody else gets them. */
export function OwnWaiting({
  waiting,
  notices,
  threadId,
  sent,
}: {
  waiting: readonly WaitingView[];
  notices: AliasNotices;
  threadId: string;
  /** Which of them was sent just now. */
  sent: string;
}) {
  return (
    <div id="waiting">
      <ToldHere notices={notices} threadId={threadId} />
      {waiting.length > 0 ? (
        <section className="waiting" aria-label={said.title}>
          <h2 className="hidden-but-said">{said.title}</h2>
          {waiting.map((one) => (
            <WaitingItem key={one.id} waiting={one} isSent={one.id === sent} />
          ))}
        </section>
      ) : null}
    </div>
  );
}

/** What moderators say to the reader under another name: here, and nowhere else. */
function ToldHere({ notices: { flags, steps, quoted }, threadId }: { notices: AliasNotices; threadId: string }) {
  if (flags.length + steps.length + quoted.length === 0) return null;
  return (
    <section className="waiting stack" id="told" aria-labelledby="told-h">
      <h2 id="told-h">{wrongTexts.from}</h2>
      <QuotedHere quoted={quoted} />
      {steps.map((step) => (
        <ToldStep key={step.id} step={step} asAlias>
          {step.isNew ? (
            <Form name="step-seen" hidden={{ step: step.id }}>
              <Send className="word-btn">{wrongTexts.seen}</Send>
            </Form>
          ) : null}
        </ToldStep>
      ))}
      {flags.map((notice, index) => (
        <Notice key={`${notice.id}${index}`} notice={notice} id={`n${index}`}>
          {notice.isNew ? (
            <Form name="told-seen" hidden={{ notice: notice.id, thread: threadId }}>
              <Send className="word-btn">{wrongTexts.seen}</Send>
            </Form>
          ) : null}
        </Notice>
      ))}
    </section>
  );
}

/** One of them: what becomes of it, and what its author can do. */
export function WaitingItem({ waiting, isSent = false }: { waiting: WaitingView; isSent?: boolean }) {
  const { id, kind, of, author, reaction, reason, abilities } = waiting;
  const place = useRef<HTMLElement>(null);
  // The box it was written in is empty now: that it waits is shown, and said, where it stands.
  useEffect(() => {
    if (!isSent) return;
    place.current?.focus({ preventScroll: true });
    place.current?.scrollIntoView({ block: 'center' });
  }, [isSent]);
  const heading =
    kind === 'post'
      ? nameOf(author)
      : kind === 'edit'
        ? said.edit(of)
        : kind === 'thread'
          ? said.threadChange
          : said.reaction(reaction ? texts.reactions[reaction] : '', of);
  return (
    <article className="post post--waiting" aria-labelledby={`w${id}`} tabIndex={-1} ref={place}>
      <h3 className="post__head" id={`w${id}`}>
        <bdi className="post__who">{heading}</bdi>
      </h3>
      <p className="post__meta">{becomesOf(waiting)}</p>
      {reason ? (
        <p className="notice small">
          {said.why} {reason}
        </p>
      ) : null}
      <KeptUntil waiting={waiting} />
      <Chosen waiting={waiting} />
      <Talk waiting={waiting} />
      <ThreadChange waiting={waiting} />
      {kind === 'reaction' || kind === 'thread' ? null : (
        <ServerHtml className="post__body" id={`waiting-${id}`} html={waiting.bodyHtml} />
      )}
      {waiting.pictures.length > 0 ? <Pictures pictures={waiting.pictures} of={`/api/own/waiting/${id}`} /> : null}
      <div className="post__foot">
        {abilities.includes('waiting.change') && kind !== 'reaction' && waiting.text !== '' ? (
          <a className="word-btn" href={`/own/waiting/${id}`}>
            {said.change}
          </a>
        ) : null}
        {abilities.includes('waiting.withdraw') ? (
          <Form name="waiting-withdraw" hidden={{ waiting: id, thread: waiting.starts ? '' : waiting.threadId }}>
            <Send className="word-btn">{said.takeBack}</Send>
          </Form>
        ) : null}
      </div>
    </article>
  );
}

/** What somebody who began a thread under another name changes of it. */
function ThreadChange({ waiting: { kind, text, marks } }: { waiting: WaitingView }) {
  if (kind !== 'thread') return null;
  const { state, answer } = marks ?? {};
  return (
    <ul className="plain-list">
      {text === '' ? null : (
        <li dir="auto">
          {said.newTitle} <b>{text}</b>
        </li>
      )}
      {marks?.kind ? (
        <li>
          {said.newKind} <b>{texts.kinds[marks.kind]}</b>
        </li>
      ) : null}
      {answer === undefined ? null : <li>{answer === null ? said.noAnswer : said.isAnswered(answer)}</li>}
      {state ? <li>{state === 'resolved' ? said.isResolved : said.isOpen}</li> : null}
    </ul>
  );
}

/** What becomes of it, in a sentence or two. */
export function becomesOf({ state, usually, why, closed, reason }: WaitingView): string {
  if (closed && state !== 'declined') return said.closed;
  // Whoever declines says why: nobody did.
  if (state === 'declined' && reason === null) return said.lapsed;
  if (state !== 'held') return said[state];
  return `${said.held(usually)} ${why ? (said.whyHeld[why] ?? '') : ''}`.trim();
}

/** Until when words wait for an answer, or are there that were not published. */
export function KeptUntil({ waiting: { keptUntil, answerUntil } }: { waiting: WaitingView }) {
  const { timeZone } = useApp().me.community;
  if (answerUntil) return <p className="small">{said.answerUntil(moment(answerUntil, timeZone))}</p>;
  return keptUntil ? <p className="small">{said.keptUntil(moment(keptUntil, timeZone))}</p> : null;
}

/** Whom its author chose to read it; and, where they have not looked, what its author wants now. */
export function Chosen({ waiting: { id, chosen } }: { waiting: WaitingView }) {
  if (!chosen) return null;
  const { by, late } = chosen;
  if (!late) return by === null ? null : <p className="small">{laterTexts.checkedBy.chosen(by)}</p>;
  return (
    <p className="notice notice--caution small">
      {by === null ? laterTexts.checkedBy.gone : laterTexts.checkedBy.late(by)}{' '}
      <a href={`/own/waiting/${id}#who`}>{laterTexts.checkedBy.choose}</a>
    </p>
  );
}

/** What was asked and answered. */
export function Talk({ waiting: { talk } }: { waiting: WaitingView }) {
  return talk.map(({ by, text }, index) => (
    <p className="notice small" key={`${index}${text}`} dir="auto">
      <b>{by === 'moderator' ? said.moderator : said.you}:</b> {text}
    </p>
  ));
}
