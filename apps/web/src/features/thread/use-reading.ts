import type { ReadingView, ThreadPage } from '@throughline/contracts';
import { holds } from '@throughline/rules';
import { useEffect, useRef } from 'react';
import { call, ProblemError } from '../../app/http';

/** A post is read when it was on the screen this long while the page had the focus. */
const seenFor = 1_000;
/** Marks are sent together. */
const sendAfter = 1_500;
/** Without a line, or where the server is busy, they are sent again. */
const sendAgainAfter = 5_000;
const comesToNothing = (error: unknown) => error instanceof ProblemError && ![0, 429, 503].includes(error.status);

/** Marks as read what was on the screen for over a second; nobody else learns of it. */
export function useReading(page: ThreadPage, onRead: (reading: ReadingView) => void): void {
  const seen = useRef(new Set<number>());
  const report = useRef(onRead);
  useEffect(() => {
    report.current = onRead;
  });
  const threadId = page.thread.id;
  const unread = page.posts.map(({ number }) => number).filter((number) => holds(page.viewer.unread, number));
  const key = unread.join();

  useEffect(() => {
    if (key === '') return undefined;
    const timers = new Map<Element, ReturnType<typeof setTimeout>>();
    let sending: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const send = () => {
      const numbers = [...seen.current];
      if (numbers.length === 0) return;
      seen.current.clear();
      call(`/api/threads/${threadId}/read`, 'POST', { ranges: numbers.map((number) => [number, number]) }, true).then(
        (reading) => report.current(reading as ReadingView),
        (error: unknown) => {
          if (comesToNothing(error)) return;
          for (const number of numbers) seen.current.add(number);
          if (over) return;
          clearTimeout(sending);
          sending = setTimeout(send, sendAgainAfter);
        },
      );
    };
    const watch = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          clearTimeout(timers.get(target));
          if (!isIntersecting) continue;
          const mark = () => {
            if (!document.hasFocus()) {
              timers.set(target, setTimeout(mark, seenFor));
              return;
            }
            seen.current.add(Number(target.id.slice(1)));
            watch.unobserve(target);
            clearTimeout(sending);
            sending = setTimeout(send, sendAfter);
          };
          timers.set(target, setTimeout(mark, seenFor));
        }
      },
      { rootMargin: '-60px 0px -60px 0px', threshold: 0.1 },
    );
    for (const number of key.split(',')) {
      const post = document.getElementById(`p${number}`);
      if (post) watch.observe(post);
    }
    const leave = () => send();
    window.addEventListener('pagehide', leave);
    return () => {
      over = true;
      watch.disconnect();
      for (const timer of timers.values()) clearTimeout(timer);
      clearTimeout(sending);
      send();
      window.removeEventListener('pagehide', leave);
    };
  }, [key, threadId]);
}
