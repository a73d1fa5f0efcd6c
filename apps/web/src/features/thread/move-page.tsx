import type { ThreadList, ThreadPage } from '@throughline/contracts';
import type { Place } from '../../app/routes';
import { areNumbers, numbersOf } from '../../forms/numbers';
import { Form, Send } from '../../forms/form';
import { texts } from '../../texts/en';
import { laterTexts } from '../../texts/en-later';

const said = { ...texts.move, ...laterTexts.move };

/** Moving posts, or all of a thread: first what and where to, then what would happen, then it is done. */
export function MovePage({ views, place }: { views: { thread: ThreadPage; threads: ThreadList }; place: Place }) {
  const { thread } = views.thread;
  const typed = place.query.get('numbers') ?? '';
  const to = views.threads.threads.find(({ id }) => id === place.query.get('to'));
  const others = views.threads.threads.filter(({ id }) => id !== thread.id);
  return (
    <div className="page stack-l narrow">
      <div>
        <h1>{said.title}</h1>
        <p className="small">
          <a href={`/t/${thread.id}/1`}>{thread.title}</a>
        </p>
        <p>{said.lead}</p>
      </div>
      {others.length === 0 ? <p>{said.none}</p> : null}
      <form method="get" action={`/t/${thread.id}/move`} className="stack">
        <div className="field">
          <label htmlFor="numbers">{said.which}</label>
          <span className="hint" id="numbers-h">
            {said.whichHint}
          </span>
          <input className="input" id="numbers" name="numbers" defaultValue={typed} aria-describedby="numbers-h" />
        </div>
        <div className="field">
          <label htmlFor="to">{said.to}</label>
          <select className="input" id="to" name="to" defaultValue={to?.id}>
            {others.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" className="btn">
          {said.look}
        </button>
      </form>
      {to && !areNumbers(typed, thread.lastNumber) ? (
        <p className="notice notice--caution" role="alert">
          {said.notNumbers(thread.lastNumber)}
        </p>
      ) : to ? (
        <Consequences thread={thread} to={to} numbers={numbersOf(typed)} />
      ) : null}
    </div>
  );
}

interface ConsequencesProps {
  thread: ThreadPage['thread'];
  to: ThreadList['threads'][number];
  /** None means all of them. */
  numbers: number[];
}

function Consequences({ thread, to, numbers }: ConsequencesProps) {
  const all = numbers.length === 0;
  return (
    <section className="notice notice--accent stack-s" aria-live="polite">
      <p>
        {all
          ? said.allPosts(thread.lastNumber, to.title)
          : `${said.somePosts(numbers.length, to.title)} ${numbers.map((number) => `#${number}`).join(', ')}`}
      </p>
      <p className="small">
        {said.readers}: {texts.audiences[to.audience.kind]}
      </p>
      <Form
        name={all ? 'thread-merge' : 'posts-move'}
        hidden={{ thread: thread.id, to: to.id, numbers: numbers.join(', ') }}
      >
        <Send>{all ? said.goAll : said.go}</Send>
      </Form>
    </section>
  );
}
