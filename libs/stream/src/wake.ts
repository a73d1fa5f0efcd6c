import type { GroupCommit } from './group-commit';

/** Streams and where they stand now. */
export type Moved = [stream: string, seq: number][];

/** Tells which streams moved on this server: once a turn of the event loop, however many changes there were. */
export function tellWhatMoves(commits: GroupCommit, tell: (moved: Moved) => void): void {
  const heads = new Map<string, number>();
  commits.appended.on('entry', ({ stream, seq }) => {
    if (heads.size === 0) {
      setImmediate(() => {
        tell([...heads]);
        heads.clear();
      });
    }
    heads.set(stream, seq);
  });
}
