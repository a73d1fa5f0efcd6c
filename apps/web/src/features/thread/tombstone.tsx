import type { HiddenPostView, PostView } from '@throughline/contracts';
import { day } from '../../texts/dates';
import { laterTexts } from '../../texts/en-later';
import { wrongTexts } from '../../texts/en-wrong';
import { nameOf } from '../../ui/author';
import { ServerHtml } from '../../ui/server-html';
import { PostPictures } from '../pictures/pictures';
import { InReplyTo } from './post';
import { isOwn, useThread } from './thread-context';

const said = laterTexts.tombstone;

/** In the place of a post that is not there, or not for this reader: the replies stay. */
export function Tombstone({ post }: { post: PostView }) {
  const { page, timeZone } = useThread();
  const words = page.viewer.hidden.find(({ id }) => id === post.id);
  const at = post.gone ? day(post.gone.at, timeZone) : '';
  return (
    <article className="post post--gone" id={`p${post.number}`} aria-labelledby={`h${post.number}`}>
      <h3 className="post__head" id={`h${post.number}`}>
        <a className="post__number" href={`/t/${post.threadId}/${post.number}#p${post.number}`}>
          #{post.number}
        </a>{' '}
        <InReplyTo post={post} />
      </h3>
      {post.state === 'withdrawn' ? <p>{said.withdrawn(at)}</p> : null}
      {post.state === 'removed' ? <p>{said.removed(at, post.gone?.reason ?? null)}</p> : null}
      {post.state === 'hidden' ? (
        <>
          <p>{said.hidden}</p>
          {words ? <HiddenWords words={words} /> : null}
        </>
      ) : null}
      {post.state === 'erased' ? <p>{said.erased}</p> : null}
      {post.state === 'moved' ? (
        <p>
          {said.movedTo}{' '}
          {post.gone?.to ? (
            <a href={`/t/${post.gone.to.threadId}/${post.gone.to.number}#p${post.gone.to.number}`}>{said.goThere}</a>
          ) : null}
        </p>
      ) : null}
    </article>
  );
}

/** The words of a hidden post, folded: for its author, who can change them, and for moderators, who decide. */
function HiddenWords({ words: { id, author, bodyHtml, pictures, contentNote } }: { words: HiddenPostView }) {
  const { page } = useThread();
  const own = isOwn(author, page);
  return (
    <div className="hidden-words stack-s">
      <p className="small">{own ? wrongTexts.hiddenYours : wrongTexts.hiddenOthers}</p>
      <details className="fold post__fold">
        <summary>
          <b>
            {nameOf(author)}
            {contentNote ? `: ${contentNote}` : ''}
          </b>{' '}
          <span className="fold__open">{wrongTexts.open}</span>
          <span className="fold__close">{wrongTexts.fold}</span>
        </summary>
        <ServerHtml className="post__body" id={`hidden-${id}`} html={bodyHtml} />
        {pictures.length > 0 ? <PostPictures pictures={pictures} post={id} /> : null}
      </details>
      <div className="post__foot">
        {own ? (
          <>
            <a className="word-btn" href={`/posts/${id}/edit`}>
              {wrongTexts.change}
            </a>
            <a className="word-btn" href={`/posts/${id}/withdraw`}>
              {wrongTexts.takeBack}
            </a>
          </>
        ) : (
          <a className="word-btn" href="/review">
            {wrongTexts.decide}
          </a>
        )}
      </div>
    </div>
  );
}
