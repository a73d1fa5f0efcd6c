import type { ThreadPage } from '@throughline/contracts';
import { threadKinds } from '@throughline/contracts/names';
import { Field, Form, Select, Send } from '../../forms/form';
import { texts } from '../../texts/en';
import { laterTexts } from '../../texts/en-later';
import { whereNeeded } from '../../ui/where-needed';
import { SummaryBox } from './summary-box';

const said = { ...texts.thread, ...laterTexts.thread };

const SelectedWords = whereNeeded('.select-words', async () => (await import('./selected-words')).SelectedWords);

interface LookAfterProps {
  page: ThreadPage;
  may: (ability: string) => boolean;
  onDone: () => void;
}

/** What can be done to a thread as a whole, by whoever may: kept apart from reading and writing. */
export function LookAfter(props: LookAfterProps) {
  return (
    <>
      <ThreadAsWhole {...props} />
      {props.may('post.link-words') ? <SelectedWords page={props.page} /> : null}
    </>
  );
}

function ThreadAsWhole({ page, may, onDone }: LookAfterProps) {
  const { thread } = page;
  const state = (value: string, label: string) => (
    <Form name="thread-state" hidden={{ thread: thread.id, state: value }} onDone={onDone}>
      <Send className="btn">{label}</Send>
    </Form>
  );
  const resolvable = may('thread.resolve');
  const closable = may('thread.close');
  const summarises = may('thread.offer-summary');
  const looksAfter = resolvable || closable || may('thread.edit');
  if (!looksAfter && !summarises) return null;
  return (
    <details className="opener look-after">
      <summary>{looksAfter ? said.lookAfter : said.offerSummary}</summary>
      <div className="stack">
        {may('thread.changes-wait') ? <p className="small">{said.changesWait}</p> : null}
        <div className="row">
          {resolvable && thread.state === 'open' ? state('resolved', said.resolve) : null}
          {resolvable && thread.state === 'resolved' ? state('open', said.unresolve) : null}
          {closable && thread.state !== 'closed' ? state('closed', said.close) : null}
          {closable && thread.state === 'closed' ? state('open', said.reopen) : null}
          {may('thread.pin') ? (
            <Form
              name="thread-pin"
              hidden={{ thread: thread.id, pinned: thread.pinned ? 'no' : 'yes' }}
              onDone={onDone}
            >
              <Send className="btn">{thread.pinned ? said.unpin : said.pin}</Send>
            </Form>
          ) : null}
          {may('thread.check-first') ? (
            <Form
              name="thread-check"
              hidden={{ thread: thread.id, checkFirst: thread.checkFirst ? 'no' : 'yes' }}
              onDone={onDone}
            >
              <Send className="btn">{thread.checkFirst ? said.uncheck : said.check}</Send>
            </Form>
          ) : null}
        </div>
        {may('thread.move') ? (
          <p>
            <a href={`/t/${thread.id}/move`}>{texts.move.link}</a>
          </p>
        ) : null}
        {may('thread.edit') ? (
          <Form
            name="thread-edit"
            key={`edit-${thread.revision}`}
            className="stack-s measure"
            hidden={{ thread: thread.id }}
            label={said.titleAndKind}
            onDone={onDone}
          >
            {may('thread.rename') ? (
              <Field name="title" label={texts.newThread.about} value={thread.title} required />
            ) : (
              <p className="small">{said.titleIsChecked}</p>
            )}
            <Select
              name="kind"
              label={texts.newThread.kind}
              value={thread.kind}
              options={threadKinds.map((kind) => ({ value: kind, label: texts.kinds[kind] }))}
            />
            <Send className="btn">{said.save}</Send>
          </Form>
        ) : null}
        {summarises ? <SummaryBox page={page} may={may} onDone={onDone} /> : null}
      </div>
    </details>
  );
}
