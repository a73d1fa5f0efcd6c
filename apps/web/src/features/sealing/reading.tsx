import type { FoundAuthor, UnsealingView } from '@throughline/contracts';
import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useApp } from '../../app/context';
import { Form, Send } from '../../forms/form';
import { clock } from '../../texts/dates';
import { sealingTexts as said } from '../../texts/en-sealing';
import { PassphraseField } from './passphrase-field';

const minute = 60_000;

interface ReadingProps {
  request: UnsealingView;
  /** What was told on the page that answers a form without scripts. */
  told: FoundAuthor | undefined;
}

/**
 * Who it is, for those who may read it: after the passphrase, for the minutes that are left, and never again by going back. It is
 * in this component's memory alone, and gone with it.
 */
export function Reading({ request, told }: ReadingProps) {
  const { me } = useApp();
  const [found, setFound] = useState(told);
  const [wasHidden, setHidden] = useState(false);
  const hide = () => {
    setFound(undefined);
    setHidden(true);
  };
  useEffect(() => {
    if (!found) return undefined;
    // A page that the browser keeps for going back must not keep this.
    const hideAtOnce = () => flushSync(hide);
    window.addEventListener('pagehide', hideAtOnce);
    // Gone back to before the next page was there: this one still stands, and is left all the same.
    window.addEventListener('popstate', hideAtOnce);
    const end = setTimeout(hide, Math.max(0, Date.parse(found.readableUntil) - Date.now()));
    return () => {
      window.removeEventListener('pagehide', hideAtOnce);
      window.removeEventListener('popstate', hideAtOnce);
      clearTimeout(end);
    };
  }, [found]);
  if (found) return <Found found={found} onHide={hide} again={`/safeguarding/requests/${request.id}`} />;
  if (request.readableUntil === null)
    return request.state === 'agreed' ? <p className="notice">{said.readOver}</p> : null;
  return (
    <section className="stack" aria-labelledby="read-h">
      <h2 id="read-h">{said.read}</h2>
      {wasHidden ? <p role="status">{said.hidden}</p> : null}
      <p>
        {said.readUntil(clock(request.readableUntil, me.community.timeZone))} {said.readWhat}
      </p>
      <Form
        name="unsealing-read"
        className="stack"
        hidden={{ request: request.id }}
        onDone={(answer) => setFound(answer as FoundAuthor)}
      >
        <PassphraseField />
        <Send>{said.read}</Send>
      </Form>
    </section>
  );
}

function Found({ found, onHide, again }: { found: FoundAuthor; onHide: () => void; again: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const [left, setLeft] = useState(() => minutesUntil(found.readableUntil));
  useEffect(() => {
    heading.current?.focus();
    const count = setInterval(() => setLeft(minutesUntil(found.readableUntil)), minute / 4);
    return () => clearInterval(count);
  }, [found.readableUntil]);
  return (
    <section className="card card--words stack" aria-labelledby="found-h">
      {/* Without scripts the page itself goes away: what it shows came with no address to come back to. */}
      {import.meta.env.SSR && <meta httpEquiv="refresh" content={`${Math.max(1, left) * 60};url=${again}`} />}
      <h2 id="found-h" ref={heading} tabIndex={-1}>
        {said.found}
      </h2>
      <p>
        <b>{said.left(left)}</b>
      </p>
      <dl className="stack-s">
        <dt>{said.name}</dt>
        <dd dir="auto">
          {found.name}
          {found.left ? `. ${said.leftUs}` : ''}
        </dd>
        <dt>{said.mail}</dt>
        <dd>{found.mail ? <a href={`mailto:${found.mail}`}>{found.mail}</a> : said.noMail}</dd>
        <dt>{said.organisation}</dt>
        <dd dir="auto">{found.organisation ?? said.noOrganisation}</dd>
      </dl>
      <p>
        <a
          className="btn"
          href={again}
          onClick={(event) => {
            event.preventDefault();
            onHide();
          }}
        >
          {said.hide}
        </a>
      </p>
    </section>
  );
}

function minutesUntil(instant: string): number {
  return Math.floor((Date.parse(instant) - Date.now()) / minute);
}
