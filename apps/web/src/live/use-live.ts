import type { Change, Cursor } from '@throughline/contracts';
import { useEffect, useRef } from 'react';
import { live } from './connection';

/** Follows a stream while the component is there, from where its data stands. */
export function useLive(
  stream: string,
  cursor: Cursor | undefined,
  onChange: (change: Change) => void,
  onReload: () => void,
): void {
  const handlers = useRef({ onChange, onReload });
  useEffect(() => {
    handlers.current = { onChange, onReload };
  });
  const epoch = cursor?.epoch;
  const seq = cursor?.seq;
  useEffect(() => {
    if (epoch === undefined || seq === undefined) return undefined;
    return live.follow(
      stream,
      { epoch, seq },
      {
        change: (change) => handlers.current.onChange(change),
        reload: () => handlers.current.onReload(),
      },
    );
  }, [stream, epoch, seq]);
}

/** Has what came after these cursors come again: for parts of a page that were fetched while it was followed already. */
export function useLiveFrom(stream: string, cursors: readonly Cursor[]): void {
  const key = JSON.stringify(cursors);
  useEffect(() => {
    const nobody = { change: () => undefined, reload: () => undefined };
    const stops = (JSON.parse(key) as Cursor[]).map((cursor) => live.follow(stream, cursor, { ...nobody }));
    return () => {
      for (const stop of stops) stop();
    };
  }, [stream, key]);
}
