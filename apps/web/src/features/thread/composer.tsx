import type { PostView } from '@throughline/contracts';
import type { ReactNode } from 'react';
import { useMember } from '../../app/context';
import { type Fields, one } from '../../forms/definitions';
import { Field, Form } from '../../forms/form';
import { texts } from '../../texts/en';
import { SendOrPreview } from './send-or-preview';
import { useThread } from './thread-context';

const said = texts.thread;

interface ComposerProps {
  replyTo: number | null;
  id: string;
  /** Takes over sending, where scripts are there. */
  onSend?: (fields: Fields, form: HTMLFormElement) => void;
  text?: string;
  contentNote?: string;
  cancel?: ReactNode;
  formKey?: string;
}

/** Where a reply is written: who will see it, as whom, a preview; it works before scripts do. */
export function Composer({ replyTo, id, onSend, text, contentNote, cancel, formKey }: ComposerProps) {
  const { page } = useThread();
  const member = useMember();
  return (
    <div>
      <Form
        name="reply"
        id={id}
        className="composer measure stack-s"
        hidden={{ thread: page.thread.id, replyTo: replyTo ?? '', as: 'self' }}
        formKey={formKey}
        onSend={onSend}
      >
        <Field
          name="text"
          rows={6}
          label={replyTo === null ? said.yourReply : said.replyTo(replyTo)}
          value={text}
          required
          hint={
            <>
              {said.readers(page.viewer.readers.count, page.viewer.readers.sectors)}. {said.asSelf} <b>{member.name}</b>
              .
            </>
          }
        />
        <details className="opener" open={Boolean(contentNote)}>
          <summary className="small">{said.note}</summary>
          <Field
            name="contentNote"
            label={said.note}
            value={contentNote}
            placeholder={texts.newThread.noteHint}
            maxLength={80}
          />
        </details>
        <SendOrPreview label={said.post}>{cancel}</SendOrPreview>
      </Form>
    </div>
  );
}

/** The words that a post is edited with, in its place. */
export function EditBox({
  post,
  source,
}: {
  post: PostView;
  source: { text: string; contentNote: string | null; textVersion: number };
}) {
  const { edit, take } = useThread();
  return (
    <Form
      name="post-edit"
      className="composer measure stack-s"
      hidden={{ post: post.id, textVersion: source.textVersion }}
      onDone={(answer) => {
        take(answer as PostView);
        edit(undefined);
      }}
    >
      <Field name="text" rows={8} label={texts.edit.words} hint={texts.edit.kept} value={source.text} required />
      <Field name="contentNote" label={said.note} value={source.contentNote ?? ''} maxLength={80} />
      <SendOrPreview label={texts.edit.save}>
        <button type="button" className="btn" onClick={() => edit(undefined)}>
          {said.cancel}
        </button>
      </SendOrPreview>
    </Form>
  );
}

export function draftOf(fields: Fields): { text: string; contentNote: string; replyTo: number | null; key: string } {
  const replyTo = one(fields, 'replyTo');
  return {
    key: one(fields, 'key'),
    text: one(fields, 'text'),
    contentNote: one(fields, 'contentNote'),
    replyTo: replyTo === '' ? null : Number(replyTo),
  };
}
