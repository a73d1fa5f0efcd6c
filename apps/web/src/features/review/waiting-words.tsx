import type { TextPart, WaitingView } from '@throughline/contracts';
import type { ReactNode } from 'react';
import { useApp } from '../../app/context';
import { Field, Form, Send } from '../../forms/form';
import { foundIn } from '../../identifying/found-in';
import { MaySay } from '../../identifying/may-say';
import { underlined } from '../../identifying/underlined';
import { reviewTexts as said } from '../../texts/en-review';
import { nameOf } from '../../ui/author';
import { ServerHtml } from '../../ui/server-html';
import { Pictures } from '../pictures/pictures';
import { Talk } from '../thread/own-waiting';

interface OfWaiting {
  item: { waiting: WaitingView };
}

/** Words that wait: as they would stand, what in them may say who somebody is, and what was asked and answered. */
export function WaitingWords({ item: { waiting } }: OfWaiting) {
  const { id, author, replyTo, text, bodyHtml, pictures, contentNote, closed } = waiting;
  const shows = pictures.map(({ description }) => description ?? '').join('\n');
  const found = foundIn({ text, contentNote: contentNote ?? '', shows }, ['text', 'contentNote', 'shows'], []);
  return (
    <>
      <article className="post post--waiting" aria-labelledby={`by-${id}`}>
        <h3 className="post__head" id={`by-${id}`}>
          <bdi className="post__who">{nameOf(author)}</bdi>{' '}
          {replyTo === null ? null : (
            <a className="small" href={`/t/${waiting.threadId}/${replyTo}#p${replyTo}`}>
              {said.inReplyTo(replyTo)}
            </a>
          )}
        </h3>
        {contentNote ? (
          <p>
            <b>{contentNote}</b>
          </p>
        ) : null}
        <ServerHtml className="post__body" id={`body-${id}`} html={underlined(bodyHtml, found)} />
        {pictures.length > 0 ? <Pictures pictures={pictures} of={`/api/waiting/${id}`} size="large" described /> : null}
      </article>
      {closed ? <p className="notice notice--caution">{said.closed}</p> : null}
      <MaySay found={found} />
      <Talk waiting={waiting} />
    </>
  );
}

/** A change of a post that stands: the words as they would be, and what would be added and taken out. */
export function ChangedWords({ item }: { item: { waiting: WaitingView; changes: readonly TextPart[] } }) {
  return (
    <>
      <WaitingWords item={item} />
      <section className="stack-s" aria-label={said.fromTo}>
        <h3>{said.fromTo}</h3>
        <p className="post__body--plain" dir="auto">
          {item.changes.map(({ kind, text }, index) => {
            const key = `${index}${kind}`;
            if (kind === 'same') return <span key={key}>{text}</span>;
            const Part = kind === 'added' ? 'ins' : 'del';
            return (
              <Part key={key}>
                <span className="hidden-but-said"> {kind === 'added' ? said.added : said.removed}: </span>
                {text}
              </Part>
            );
          })}
        </p>
      </section>
    </>
  );
}

/** What can be decided about words that wait. */
export function WaitingDecisions({ item: { waiting }, onDone }: OfWaiting & { onDone: () => void }) {
  const { contentNote } = waiting;
  const about = { waiting, onDone };
  return (
    <>
      <div id="review-publish">
        <Decision {...about} name="waiting-publish" noted="">
          <input type="hidden" name="contentNote" value={contentNote ?? ''} />
          <Send>{said.publish}</Send>
        </Decision>
      </div>
      <Box {...about} id="review-note" title={said.withNote} name="waiting-publish" noted="yes">
        <Field
          name="contentNote"
          label={said.note}
          hint={said.noteHint}
          value={contentNote ?? ''}
          maxLength={80}
          required
        />
        <Send className="btn">{said.withNote}</Send>
      </Box>
      <Box {...about} id="review-ask" title={said.ask} name="waiting-ask" noted="">
        <Field name="text" rows={3} label={said.askWhat} hint={said.askHint} required />
        <Send className="btn">{said.askSend}</Send>
      </Box>
      <Box {...about} id="review-decline" title={said.decline} name="waiting-decline" noted="">
        <Field name="reason" rows={3} label={said.declineWhy} hint={said.declineHint} required />
        <Send className="btn">{said.declineSend}</Send>
      </Box>
    </>
  );
}

interface DecisionProps {
  waiting: WaitingView;
  name: string;
  /** Tells the two ways to publish apart, where a form comes back. */
  noted: 'yes' | '';
  onDone: () => void;
  children: ReactNode;
}

function Decision({ waiting: { id, revision }, name, noted, onDone, children }: DecisionProps) {
  return (
    <Form name={name} className="stack-s" hidden={{ waiting: id, noted }} seen={{ revision }} onDone={onDone}>
      {children}
    </Form>
  );
}

/** A decision that takes words: a box that opens for them, and stands open where it was refused. */
function Box({ id, title, ...decision }: DecisionProps & { id: string; title: string }) {
  const { formState } = useApp();
  const cameBack =
    formState?.name === decision.name &&
    formState.fields['waiting'] === decision.waiting.id &&
    (formState.fields['noted'] ?? '') === decision.noted;
  return (
    <details className="opener" id={id} open={cameBack || undefined}>
      <summary>{title}</summary>
      <Decision {...decision} />
    </details>
  );
}
