import type { ThreadPage } from '@throughline/contracts';
import { Field, Form, Send } from '../../forms/form';
import { texts } from '../../texts/en';
import { laterTexts } from '../../texts/en-later';
import { Sure } from './as-whom';

const said = { ...texts.thread, ...laterTexts.thread };

interface SummaryBoxProps {
  page: ThreadPage;
  may: (ability: string) => boolean;
  onDone: () => void;
}

/** The box in which a summary is written: by moderators for the head of the thread, by others to offer it. */
export function SummaryBox({ page: { thread, viewer }, may, onDone }: SummaryBoxProps) {
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
