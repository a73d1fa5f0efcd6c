import { useQueryClient } from '@tanstack/react-query';
import type { Identifying } from '@throughline/rules/identifying';
import { findIdentifying } from '@throughline/rules/identifying';
import { useCallback, useEffect, useRef, useState } from 'react';
import { identifyingTexts as said } from '../texts/en-identifying';
import { namesIn } from './found-in';
import { leftIn } from './left-in';
import { useMirror } from './use-mirror';

/** So long after the last key, in milliseconds: while somebody writes nothing is looked at. */
const pause = 500;

interface Looked {
  text: string;
  found: readonly Identifying[];
}
const nothing: Looked = { text: '', found: [] };

/**
 * Underlines in a field what may say who somebody is, and says why: of the words that the caret is in, else of the newest. The
 * field itself is left alone; the underlines lie over it, on a copy of its words that cannot be seen, touched or heard.
 */
export function WhileWriting({ field }: { field: HTMLTextAreaElement }) {
  const queries = useQueryClient();
  const [looked, setLooked] = useState(nothing);
  const [shown, setShown] = useState<Identifying>();
  const before = useRef(nothing);
  const mirror = useMirror(field, looked);

  const look = useCallback(() => {
    const text = field.value;
    const knownNames = namesIn(queries.getQueriesData({}).map(([, view]) => view));
    const left = field.form ? leftIn(field.form) : new Set();
    const found = findIdentifying(text, { knownNames }).filter(({ start, end }) => !left.has(text.slice(start, end)));
    const known = new Set(before.current.found.map(({ start, end }) => before.current.text.slice(start, end)));
    before.current = { text, found };
    setLooked({ text, found });
    const newest = found.filter(({ start, end }) => !known.has(text.slice(start, end))).at(-1);
    setShown(
      (last) => newest ?? found.find(({ start, end, kind }) => sameWords(last, { start, end, kind }, text)) ?? found[0],
    );
  }, [field, queries]);

  useEffect(() => {
    let timer = setTimeout(look, 0);
    const onInput = () => {
      mirror.hideFrom(firstDifference(before.current.text, field.value));
      clearTimeout(timer);
      timer = setTimeout(look, pause);
    };
    // The caret goes into words that are underlined: by a touch, by a click, by a key.
    const onCaret = () => {
      if (document.activeElement !== field || before.current.text !== field.value) return;
      const at = field.selectionStart;
      const here = before.current.found.find(({ start, end }) => start <= at && at <= end);
      if (here) setShown(here);
    };
    field.addEventListener('input', onInput);
    document.addEventListener('selectionchange', onCaret);
    field.addEventListener('click', onCaret);
    field.addEventListener('keyup', onCaret);
    return () => {
      clearTimeout(timer);
      field.removeEventListener('input', onInput);
      document.removeEventListener('selectionchange', onCaret);
      field.removeEventListener('click', onCaret);
      field.removeEventListener('keyup', onCaret);
    };
  }, [field, look, mirror]);

  const here = shown && looked.found.includes(shown) ? shown : undefined;
  const words = here ? looked.text.slice(here.start, here.end) : '';

  const takeOut = () => {
    if (!here || field.value !== looked.text) return;
    field.focus();
    field.setSelectionRange(here.start, here.end);
    // As if typed: it can be undone, and what keeps unsent words hears of it.
    if (!document.execCommand('delete')) {
      field.setRangeText('', here.start, here.end, 'end');
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }
    look();
  };
  const leaveIn = () => {
    if (field.form) leftIn(field.form).add(words);
    look();
    field.focus();
  };

  return (
    <>
      <div className="words__mirror" aria-hidden="true" ref={mirror.place}>
        {marked(looked)}
      </div>
      <div role="status">
        {here ? (
          <div className="notice notice--caution small words__why">
            <p>
              <b dir="auto">{`“${words}”`}</b> {said.looksLike(here.kind)} {said.why}
            </p>
            {looked.found.length > 1 ? <p>{said.underlined(looked.found.length - 1)}</p> : null}
          </div>
        ) : null}
      </div>
      {here ? (
        <div className="row words__choice">
          <button type="button" className="word-btn" onClick={takeOut}>
            {said.takeOut}
            <span className="hidden-but-said">: {words}</span>
          </button>
          <button type="button" className="word-btn" onClick={leaveIn}>
            {said.leaveIn}
            <span className="hidden-but-said">: {words}</span>
          </button>
        </div>
      ) : null}
    </>
  );
}

function sameWords(last: Identifying | undefined, other: Identifying, text: string): boolean {
  return (
    last !== undefined &&
    last.kind === other.kind &&
    last.end - last.start === other.end - other.start &&
    other.end <= text.length &&
    last.start === other.start
  );
}

/** A text with what was found in it set apart. */
function marked({ text, found }: Looked) {
  let at = 0;
  const parts = found.flatMap(({ start, end }) => {
    const plain = text.slice(at, start);
    at = end;
    return [
      plain,
      <span className="point" key={start} data-end={end}>
        {text.slice(start, end)}
      </span>,
    ];
  });
  // A last empty line has no height of its own.
  return [...parts, `${text.slice(at)}\n`];
}

function firstDifference(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let at = 0;
  while (at < most && one.charCodeAt(at) === other.charCodeAt(at)) at += 1;
  return at;
}
