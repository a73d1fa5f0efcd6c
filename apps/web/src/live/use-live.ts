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
