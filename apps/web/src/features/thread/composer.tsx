import type { PostSource, PostView, WrittenPost } from '@throughline/contracts';
import { postTextLimit } from '@throughline/contracts/names';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { type Fields, one } from '../../forms/definitions';
import { Field, Form } from '../../forms/form';
import { dropWords, keepWords, keptWords } from '../../forms/kept-words';
import { WordsField } from '../../identifying/words-field';
import { texts } from '../../texts/en';
import { AsWhom } from './as-whom';
import { CheckedBy } from './checked-by-later';
import { SendOrPreview } from './send-or-preview';
import { isOwn, type SendingPost, useThread } from './thread-context';

const said = texts.thread;

interface ComposerProps {
  replyTo: number | null;
  id: string;
  /** Takes over sending, where scripts are there. */
  onSend?: (fields: Fields, form: HTMLFormElement) => void;
  /** Takes the focus: it was asked for where the reader is. */
  focused?: boolean;
  cancel?: ReactNode;
  formKey?: string;
}

/** Where a reply is written: who will see it, as whom, a preview; it works before scripts do. */
export function Composer({ replyTo, id, onSend, focused, cancel, formKey }: ComposerProps) {
  const { page } = useThread();
  const { persona } = page.viewer;
  const place = useRef<HTMLDivElement>(null);
  const keepAs = replyName(page.thread.id, replyTo);
  const contentNote = one(keptWords(keepAs) ?? {}, 'contentNote');
  useEffect(() => {
    if (!focused) return;
    place.current?.querySelector('textarea')?.focus({ preventScroll: true });
    place.current?.scrollIntoView({ block: 'center' });
  }, [focused]);
  return (
    <div ref={place}>
      <Form
        name="reply"
        id={id}
        className="composer measure stack-s"
        hidden={{ thread: page.thread.id, replyTo: replyTo ?? '' }}
        formKey={formKey}
        keepAs={keepAs}
        onSend={onSend}
      >
        <WordsField
          name="text"
          rows={6}
          label={replyTo === null ? said.yourReply : said.replyTo(replyTo)}
          most={postTextLimit}
          required
          hint={said.seenBy(page.viewer.readers.count)}
        />
        <AsWhom
          // Begun anew where the reader has an alias by now: from then on everything starts as that.
          key={persona.current?.id ?? ''}
          persona={persona}
          letGo={`/t/${page.thread.id}/let-go`}
          hasPosted={page.posts.some(({ author }) => author.kind === 'member' && isOwn(author, page))}
        />
        <CheckedBy
          checks={page.viewer.checks}
          asAlias={persona.obstacle === null}
          at={onSend ? `/t/${page.thread.id}/reply` : undefined}
        />
        <details className="opener" open={Boolean(contentNote)}>
          <summary className="small">{said.note}</summary>
          <Field name="contentNote" label={said.noteField} placeholder={texts.newThread.noteHint} maxLength={80} />
        </details>
        <SendOrPreview
          label={said.post}
          alias={persona.current?.name}
          readers={said.readers(page.viewer.readers.count, page.viewer.readers.sectors)}
        >
          {cancel}
        </SendOrPreview>
      </Form>
    </div>
  );
}

/** The words that a post is edited with, in its place. Saved over somebody's newer ones only by who has seen those. */
export function EditBox({ post, source, refetch }: { post: PostView; source: PostSource; refetch: () => void }) {
  const { inPlace } = useThread();
  const [begun] = useState(source);
  const [refused, setRefused] = useState(false);
  const keepAs = `edit/${post.id}`;
  const newer = refused && source.textVersion !== begun.textVersion;
  return (
    <Form
      name="post-edit"
      className="composer measure stack-s"
      hidden={{ post: post.id, textVersion: newer ? source.textVersion : begun.textVersion }}
      keepAs={keepAs}
      onProblem={({ code }) => {
        if (code !== 'changed-meanwhile') return;
        setRefused(true);
        refetch();
      }}
      onDone={(answer) => {
        inPlace?.take(answer as WrittenPost);
        inPlace?.edit(undefined);
      }}
    >
      {newer ? (
        <section className="notice" aria-label={texts.edit.newer}>
          <p className="small">{texts.edit.newer}</p>
          <div className="post__body--plain" dir="auto">
            {source.text}
          </div>
        </section>
      ) : null}
      <WordsField
        name="text"
        rows={8}
        label={texts.edit.words}
        hint={texts.edit.kept}
        value={begun.text}
        most={postTextLimit}
        required
      />
      <Field name="contentNote" label={said.note} value={begun.contentNote ?? ''} maxLength={80} />
      <SendOrPreview label={texts.edit.save}>
        <button
          type="button"
          className="btn"
          onClick={() => {
            dropWords(keepAs);
            inPlace?.edit(undefined);
          }}
        >
          {said.cancel}
        </button>
      </SendOrPreview>
    </Form>
  );
}

/** Words that were begun and can be sent no more, because the thread was closed: there to be copied. */
export function LeftWords({ threadId, replyTo }: { threadId: string; replyTo: number | null }) {
  const words = one(keptWords(replyName(threadId, replyTo)) ?? {}, 'text');
  if (words === '') return null;
  return (
    <label className="field measure composer">
      <span className="label">{said.leftWords}</span>
      <textarea className="input" rows={6} readOnly value={words} />
    </label>
  );
}

/** The name under which an unsent reply is kept. */
function replyName(threadId: string, replyTo: number | null): string {
  return `reply/${threadId}/${replyTo ?? ''}`;
}

/** Puts words into a reply box that is yet to be shown. */
export function writeInto(
  threadId: string,
  replyTo: number | null,
  words: Pick<SendingPost, 'text' | 'contentNote'> & Partial<SendingPost>,
): void {
  const { text, contentNote, as = '', alias = '', checker = '', goOn = '' } = words;
  keepWords(replyName(threadId, replyTo), { text, contentNote, as, alias, checker, goOn });
}

/** What was written in a box, and as whom. */
export function draftOf(fields: Fields): Omit<SendingPost, 'failed' | 'message'> {
  const replyTo = one(fields, 'replyTo');
  return {
    key: one(fields, 'key'),
    text: one(fields, 'text'),
    contentNote: one(fields, 'contentNote'),
    replyTo: replyTo === '' ? null : Number(replyTo),
    as: one(fields, 'as'),
    alias: one(fields, 'alias'),
    sure: one(fields, 'sure'),
    checker: one(fields, 'checker'),
    goOn: one(fields, 'goOn'),
  };
}
