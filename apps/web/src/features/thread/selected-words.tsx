import './selected-words.css';
import type { ThreadPage } from '@throughline/contracts';
import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { texts } from '../../texts/en';

/** Where the way on stands, beside what is selected, and where it leads. */
interface Chosen {
  body: Element;
  href: string;
  top: number;
  left: number;
}

/** How long it stays when the selection is gone: on some phones that is before the tap arrives. */
const lingers = 400;

/**
 * Words that are selected in a post, by mouse, by touch or by keys, lead to linking them to a change: in the order of the keyboard that is
 * the next thing after the words. Which they are is said by their places, so no words stand in an address. Without any of this the same is
 * done from the menu of each post.
 */
export function SelectedWords({ page: { posts } }: { page: ThreadPage }) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const place = useRef<HTMLDivElement>(null);
  // What is offered, and has the focus perhaps, stays where it is while posts come in.
  const known = useRef(posts);
  useEffect(() => {
    known.current = posts;
  }, [posts]);
  useEffect(() => {
    place.current ??= document.createElement('div');
    const stands = place.current;
    let leaving: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      const found = chosenIn(known.current);
      clearTimeout(leaving);
      if (found) {
        if (stands.previousSibling !== found.body) found.body.after(stands);
        setChosen(found);
      } else leaving = setTimeout(() => setChosen(null), lingers);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setChosen(null);
      const link = stands.querySelector('a');
      // Browsers differ in where the next key goes on from what is selected: here, to what is offered beside it.
      const isNext = event.key === 'Tab' && !event.shiftKey && document.activeElement?.contains(stands);
      if (!link || !isNext || link === document.activeElement) return;
      event.preventDefault();
      link.focus();
    };
    look();
    document.addEventListener('selectionchange', look);
    document.addEventListener('keydown', onKey);
    return () => {
      clearTimeout(leaving);
      stands.remove();
      document.removeEventListener('selectionchange', look);
      document.removeEventListener('keydown', onKey);
    };
  }, []);
  if (!chosen || !place.current) return null;
  const { href, top, left } = chosen;
  return createPortal(
    <a
      className="btn select-words"
      href={href}
      style={{ top, left }}
      // What is selected stays selected under the pointer.
      onMouseDown={(event) => event.preventDefault()}
    >
      {texts.thread.linkWords}
    </a>,
    place.current,
  );
}

function chosenIn(posts: ThreadPage['posts']): Chosen | null {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const body = bodyOf(range.startContainer);
  const post = posts.find(({ id }) => body?.id === `body-${id}`);
  const within = body && post && post.state === 'published' ? cutTo(range, body) : null;
  if (!body || !post || !within) return null;
  const [from, to] = [lettersBefore(body, within, 'start'), lettersBefore(body, within, 'end')];
  if (from >= to) return null;
  const lines = [...within.getClientRects()];
  const [around, first, end] = [body.closest('.post')?.getBoundingClientRect(), lines[0], lines.at(-1)];
  if (!around || !first || !end) return null;
  const query = new URLSearchParams({ post: post.id, from: `${from}`, to: `${to}`, of: `${post.textVersion}` });
  return {
    body,
    href: `/t/${post.threadId}/${post.number}/link?${query}`,
    top: topOf(body.getBoundingClientRect(), first, end) - around.top,
    left: leftOf(around, end) - around.left,
  };
}

/** The room that it takes, in CSS pixels, with what stands free around it. */
const room = { width: 290, height: 56 };

/** Where there is room, beside all that stands at the left under a post; on a phone where the words end, as far as that goes. */
function leftOf(around: DOMRect, end: DOMRect): number {
  const furthest = Math.max(around.left, around.right - room.width);
  return around.width > 2 * room.width ? furthest : Math.min(end.right, furthest);
}

/** Below the words where more of the post follows, else above them: it should not lie over what can be chosen below the post. */
function topOf(body: DOMRect, first: DOMRect, end: DOMRect): number {
  const isAbove = end.bottom + room.height > body.bottom && first.top - room.height >= body.top;
  return isAbove ? first.top - room.height : end.bottom;
}

function bodyOf(node: Node): Element | null {
  const element = node instanceof Element ? node : node.parentElement;
  return element?.closest('.post__body[id^="body-"]') ?? null;
}

/** A selection as far as it goes in one post: by three clicks it ends where the next thing begins. Null where it goes on in another. */
function cutTo(range: Range, body: Element): Range | null {
  const end = bodyOf(range.endContainer);
  if (end && end !== body && range.endOffset > 0) return null;
  const within = range.cloneRange();
  if (end !== body) within.setEnd(body, body.childNodes.length);
  // Words of somebody else that stand in it are theirs to give.
  return [...body.querySelectorAll('blockquote')].some((quoted) => within.intersectsNode(quoted)) ? null : within;
}

/** How many letters stand in a post before one end of a range: neither white space is counted nor what is quoted. */
function lettersBefore(body: Element, range: Range, which: 'start' | 'end'): number {
  const before = document.createRange();
  before.selectNodeContents(body);
  if (which === 'start') before.setEnd(range.startContainer, range.startOffset);
  else before.setEnd(range.endContainer, range.endOffset);
  const copied = before.cloneContents();
  for (const quoted of copied.querySelectorAll('blockquote')) quoted.remove();
  return (copied.textContent ?? '').replace(/\s/g, '').length;
}
