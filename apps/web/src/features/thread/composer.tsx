import { postTextLimit } from '@throughline/contracts/names';
import { type ReactNode, useEffect, useRef } from 'react';
import { type Fields, one } from '../../forms/definitions';
import { Field, Form } from '../../forms/form';
import { keepWords, keptWords } from '../../forms/kept-words';
import { WordsField } from '../../identifying/words-field';
import { texts } from '../../texts/en';
import { PictureField } from '../pictures/picture-field';
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
  const { page, inPlace } = useThread();
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
          isChecked={page.viewer.checks.self !== null}
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
        <PictureField elsewhere={inPlace && `/t/${page.thread.id}/reply${replyTo === null ? '' : `?to=${replyTo}`}`} />
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

/** The name under which an unsent reply is kept. */
export function replyName(threadId: string, replyTo: number | null): string {
  return `reply/${threadId}/${replyTo ?? ''}`;
}

/** Puts what was written, and not sent, back into the box at the foot, which is yet to be shown. */
export function writeInto(threadId: string, { fields }: SendingPost): void {
  keepWords(replyName(threadId, null), fields);
}

/** Puts words below those that are in the box at the foot. */
export function addTo(threadId: string, words: string): void {
  const name = replyName(threadId, null);
  const kept = keptWords(name) ?? {};
  const before = one(kept, 'text').trimEnd();
  keepWords(name, { ...kept, text: before === '' ? words : `${before}\n\n${words}` });
}

/** What was written in a box, on its way. */
export function draftOf(fields: Fields): SendingPost {
  const replyTo = one(fields, 'replyTo');
  return {
    key: one(fields, 'key'),
    text: one(fields, 'text'),
    replyTo: replyTo === '' ? null : Number(replyTo),
    fields,
    failed: false,
    message: '',
  };
}
