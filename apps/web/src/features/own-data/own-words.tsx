import type { PostUsesView } from '@throughline/contracts';
import type { Place } from '../../app/routes';
import { Form, Send } from '../../forms/form';
import { texts } from '../../texts/en';
import { ownDataTexts } from '../../texts/en-own-data';

const said = ownDataTexts.post;

interface Props {
  views: { uses: PostUsesView };
  place: Place;
}

const fieldsOf = ({ views: { uses }, place }: Props) => ({
  post: place.params['post'] ?? '',
  thread: uses.place.threadId,
  number: uses.place.number,
});
const threadPlace = ({ threadId, number }: PostUsesView['place']) => `/t/${threadId}/${number}#p${number}`;

function Words({ uses }: { uses: PostUsesView }) {
  return uses.text === '' ? (
    <p className="measure">{said.takenBack}</p>
  ) : (
    <blockquote className="measure post__body--plain" dir="auto">
      {uses.text}
    </blockquote>
  );
}

/** Before a post is erased: what that means. */
export function EraseOne(props: Props) {
  const { uses } = props.views;
  return (
    <div className="page stack">
      <h1>{said.eraseTitle}</h1>
      <p className="measure">{said.eraseWhat}</p>
      {uses.alias ? <p className="measure">{said.eraseAlias}</p> : null}
      <p className="small measure">
        {said.eraseBackups} {said.eraseConcern}
      </p>
      <Words uses={uses} />
      <Form name="post-erase" hidden={fieldsOf(props)}>
        <div className="row">
          <Send>{said.erase}</Send>
          <a href={threadPlace(uses.place)}>{texts.thread.cancel}</a>
        </div>
      </Form>
    </div>
  );
}

/** Before a name is taken off a post. */
export function NameOff(props: Props) {
  const { uses } = props.views;
  if (uses.alias)
    return (
      <div className="page stack">
        <h1>{said.nameOffTitle}</h1>
        <p className="measure">{said.nameOffAlias}</p>
        <p>
          <a href={threadPlace(uses.place)}>{ownDataTexts.uses.backTo}</a>
        </p>
      </div>
    );
  return (
    <div className="page stack">
      <h1>{said.nameOffTitle}</h1>
      <p className="measure">{said.nameOffWhat}</p>
      <p className="measure">{said.nameOffRemember}</p>
      <Words uses={uses} />
      <Form name="post-name-off" hidden={fieldsOf(props)}>
        <div className="row">
          <Send>{said.nameOff}</Send>
          <a href={threadPlace(uses.place)}>{texts.thread.cancel}</a>
        </div>
      </Form>
    </div>
  );
}
