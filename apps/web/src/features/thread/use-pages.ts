import type { ThreadPage } from '@throughline/contracts';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { flushSync } from 'react-dom';
import { call } from '../../app/http';
import { useLiveFrom } from '../../live/use-live';
import { keepingPlace } from './keep-place';

/** The fixed pages of a thread that stand on the screen: the one that was opened, and what was added before and after it. */
interface ShownPages {
  pages: readonly ThreadPage[];
  from: number;
  to: number;
  /** Adds the page before or after; what is being read stays where it is. Throws where it cannot be had. */
  add: (number: number) => Promise<void>;
  /** Changes all of them, and lets nothing jump. */
  update: (change: (page: ThreadPage) => ThreadPage) => void;
  refetch: () => void;
}

/** Long threads are scrolled both ways, a fixed page at a time; each page is fetched and kept as it would be alone. */
export function usePages(opened: ThreadPage, openedPath: string): ShownPages {
  const queries = useQueryClient();
  const { id } = opened.thread;
  const { number: here } = opened.page;
  const [added, setAdded] = useState({ from: here, to: here });
  // Who goes elsewhere in the thread begins there anew.
  const { from, to } = here >= added.from && here <= added.to ? added : { from: here, to: here };
  const pathOf = useCallback((number: number) => `/api/threads/${id}/page?page=${number}`, [id]);
  const paths = useMemo(
    () =>
      Array.from({ length: to - from + 1 }, (_, index) => (from + index === here ? openedPath : pathOf(from + index))),
    [from, to, here, openedPath, pathOf],
  );
  const question = (path: string) => ({ queryKey: [path], queryFn: () => call(path) as Promise<ThreadPage> });
  const pages = useQueries({ queries: paths.map(question) })
    .map(({ data }, index) => (paths[index] === openedPath ? opened : data))
    .filter((page) => page !== undefined);
  useLiveFrom(
    `thread:${id}`,
    pages.map(({ cursor }) => cursor),
  );

  const update = useCallback(
    (change: (page: ThreadPage) => ThreadPage) =>
      keepingPlace(() =>
        flushSync(() => {
          for (const path of paths) queries.setQueryData<ThreadPage>([path], (held) => (held ? change(held) : held));
        }),
      ),
    [paths, queries],
  );
  return {
    pages,
    from,
    to,
    add: async (number) => {
      await queries.fetchQuery(question(pathOf(number)));
      keepingPlace(() => flushSync(() => setAdded({ from: Math.min(from, number), to: Math.max(to, number) })), {
        atTop: true,
      });
    },
    update,
    refetch: useCallback(() => {
      for (const path of paths) void queries.invalidateQueries({ queryKey: [path] });
    }, [paths, queries]),
  };
}
