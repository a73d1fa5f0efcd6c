import type { AliasLetterView } from '@throughline/contracts';
import { useApp } from '../../app/context';
import { Field, Form, Send } from '../../forms/form';
import { moment } from '../../texts/dates';
import { letterTexts as said } from '../../texts/en-letters';

interface LettersProps {
  letters: readonly AliasLetterView[];
  /** The thread in whose page they stand; without it, the one that the name is at home in. */
  threadId?: string;
}

/** What was written in private to somebody under another name: in their own page of the thread, and nobody else's. */
export function LettersToAlias({ letters, threadId }: LettersProps) {
  return (
    <div className="stack letters" id="letters">
      {letters.map((letter) =>
        letter.open ? (
          <section key={letter.id} className="notice notice--accent stack-s" aria-labelledby={`l${letter.id}`}>
            <h2 className="post__head" id={`l${letter.id}`} dir="auto">
              <b>{said.title(letter.name)}</b>
            </h2>
            <p className="small">{said.seenBy(letter.from)}</p>
            <Messages letter={letter} />
            <Form
              name="alias-letter-answer"
              className="stack-s"
              hidden={{ letter: letter.id, thread: threadId ?? letter.threadId }}
              label={said.answer}
              keepAs={`letter/${letter.id}`}
              // In one’s own posts, told once, it would not be seen: there the thread is gone to.
              onDone={threadId === undefined ? undefined : (_, form) => form.reset()}
            >
              <Field name="text" rows={3} label={said.answer} hint={said.answerHint} required />
              <Send className="btn">{said.send}</Send>
            </Form>
          </section>
        ) : (
          <details key={letter.id} className="opener">
            <summary>{said.over(letter.name)}</summary>
            <Messages letter={letter} />
          </details>
        ),
      )}
    </div>
  );
}

function Messages({ letter: { messages, from: writer } }: { letter: AliasLetterView }) {
  const { me } = useApp();
  return (
    <ul className="threads">
      {messages.map(({ from, by, text, at }, index) => (
        <li key={`${index}${text}`}>
          <p className="small soft">
            {from === 'you' ? said.you : said.by(writer, by)}, {moment(at, me.community.timeZone)}
          </p>
          <p className="post__body--plain" dir="auto">
            {text}
          </p>
        </li>
      ))}
    </ul>
  );
}
