import type { ReviewItem } from '@throughline/contracts';
import { useApp } from '../../app/context';
import { Field, Form, Send } from '../../forms/form';
import { foundIn } from '../../identifying/found-in';
import { MaySay } from '../../identifying/may-say';
import { underlined } from '../../identifying/underlined';
import { wrongTexts as said } from '../../texts/en-wrong';
import { nameOf } from '../../ui/author';
import { ServerHtml } from '../../ui/server-html';
import { Pictures } from '../pictures/pictures';
import { Points } from './points';

type Item = Extract<ReviewItem, { kind: 'flag' }>;

/** A post that was reported, and what was said of it; never by whom. */
export function ReportedPost({ item: { flag } }: { item: Item }) {
  const { id, threadId, number, author, text, bodyHtml, pictures, contentNote, hidden } = flag;
  const shows = pictures.map(({ description }) => description ?? '').join('\n');
  const found = foundIn({ text, contentNote: contentNote ?? '', shows }, ['text', 'contentNote', 'shows'], []);
  return (
    <>
      <article className="post post--waiting" aria-labelledby={`by-${id}`}>
        <h3 className="post__head" id={`by-${id}`}>
          <a className="post__number" href={`/t/${threadId}/${number}#p${number}`}>
            #{number}
          </a>{' '}
          <bdi className="post__who">{nameOf(author)}</bdi>
        </h3>
        {contentNote ? (
          <p>
            <b>{contentNote}</b>
          </p>
        ) : null}
        <ServerHtml className="post__body" id={`body-${id}`} html={underlined(bodyHtml, found)} />
        {pictures.length > 0 ? <Pictures pictures={pictures} of={`/api/flags/${id}`} size="large" described /> : null}
      </article>
      <MaySay found={found} />
      <p>{hidden ? said.isHidden : said.isThere}</p>
      <section className="stack-s" aria-labelledby="said-h">
        <h3 id="said-h">{said.saidOfIt}</h3>
        <ul>
          {flag.said.map(({ kind, point, words }, index) => (
            <li key={index} dir="auto">
              <b>{point ?? said.saidThat[kind]}</b> {words}
            </li>
          ))}
        </ul>
        <p className="small soft">{said.neverWho}</p>
      </section>
    </>
  );
}

/** It stays, or it is removed with a point of the agreement and a reason. */
export function FlagDecisions({ item: { flag, points }, onDone }: { item: Item; onDone: () => void }) {
  const { formState } = useApp();
  const { id, textVersion, hidden } = flag;
  const about = { hidden: { flag: id }, seen: { textVersion }, onDone };
  const cameBack = formState?.name === 'flag-remove' && formState.fields['flag'] === id;
  return (
    <>
      <div id="review-stays" className="review__wide">
        <Form name="flag-stays" className="stack-s" {...about}>
          <Field name="text" label={said.staysWhy} maxLength={300} />
          <Send>{hidden ? said.staysBack : said.stays}</Send>
        </Form>
      </div>
      <details className="opener" id="review-remove" open={cameBack || undefined}>
        <summary>{said.remove}</summary>
        <Form name="flag-remove" className="stack-s" {...about}>
          <Points points={points} label={said.removePoint} />
          <Field name="text" label={said.removeWhy} maxLength={300} required />
          <Send className="btn">{said.removeSend}</Send>
        </Form>
      </details>
    </>
  );
}
