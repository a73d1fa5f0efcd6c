import type { OwnPosts, ThreadPage, WaitingView } from '@throughline/contracts';
import { useState } from 'react';
import { useApp } from '../../app/context';
import { Field, Form, Select, Send } from '../../forms/form';
import { WordsField } from '../../identifying/words-field';
import { moment } from '../../texts/dates';
import { texts } from '../../texts/en';
import { laterTexts } from '../../texts/en-later';
import { ownDataTexts } from '../../texts/en-own-data';
import { nameOf } from '../../ui/author';
import { ServerHtml } from '../../ui/server-html';
import { LettersToAlias } from '../thread/letters';
import { PictureField } from '../pictures/picture-field';
import { PostPictures } from '../pictures/pictures';
import { becomesOf, KeptUntil, Talk, WaitingItem } from '../thread/own-waiting';
import { SendOrPreview } from '../thread/send-or-preview';

const said = laterTexts.own;
const asked = laterTexts.waiting;
const { checkedBy } = laterTexts;
const ofWaiting = { ...texts.waiting, ...laterTexts.ownWaiting };

/** What somebody wrote that waits, to change it or to answer what was asked. */
export function ChangeWaiting({ views }: { views: { waiting: WaitingView } }) {
  const { waiting } = views;
  const { id, starts, threadId, title } = waiting;
  return (
    <div className="page stack">
      <h1>{ofWaiting.title}</h1>
      <p className="small">{starts ? title : <a href={`/t/${threadId}`}>{title}</a>}</p>
      <p>{becomesOf(waiting)}</p>
      {waiting.reason ? (
        <p className="notice measure">
          {ofWaiting.why} {waiting.reason}
        </p>
      ) : null}
      <KeptUntil waiting={waiting} />
      <Talk waiting={waiting} />
      {waiting.abilities.includes('waiting.change') ? (
        <Form name="waiting-edit" className="stack measure" hidden={{ waiting: id }}>
          <WordsField name="text" rows={10} label={texts.edit.words} value={waiting.text} required />
          <Field name="contentNote" label={texts.thread.note} value={waiting.contentNote ?? ''} maxLength={80} />
          <PictureField held={waiting.pictures} of={`/api/own/waiting/${id}`} />
          <Field name="answer" rows={2} label={asked.answer} hint={asked.answerHint} />
          <SendOrPreview label={waiting.state === 'due' ? texts.edit.save : asked.save} />
        </Form>
      ) : null}
      {waiting.state === 'held' && waiting.checkers.length > 0 ? (
        <Form name="waiting-checker" className="stack-s measure" id="who" hidden={{ waiting: id }}>
          {waiting.chosen?.late ? (
            <p className="notice notice--caution">
              {waiting.chosen.by === null ? checkedBy.gone : checkedBy.late(waiting.chosen.by)}
            </p>
          ) : null}
          <Select
            name="checker"
            label={checkedBy.choose}
            value={waiting.checkers.find(({ name }) => name === waiting.chosen?.by)?.id ?? ''}
            options={[
              { value: '', label: checkedBy.any },
              ...waiting.checkers.map(({ id: value, name }) => ({ value, label: checkedBy.only(name) })),
            ]}
          />
          <label className="tick">
            <input type="checkbox" name="goOn" value="yes" defaultChecked={waiting.chosen?.goesOn} /> {checkedBy.goOn}
          </label>
          <Send className="btn">{checkedBy.save}</Send>
        </Form>
      ) : null}
      <Form name="waiting-withdraw" hidden={{ waiting: id, thread: starts ? '' : threadId }}>
        <Send className="btn">{ofWaiting.takeBack}</Send>
      </Form>
    </div>
  );
}

/** Before somebody lets go of a name: what that means. */
export function LetGo({ views }: { views: { thread: ThreadPage } }) {
  const { thread, viewer } = views.thread;
  const { current } = viewer.persona;
  return (
    <div className="page stack">
      <h1>{said.letGoTitle}</h1>
      {current ? (
        <Form name="alias-let-go" className="stack measure" hidden={{ alias: current.id, thread: thread.id }}>
          <p>
            <b>{current.name}</b>
          </p>
          <p>{said.letGoWhat}</p>
          <div className="row">
            <Send>{said.letGoButton}</Send>
            <a href={`/t/${thread.id}`}>{texts.thread.cancel}</a>
          </div>
        </Form>
      ) : (
        <p>
          <a href={`/t/${thread.id}`}>{thread.title}</a>
        </p>
      )}
    </div>
  );
}

/** One's own posts; those under other names once, for the password. */
export function MyPosts({ views }: { views: { own: OwnPosts } }) {
  const { formState } = useApp();
  const told = formState?.name === 'alias-posts' ? (formState.answer as OwnPosts | undefined) : undefined;
  const [shown, setShown] = useState(told);
  return (
    <div className="page stack-l">
      <h1>{said.title}</h1>
      <PostList own={views.own} />
      {views.own.next ? (
        <p>
          <a className="btn" href={`/own/posts?after=${views.own.next}`}>
            {said.earlier}
          </a>
        </p>
      ) : null}
      <section className="stack measure">
        <h2>{said.aliases}</h2>
        {shown ? <PostList own={shown} /> : null}
        {shown && shown.next === null ? null : (
          <Form
            name="alias-posts"
            key={shown?.next}
            className="stack"
            hidden={{ after: shown?.next ?? '' }}
            onDone={(answer) => setShown(answer as OwnPosts)}
          >
            <p>{shown ? said.earlierWhat : said.aliasesWhat}</p>
            <Field name="password" type="password" label={said.password} autoComplete="current-password" required />
            <Send className="btn">{shown ? said.earlier : said.show}</Send>
          </Form>
        )}
      </section>
    </div>
  );
}

function PostList({ own: { posts, waiting, letters, told } }: { own: OwnPosts }) {
  const { me } = useApp();
  if (posts.length + waiting.length + letters.length + told.length === 0) return <p>{said.none}</p>;
  return (
    <>
      {told.length > 0 ? (
        <section className="notice notice--accent stack-s" aria-labelledby="own-told">
          <h3 id="own-told">{said.told}</h3>
          <ul className="plain-list stack-s">
            {told.map(({ threadId, title, name }) => (
              <li key={`${threadId}${name}`} dir="auto">
                <bdi>{name}</bdi>: <a href={`/t/${threadId}#told`}>{title}</a>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {letters.length > 0 ? <LettersToAlias letters={letters} /> : null}
      {waiting.map((one) => (
        <WaitingItem key={one.id} waiting={one} />
      ))}
      <ol className="posts">
        {posts.map(({ id, threadId, title, number, state, author, bodyHtml, pictures, publishedAt }) => (
          <li key={`${threadId}/${number}`}>
            <article className="post">
              <h3 className="post__head">
                <a href={`/t/${threadId}/${number}#p${number}`}>
                  {title}, #{number}
                </a>
              </h3>
              <p className="post__meta">
                {state === 'withdrawn' ? null : (
                  <>
                    <bdi>{author.kind === 'unnamed' ? ownDataTexts.post.noName : nameOf(author)}</bdi> ·{' '}
                  </>
                )}
                {moment(publishedAt, me.community.timeZone)}
              </p>
              {state === 'withdrawn' ? (
                <p>{ownDataTexts.post.takenBack}</p>
              ) : (
                <>
                  <ServerHtml className="post__body" id={`own-${threadId}-${number}`} html={bodyHtml} />
                  {pictures.length > 0 ? <PostPictures pictures={pictures} post={id} /> : null}
                </>
              )}
              <p className="post__foot">
                {state === 'withdrawn' ? null : (
                  <>
                    <a href={`/posts/${id}/edit`}>
                      {texts.thread.edit}
                      <span className="hidden-but-said">
                        {' '}
                        {title}, #{number}
                      </span>
                    </a>
                    <a href={`/posts/${id}/withdraw`}>
                      {texts.thread.withdraw}
                      <span className="hidden-but-said">
                        {' '}
                        {title}, #{number}
                      </span>
                    </a>
                  </>
                )}
                <a href={`/posts/${id}/erase`}>
                  {ownDataTexts.post.erase}
                  <span className="hidden-but-said">
                    {' '}
                    {title}, #{number}
                  </span>
                </a>
              </p>
            </article>
          </li>
        ))}
      </ol>
    </>
  );
}
