import type { PostView, WrittenPost } from '@throughline/contracts';
import { reactionKinds } from '@throughline/contracts/names';
import { useApp } from '../../app/context';
import { Form, Send } from '../../forms/form';
import { texts } from '../../texts/en';
import { Pop } from '../../ui/pop';
import { isOwn, useThread } from './thread-context';

const said = texts.thread;

/** The page of all that can be said of one post and done with it: where its menus lead without scripts. */
const morePath = ({ threadId, number }: PostView) => `/t/${threadId}/${number}/more`;

/** Opens the few kind words. */
export function SayAWord({ post }: { post: PostView }) {
  const { page } = useThread();
  if (page.thread.state === 'closed') return null;
  return (
    <Pop
      label={
        <>
          {said.say}
          <span className="hidden-but-said"> {said.about(post.number)}</span>
        </>
      }
      href={morePath(post)}
      linkClassName="word-btn"
    >
      {(close) => (
        <li>
          <KindWords post={post} onDone={close} />
        </li>
      )}
    </Pop>
  );
}

/** The one way to say that something is wrong, whatever it is: a link, so that it is there before scripts and without them. */
export function SomethingIsWrong({ post: { threadId, number } }: { post: PostView }) {
  return (
    <a className="word-btn" href={`/t/${threadId}/${number}/wrong`}>
      {texts.wrong.title}
      <span className="hidden-but-said"> {texts.wrong.with(number)}</span>
    </a>
  );
}

/** Opens what else can be done with a post. */
export function More({ post }: { post: PostView }) {
  return (
    <Pop
      className="pop pop--end more"
      label={
        <>
          <span aria-hidden="true">···</span>
          <span className="hidden-but-said">{said.more(post.number)}</span>
        </>
      }
      href={morePath(post)}
    >
      {(close) => <PostActions post={post} onDone={close} />}
    </Pop>
  );
}

interface ChoiceProps {
  post: PostView;
  /** Closes what these stand in. */
  onDone?: () => void;
}

/** The few kind words; who said one may take it back. */
export function KindWords({ post, onDone }: ChoiceProps) {
  const { page, inPlace } = useThread();
  const { current, mine } = page.viewer.persona;
  const ids = [page.viewer.memberId, ...mine.map(({ id }) => id)];
  const done =
    inPlace &&
    ((answer: unknown) => {
      inPlace.take(answer as WrittenPost);
      onDone?.();
    });
  return (
    <Form name="post-react" hidden={{ post: post.id, as: current ? 'alias' : 'self' }} onDone={done}>
      {current ? <p className="small pop__note">{texts.as.alias(current.name)}</p> : null}
      {reactionKinds.map((kind) => {
        const isMine = post.reactions.some(
          (reaction) => reaction.kind === kind && reaction.by.some(({ id }) => ids.includes(id)),
        );
        return (
          <Send key={kind} plain name={isMine ? 'takeBack' : 'say'} value={kind}>
            {isMine ? said.takeBack(texts.reactions[kind]) : texts.reactions[kind]}
          </Send>
        );
      })}
    </Form>
  );
}

/** What else can be done with a post, as entries of a list: for everybody, for its author, and for who looks after the thread. */
export function PostActions({ post, onDone }: ChoiceProps) {
  const { page, may, inPlace } = useThread();
  const { live, me } = useApp();
  const own = isOwn(post.author, page);
  const open = page.thread.state !== 'closed';
  const isAnswer = page.thread.answer === post.number;
  const done = inPlace && (() => onDone?.());
  return (
    <>
      <li>
        <a href={`/t/${post.threadId}/${post.number}#p${post.number}`}>{said.link}</a>
      </li>
      {live && inPlace && may('post.create') ? (
        <li>
          <button type="button" onClick={() => inPlace.quote(post)}>
            {said.quote}
          </button>
        </li>
      ) : null}
      <li>
        <Form
          name="read"
          hidden={{ thread: post.threadId, upTo: post.number }}
          onDone={
            inPlace &&
            (() => {
              inPlace.readTo(post.number);
              onDone?.();
            })
          }
        >
          <Send plain>{said.readTo}</Send>
        </Form>
      </li>
      {inPlace ? null : (
        <li>
          <SomethingIsWrong post={post} />
        </li>
      )}
      {post.author.kind === 'member' && !own ? (
        <li>
          <a href={`/people/${post.author.id}/block`}>{texts.people.block}</a>
        </li>
      ) : null}
      {own && open ? (
        <li>
          <a
            href={`/posts/${post.id}/edit`}
            onClick={(event) => {
              if (!live || !inPlace) return;
              event.preventDefault();
              inPlace.edit(post.id);
            }}
          >
            {said.edit}
          </a>
        </li>
      ) : null}
      {own ? (
        <li>
          <a href={`/posts/${post.id}/withdraw`}>{said.withdraw}</a>
        </li>
      ) : null}
      {may('post.link-words') ? (
        <li>
          <a href={`/t/${post.threadId}/${post.number}/link?post=${post.id}`}>{said.linkWords}</a>
        </li>
      ) : null}
      {may('thread.answer') && post.number > 1 ? (
        <li>
          <Form
            name="thread-answer"
            hidden={{ thread: post.threadId, answer: isAnswer ? '' : post.number }}
            onDone={done}
          >
            <Send plain>{isAnswer ? said.unmarkAnswer : said.markAnswer}</Send>
          </Form>
        </li>
      ) : null}
      {me.abilities.includes('step.list') && may('post.remove') && !own && 'id' in post.author ? (
        <li>
          <a href={`/${post.author.kind === 'alias' ? 'aliases' : 'people'}/${post.author.id}/steps`}>{said.steps}</a>
        </li>
      ) : null}
      {post.author.kind === 'alias' && !own && me.member?.duties.includes('safeguarding-lead') ? (
        <li>
          <a href={`/safeguarding/ask?alias=${post.author.id}`}>{texts.sealing.ask}</a>
        </li>
      ) : null}
      {may('post.remove') ? (
        <li>
          <a href={`/posts/${post.id}/remove`}>{said.remove}</a>
        </li>
      ) : null}
    </>
  );
}
