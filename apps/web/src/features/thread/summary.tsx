import type { SummaryView, ThreadPage } from '@throughline/contracts';
import { Field, Form, Send } from '../../forms/form';
import { day } from '../../texts/dates';
import { texts } from '../../texts/en';
import { nameOf } from '../../ui/author';
import { Sure } from './as-whom';

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

/** The box in which a summary is written: by moderators for the head of the thread, by others to offer it. */
export function SummaryBox({ page: { thread, viewer }, may, onDone }: Omit<SummariesProps, 'timeZone'>) {
  const stands = may('thread.summarise');
  const offered = thread.offeredSummary;
  const own = offered?.by.kind === 'member' && offered.by.id === viewer.memberId ? offered : null;
  if (offered && !own && !stands) return <p>{said.offeredAlready}</p>;
  const written = stands ? thread.summary : (own ?? thread.summary);
  return (
    <Form
      name="thread-summary"
      key={`summary-${thread.revision}`}
      className="stack-s measure"
      hidden={{ thread: thread.id }}
      onDone={onDone}
    >
      <Field
        name="points"
        rows={6}
        label={stands ? said.writeSummary : said.offerSummary}
        hint={stands ? said.summaryHint : `${said.summaryHint} ${said.offerHint}`}
        value={written?.points
          .map(({ text, numbers }) => [text, ...numbers.map((number) => `(#${number})`)].join(' '))
          .join('\n')}
      />
      {viewer.persona.current ? <Sure name={viewer.persona.current.name} required /> : null}
      <Send className="btn">{stands ? said.save : said.offer}</Send>
    </Form>
  );
}
