import type { SummaryView, ThreadPage } from '@throughline/contracts';
import { Form, Send } from '../../forms/form';
import { day } from '../../texts/dates';
import { texts } from '../../texts/en';
import { nameOf } from '../../ui/author';

const said = texts.thread;

function Points({ summary, threadId }: { summary: SummaryView; threadId: string }) {
  return (
    <ul>
      {summary.points.map((point) => (
        <li key={point.text} dir="auto">
          {point.text}
          {point.numbers.map((number) => (
            <span key={number}>
              {' '}
              (<a href={`/t/${threadId}/${number}#p${number}`}>#{number}</a>)
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}

interface SummariesProps {
  page: ThreadPage;
  timeZone: string;
  may: (ability: string) => boolean;
  onDone: () => void;
}

/** Where a thread has got to, and what a member offers to say of it. */
export function Summaries({ page: { thread }, timeZone, may, onDone }: SummariesProps) {
  const { summary, offeredSummary: offered } = thread;
  const answer = (take: 'yes' | 'no', label: string, className: string) => (
    <Form
      name="thread-summary-answer"
      hidden={{ thread: thread.id, take }}
      seen={{ at: offered?.at ?? '' }}
      onDone={onDone}
    >
      <Send className={className}>{label}</Send>
    </Form>
  );
  return (
    <>
      {summary ? (
        <section className="summary measure" aria-labelledby="summary-h">
          <h2 id="summary-h">{said.summary}</h2>
          <Points summary={summary} threadId={thread.id} />
          <p className="summary__by">
            {said.summaryBy(
              nameOf(summary.by),
              day(summary.at, timeZone),
              Math.max(0, thread.lastNumber - summary.upTo),
            )}
          </p>
        </section>
      ) : null}
      {offered ? (
        <section className="summary measure" aria-labelledby="offered-h">
          <h2 id="offered-h">{said.offered(nameOf(offered.by))}</h2>
          <Points summary={offered} threadId={thread.id} />
          {may('thread.summarise') ? (
            <div className="row">
              {answer('yes', said.takeOffered, 'btn')}
              {answer('no', said.leaveOffered, 'word-btn')}
            </div>
          ) : (
            <p className="summary__by">{said.offeredWaits}</p>
          )}
        </section>
      ) : null}
    </>
  );
}
