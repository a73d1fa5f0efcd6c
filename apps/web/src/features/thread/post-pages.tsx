import type { PostSource, RevisionList, ThreadPage } from '@throughline/contracts';
import { useMemo } from 'react';
import { useApp } from '../../app/context';
import type { Place } from '../../app/routes';
import { Field, Form, Send } from '../../forms/form';
import { WordsField } from '../../identifying/words-field';
import { SendOrPreview } from './send-or-preview';
import { moment } from '../../texts/dates';
import { texts } from '../../texts/en';
import { laterTexts } from '../../texts/en-later';
import { ownDataTexts } from '../../texts/en-own-data';
import { nameOf } from '../../ui/author';
import { ServerHtml } from '../../ui/server-html';
import { PictureField } from '../pictures/picture-field';
import { Pictures } from '../pictures/pictures';
import { pictureTexts } from '../../texts/en-pictures';
import { KindWords, PostActions } from './post-menus';
import { stillThread, ThreadProvider } from './thread-context';

const said = { ...texts.edit, ...laterTexts.edit };
const placeOf = ({ threadId, number }: { threadId: string; number: number }) => `/t/${threadId}/${number}#p${number}`;

export function Edit({ views, place }: { views: { source: PostSource }; place: Place }) {
  const { source } = views;
  return (
    <div className="page stack">
      <h1>{said.title}</h1>
      <Form
        name="post-edit"
        className="stack measure"
        hidden={{ post: place.params['post'] ?? '' }}
        seen={{ textVersion: source.textVersion }}
      >
        <WordsField name="text" rows={12} label={said.words} hint={said.kept} value={source.text} required />
        <Field name="contentNote" label={texts.thread.note} value={source.contentNote ?? ''} maxLength={80} />
        <PictureField held={source.pictures} of={`/api/posts/${place.params['post'] ?? ''}`} />
        <SendOrPreview label={said.save}>
          <a href={placeOf(source.place)}>{texts.thread.cancel}</a>
        </SendOrPreview>
      </Form>
    </div>
  );
}

export function Withdraw({ views, place }: { views: { source: PostSource }; place: Place }) {
  return (
    <div className="page stack">
      <h1>{said.withdrawTitle}</h1>
      <p className="measure">{said.withdrawText}</p>
      <blockquote className="measure post__body--plain" dir="auto">
        {views.source.text}
      </blockquote>
      <Form name="post-withdraw" hidden={{ post: place.params['post'] ?? '' }}>
        <div className="row">
          <Send>{said.withdraw}</Send>
          <a href={placeOf(views.source.place)}>{texts.thread.cancel}</a>
        </div>
      </Form>
      <OtherWays post={place.params['post'] ?? ''} />
    </div>
  );
}

/** What else an author can do with words that they have second thoughts about. */
function OtherWays({ post }: { post: string }) {
  return (
    <section className="stack-s" aria-labelledby="other-ways">
      <h2 id="other-ways">{ownDataTexts.uses.more}</h2>
      <ul>
        <li>
          <a href={`/posts/${post}/uses`}>{ownDataTexts.uses.edit}</a>
        </li>
        <li>
          <a href={`/posts/${post}/name`}>{ownDataTexts.post.nameOff}</a>
        </li>
        <li>
          <a href={`/posts/${post}/erase`}>{ownDataTexts.post.erase}</a>
        </li>
      </ul>
    </section>
  );
}

export function Remove({ views, place }: { views: { source: PostSource }; place: Place }) {
  return (
    <div className="page stack">
      <h1>{said.removeTitle}</h1>
      <p className="measure">{said.removeText}</p>
      <blockquote className="measure post__body--plain" dir="auto">
        {views.source.text}
      </blockquote>
      <Form name="post-remove" className="stack measure" hidden={{ post: place.params['post'] ?? '' }}>
        <Field name="reason" label={said.reason} required maxLength={500} />
        <div className="row">
          <Send>{said.remove}</Send>
          <a href={placeOf(views.source.place)}>{texts.thread.cancel}</a>
        </div>
      </Form>
    </div>
  );
}

export function History({ views, place: here }: { views: { revisions: RevisionList }; place: Place }) {
  const { me } = useApp();
  const { revisions, place } = views.revisions;
  return (
    <div className="page stack-l">
      <div>
        <h1>{said.history}</h1>
        <p className="small">
          <a href={placeOf(place)}>{said.backTo}</a>
        </p>
      </div>
      <ol className="plain-list stack-l">
        {revisions.map((revision, index) => (
          <li key={revision.textVersion}>
            <h2 className="history__when">
              {index === 0 ? said.first : said.changed}, {moment(revision.at, me.community.timeZone)}
            </h2>
            <div className="measure post__body--plain" dir="auto">
              {revision.parts.map((part, position) => {
                const key = `${revision.textVersion}-${position}`;
                if (part.kind === 'added') return <ins key={key}>{part.text}</ins>;
                if (part.kind === 'removed') return <del key={key}>{part.text}</del>;
                return <span key={key}>{part.text}</span>;
              })}
            </div>
            {revision.pictures.length > 0 ? (
              <Pictures pictures={revision.pictures} of={`/api/posts/${here.params['post'] ?? ''}`} />
            ) : null}
          </li>
        ))}
      </ol>
    </div>
  );
}

/** One picture of a post, as large as it is kept: a page of ours, so that the way out stays at hand. */
export function LargePicture({ views, place }: { views: { source: PostSource }; place: Place }) {
  const { pictures, place: post } = views.source;
  const picture = pictures.find(({ id }) => id === place.params['picture']);
  if (!picture) return null;
  return (
    <div className="page stack">
      <h1>{pictureTexts.title}</h1>
      <p className="small">
        <a href={placeOf(post)}>{pictureTexts.back}</a>
      </p>
      <Pictures
        pictures={[picture]}
        of={`/api/posts/${place.params['post'] ?? ''}`}
        size={place.query.get('size') === 'small' ? 'small' : 'large'}
      />
      <p className="measure">{picture.description ?? pictureTexts.undescribed}</p>
    </div>
  );
}

/** What the menus of a post hold, as a page: for browsers without scripts. */
export function OnePost({ views, place }: { views: { thread: ThreadPage }; place: Place }) {
  const { me } = useApp();
  const { thread: page } = views;
  const context = useMemo(() => stillThread(page, me.community.timeZone), [me, page]);
  const post = page.posts.find(({ number }) => String(number) === place.params['number']);
  // One that is gone has no such page: see `isThere`.
  if (!post) return null;
  const here = `/t/${post.threadId}/${post.number}#p${post.number}`;
  return (
    <ThreadProvider value={context}>
      <div className="page stack">
        <h1>{texts.thread.more(post.number)}</h1>
        <p className="small">
          <a href={here}>{page.thread.title}</a>
        </p>
        <blockquote className="measure">
          <p className="small soft">{texts.thread.wrote(post.number, nameOf(post.author))}</p>
          <ServerHtml html={post.bodyHtml} id={`body-${post.id}`} />
        </blockquote>
        {page.thread.state === 'closed' ? null : (
          <section aria-labelledby="say">
            <h2 id="say">{texts.thread.say}</h2>
            <ul className="pop__list pop__list--page">
              <li>
                <KindWords post={post} />
              </li>
            </ul>
          </section>
        )}
        <section aria-labelledby="do">
          <h2 id="do">{laterTexts.thread.otherThings}</h2>
          <ul className="pop__list pop__list--page">
            <PostActions post={post} />
          </ul>
        </section>
      </div>
    </ThreadProvider>
  );
}
