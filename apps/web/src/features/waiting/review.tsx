import type { WaitingList, WaitingView } from '@throughline/contracts';
import { Field, Form, Send } from '../../forms/form';
import { MaySay } from '../../identifying/may-say';
import { useLiveLists } from '../../live/use-live-lists';
import { laterTexts } from '../../texts/en-later';
import { nameOf } from '../../ui/author';
import { ServerHtml } from '../../ui/server-html';
import { Talk } from '../thread/own-waiting';

const said = laterTexts.waiting;

/** What waits to be checked: the words, where they belong, and since when; never who wrote them. */
export function ToBeChecked({ views }: { views: { waiting: WaitingList } }) {
  const { waiting, cursor } = views.waiting;
  useLiveLists({ moderators: cursor });
  return (
    <div className="page stack-l">
      <h1>{said.title}</h1>
      {waiting.length === 0 ? <p>{said.none}</p> : null}
      {waiting.map((one) => (
        <ToCheck key={one.id} waiting={one} />
      ))}
    </div>
  );
}

function headingOf({ kind, starts, author, title, of }: WaitingView): string {
  if (kind === 'edit') return said.editOf(of);
  return starts ? said.begins(nameOf(author), title) : said.first(nameOf(author), title);
}

function ToCheck({ waiting }: { waiting: WaitingView }) {
  const { id, replyTo, contentNote, bodyHtml, days } = waiting;
  const about = { waiting: id };
  return (
    <section className="to-check stack measure" aria-labelledby={`w${id}`}>
      <h2 id={`w${id}`}>{headingOf(waiting)}</h2>
      <p className="small soft">
        {said.since(said.days(days))} {replyTo === null ? null : said.inReplyTo(replyTo)}
      </p>
      {contentNote ? (
        <p>
          <b>{contentNote}</b>
        </p>
      ) : null}
      <ServerHtml className="post__body" id={`body-${id}`} html={bodyHtml} />
      <MaySay words={{ text: waiting.text, contentNote: contentNote ?? '' }} />
      <Talk waiting={waiting} />
      <Form name="waiting-publish" className="stack-s" hidden={about}>
        <Field name="contentNote" label={said.note} value={contentNote ?? ''} maxLength={80} />
        <Send>{said.publish}</Send>
      </Form>
      <Form name="waiting-ask" className="stack-s" hidden={about}>
        <Field name="text" rows={2} label={said.ask} required />
        <Send className="btn">{said.askButton}</Send>
      </Form>
      <Form name="waiting-decline" className="stack-s" hidden={about}>
        <Field name="reason" rows={2} label={said.reason} required />
        <Send className="btn">{said.decline}</Send>
      </Form>
      <p className="small soft">{laterTexts.ownWaiting.neverWho}</p>
    </section>
  );
}
