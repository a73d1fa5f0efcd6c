import type { BlockList, BlockQuestion } from '@throughline/contracts';
import type { ReactNode } from 'react';
import { Form, Send } from '../../forms/form';
import { blockTexts as said } from '../../texts/en-blocks';

/** Before somebody is blocked: what it does, and above all what it does not. */
export function BlockSomebody({ views }: { views: { question: BlockQuestion } }) {
  const { id, name, looksAfter, yourself, blocked } = views.question;
  if (yourself) return <Done title={said.kind} text={said.yourself} />;
  if (blocked)
    return (
      <Done title={said.kind} text={said.already(name)}>
        <Form name="unblock" hidden={{ member: id }}>
          <Send className="btn">{said.unblock}</Send>
        </Form>
      </Done>
    );
  return (
    <div className="page stack narrow">
      <h1 dir="auto">{said.title(name)}</h1>
      <p className="notice">
        <b>{said.stillRead}</b>
      </p>
      <ul>
        <li>{said.willHide}</li>
        <li>{said.repliesStay}</li>
        <li>{said.notTold}</li>
        <li>{looksAfter ? said.looksAfter : said.noFinding}</li>
        <li>{said.still}</li>
        <li>{said.aliases}</li>
      </ul>
      {looksAfter ? null : <p className="small">{said.compare}</p>}
      <p>
        {said.afraid} <a href="/settings/apart">{said.apart}</a> · <a href="/concern?who=me">{said.tell}</a>
      </p>
      <Form name="block" hidden={{ member: id }}>
        <div className="row">
          <Send>{said.block}</Send>
          <a href="/people">{said.cancel}</a>
        </div>
      </Form>
    </div>
  );
}

function Done({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <div className="page stack narrow">
      <h1>{title}</h1>
      <p dir="auto">{text}</p>
      {children}
      <p>
        <a href="/settings/blocked">{said.list}</a>
      </p>
    </div>
  );
}

/** Whom the reader has blocked, to unblock them. */
export function Blocked({ views }: { views: { blocks: BlockList } }) {
  const { blocked } = views.blocks;
  return (
    <div className="page stack narrow">
      <p className="crumbs">
        <a href="/settings">{said.settings}</a>
      </p>
      <h1>{said.list}</h1>
      <p className="lead">{said.listLead}</p>
      {blocked.length === 0 ? <p>{said.none}</p> : null}
      <ul className="threads">
        {blocked.map(({ id, name }) => (
          <li key={id} className="stack-s">
            <h2 dir="auto">{name ?? said.gone}</h2>
            <Form name="unblock" hidden={{ member: id }} onDone={() => undefined}>
              <Send className="btn">
                {said.unblock}
                <span className="hidden-but-said"> {name ?? said.gone}</span>
              </Send>
            </Form>
          </li>
        ))}
      </ul>
    </div>
  );
}
