import type { PostView, ReactionView } from '@throughline/contracts';
import { holds } from '@throughline/rules';
import { useEffect, useRef } from 'react';
import { useApp } from '../../app/context';
import { moment } from '../../texts/dates';
import { texts } from '../../texts/en';
import { nameOf, standingOf } from '../../ui/author';
import { whereNeeded } from '../../ui/where-needed';
import { ServerHtml } from '../../ui/server-html';
import { PostPictures } from '../pictures/in-posts';
import { Composer, draftOf } from './composer';
import { More, SayAWord, SomethingIsWrong } from './post-menus';
import { type PostNode, standsAlone } from './post-tree';
import { isBlocked, isOwn, type SendingPost, useThread } from './thread-context';
import { Folded, LedTo, Tombstone } from './what-waits';

const said = texts.thread;

const Editing = whereNeeded('.post form', async () => (await import('./edit-box')).Editing);

/** A post with the replies that hang on it. */
export function PostItem({ node, send }: { node: PostNode; send: (post: SendingPost) => void }) {
  const { page, firstNew, replyingTo, replyTo, sending } = useThread();
  const { post, replies } = node;
  const onTheWay = sending.filter((other) => !standsAlone(other) && other.replyTo === post.number);
  return (
    <li>
      {post.number === firstNew && post.number > 1 ? (
        <p className="divider" id="new">
          {said.newSince}
        </p>
      ) : null}
      {post.state !== 'published' ? (
        <Tombstone post={post} />
      ) : isBlocked(post.author, page) ? (
        <Folded post={post}>
          <Post post={post} />
        </Folded>
      ) : (
        <Post post={post} place={{ id: `p${post.number}`, 'data-number': post.number }} />
      )}
      {replyingTo === post.number ? (
        <Composer
          key={post.number}
          id={`reply-${post.number}`}
          replyTo={post.number}
          focused
          onSend={(fields) => {
            send(draftOf(fields));
            replyTo(undefined);
          }}
          cancel={
            <button
              type="button"
              className="btn"
              onClick={() => {
                replyTo(undefined);
                document.querySelector<HTMLAnchorElement>(`#p${post.number} .post__foot a`)?.focus();
              }}
            >
              {said.cancel}
            </button>
          }
        />
      ) : null}
      {replies.length > 0 || onTheWay.length > 0 ? (
        <ol>
          {replies.map((reply) => (
            <PostItem key={reply.post.id} node={reply} send={send} />
          ))}
          {onTheWay.map((other) => (
            <Sending key={other.key} post={other} />
          ))}
        </ol>
      ) : null}
    </li>
  );
}

/** Which post it answers, with a way there. */
export function InReplyTo({ post }: { post: PostView }) {
  const { page } = useThread();
  if (post.replyTo === null) return null;
  const here = page.posts.some(({ number }) => number === post.replyTo);
  const link = here ? `#p${post.replyTo}` : `/t/${post.threadId}/${post.replyTo}#p${post.replyTo}`;
  return (
    <span className={standsAlone(post) ? 'hidden-but-said' : undefined}>
      {said.inReplyTo} <a href={link}>#{post.replyTo}</a>
    </span>
  );
}

/** Where a post stands on the page: what links lead to, and what is read once it was on the screen. */
type PlaceOfPost = { id: string; 'data-number': number };

function Post({ post, place }: { post: PostView; place?: PlaceOfPost }) {
  const { page, timeZone, editing } = useThread();
  const isUnread = holds(page.viewer.unread, post.number);
  const own = isOwn(post.author, page);
  const standing = standingOf(post.author);
  const body = (
    <>
      <ServerHtml id={`body-${post.id}`} className="post__body" html={post.bodyHtml} />
      {post.pictures.length > 0 ? <PostPictures pictures={post.pictures} post={post.id} /> : null}
    </>
  );
  return (
    <article
      className={isUnread ? 'post post--new' : 'post'}
      {...place}
      aria-labelledby={`h${post.number}`}
      tabIndex={-1}
    >
      <header className="post__top">
        <h3 className="post__head" id={`h${post.number}`}>
          <a className="post__number" href={`/t/${post.threadId}/${post.number}#p${post.number}`}>
            #{post.number}
          </a>{' '}
          <bdi className="post__who">{nameOf(post.author)}</bdi> <InReplyTo post={post} />
          {isUnread ? <span className="hidden-but-said">{said.newSince}</span> : null}
        </h3>
        <More post={post} />
      </header>
      <p className="post__meta">
        {[standing, own ? said.you : null].filter(Boolean).map((part) => `${part ?? ''} · `)}
        <time dateTime={post.publishedAt}>{moment(post.publishedAt, timeZone)}</time>
        {post.editedAt ? (
          <>
            {' · '}
            <a href={`/posts/${post.id}/history`}>{said.edited}</a>
          </>
        ) : null}
        {page.thread.answer === post.number ? <> · {said.answer}</> : null}
      </p>
      {editing === post.id ? (
        <Editing post={post} />
      ) : post.contentNote ? (
        <details className="fold post__fold">
          <summary>
            <b>{post.contentNote}</b> <span className="fold__open">{said.open}</span>
            <span className="fold__close">{said.fold}</span>
          </summary>
          {body}
        </details>
      ) : (
        body
      )}
      <LedTo post={post} />
      <Said reactions={post.reactions} />
      <div className="post__foot">
        <ReplyLink post={post} />
        <SayAWord post={post} />
        <SomethingIsWrong post={post} />
      </div>
      {post.laterReplies.length > 0 ? (
        <p className="small soft">
          {said.laterReplies}{' '}
          {post.laterReplies.map((number) => (
            <a key={number} href={`/t/${post.threadId}/${number}#p${number}`}>
              #{number}{' '}
            </a>
          ))}
        </p>
      ) : null}
    </article>
  );
}

function ReplyLink({ post }: { post: PostView }) {
  const { may, replyTo } = useThread();
  const { live } = useApp();
  if (!may('post.create')) return null;
  return (
    <a
      className="word-btn"
      href={`/t/${post.threadId}/reply?to=${post.number}`}
      onClick={(event) => {
        if (!live) return;
        event.preventDefault();
        event.stopPropagation();
        replyTo(post.number);
      }}
    >
      {said.reply}
      <span className="hidden-but-said"> {said.to(post.number)}</span>
    </a>
  );
}

const named = 3;

function Said({ reactions }: { reactions: readonly ReactionView[] }) {
  const { blocked } = useThread().page.viewer;
  const shown = reactions.map(({ kind, by }) => ({ kind, by: by.filter(({ id }) => !blocked.includes(id)) }));
  return shown.flatMap(({ kind, by }) =>
    by.length === 0 ? (
      []
    ) : (
      <p className="said" key={kind}>
        <b>{texts.reactions[kind]}:</b>{' '}
        {said.saidOthers(
          by.slice(0, by.length > named + 1 ? named : by.length).map(({ name }) => name),
          by.length > named + 1 ? by.length - named : 0,
        )}
      </p>
    ),
  );
}

/** A post that is on its way: there at once, as plain text; where it failed its words are kept. */
export function Sending({ post }: { post: SendingPost }) {
  const { retry, takeUp } = useThread();
  const place = useRef<HTMLLIElement>(null);
  // It may stand far from the box it was written in.
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <li ref={place}>
      <article className="post post--sending" aria-busy={!post.failed}>
        <p className="post__meta" role="status">
          {post.failed ? `${said.notSent} ${post.message}` : said.sending}
        </p>
        <div className="post__body post__body--plain" dir="auto">
          {post.text}
        </div>
        {post.failed ? (
          <div className="row">
            {post.final ? null : (
              <button type="button" className="btn" onClick={() => retry(post.key)}>
                {said.tryAgain}
              </button>
            )}
            <button type="button" className="btn" onClick={() => takeUp(post.key)}>
              {said.changeFirst}
            </button>
          </div>
        ) : null}
      </article>
    </li>
  );
}
