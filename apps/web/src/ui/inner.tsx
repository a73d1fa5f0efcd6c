import { useEffect, useRef, useState } from 'react';
import { setServerHtml } from './server-html';
import { asItStands } from './later';

/** On the server, where the page's `inner` is put while it is made; in the browser it stands there already, and is left as it is. */
const html = import.meta.env.SSR ? { __html: '<!--inner-->' } : asItStands;

interface InnerProps {
  /** The address of the API that it comes from. */
  from: string;
  /** How many `<li` and other marks there will be, roughly: what the bar is measured by. */
  parts: number;
  /** What one of them begins with. */
  part: string;
  waiting: string;
  failed: string;
}

/**
 * HTML that the server writes as it makes it. Where the page came from the server it is there; where scripts went on to the page it is
 * fetched, with a bar that says how far it has come.
 */
export function Inner({ from, parts, part, waiting, failed }: InnerProps) {
  const place = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<{ came: number } | 'there' | 'failed'>('there');
  useEffect(() => {
    const stands = place.current;
    if (!stands || stands.childNodes.length > 0) return undefined;
    const stop = new AbortController();
    // Nothing is said of what comes at once.
    const slow = setTimeout(() => setState((now) => (now === 'there' ? { came: 0 } : now)), 300);
    void fetchInPieces(from, stop.signal, (text) =>
      setState((now) => (now === 'there' || now === 'failed' ? now : { came: text.split(part).length - 1 })),
    ).then(
      (text) => {
        clearTimeout(slow);
        setServerHtml(stands, text);
        setState('there');
      },
      () => {
        clearTimeout(slow);
        if (!stop.signal.aborted) setState('failed');
      },
    );
    return () => {
      clearTimeout(slow);
      stop.abort();
    };
  }, [from, part]);
  return (
    <>
      {state === 'failed' ? <p role="alert">{failed}</p> : null}
      {typeof state === 'object' ? (
        <p className="measure stack-s" role="status">
          <label>
            {waiting} <progress max={Math.max(1, parts)} value={Math.min(parts, state.came)} />
          </label>
        </p>
      ) : null}
      <div ref={place} suppressHydrationWarning dangerouslySetInnerHTML={html} />
    </>
  );
}

async function fetchInPieces(from: string, signal: AbortSignal, onText: (soFar: string) => void): Promise<string> {
  const answer = await fetch(from, { signal, headers: { accept: 'text/html' } });
  if (!answer.ok) throw new Error(`It answered ${answer.status}.`);
  const reader = answer.body?.getReader();
  if (!reader) return answer.text();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
    onText(text);
  }
}
