import type { Cursor } from '@throughline/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { live } from './connection';

/** Lists are told at most every few seconds; asking for them is spread, so that not everybody asks at once. */
const spread = 1_500;

/**
 * Keeps a page of lists live: when one of its streams says that something changed, what this reader sees of it is asked
 * for anew, because counts of what is unread differ by reader.
 */
export function useLiveLists(cursors: Readonly<Record<string, Cursor>> | undefined): void {
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const key = JSON.stringify(cursors ?? {});
  useEffect(() => {
    const refresh = () => {
      clearTimeout(timer.current);
      timer.current = setTimeout(
        () => void queries.invalidateQueries({ refetchType: 'active' }),
        Math.random() * spread,
      );
    };
    const stops = Object.entries(JSON.parse(key) as Record<string, Cursor>).map(([stream, cursor]) =>
      live.follow(stream, cursor, { change: refresh, reload: refresh }),
    );
    return () => {
      for (const stop of stops) stop();
    };
  }, [key, queries]);
}
