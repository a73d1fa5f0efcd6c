import { type MouseEvent, type ReactNode, useState } from 'react';
import { useApp } from '../../app/context';
import { call, ProblemError } from '../../app/http';
import { Send } from '../../forms/form';
import { texts } from '../../texts/en';
import { ServerHtml } from '../../ui/server-html';

const said = texts.thread;

/** The end of a form with a field `text`: sends it, or shows first how others will see it. */
export function SendOrPreview({ label, children }: { label: string; children?: ReactNode }) {
  const { live } = useApp();
  const [shown, setShown] = useState<{ html: string } | { problem: string }>();
  const show = async ({ currentTarget }: MouseEvent<HTMLButtonElement>) => {
    const text = currentTarget.form && new FormData(currentTarget.form).get('text');
    if (typeof text !== 'string' || text.trim() === '') return setShown(undefined);
    try {
      const { bodyHtml } = (await call('/api/preview', 'POST', { text })) as { bodyHtml: string };
      setShown({ html: bodyHtml });
    } catch (error) {
      setShown({ problem: error instanceof ProblemError ? error.message : texts.errors.broken });
    }
  };
  return (
    <>
      <div className="row composer__end">
        <Send>{label}</Send>
        {live ? (
          <button type="button" className="btn" onClick={(event) => void show(event)}>
            {said.preview}
          </button>
        ) : null}
        {children}
      </div>
      <div role="status">
        {shown && 'html' in shown ? (
          <section className="preview" aria-label={said.previewTitle}>
            <h3>{said.previewTitle}</h3>
            <ServerHtml className="post__body" html={shown.html} />
          </section>
        ) : null}
        {shown && 'problem' in shown ? <p className="problem">{shown.problem}</p> : null}
      </div>
    </>
  );
}
