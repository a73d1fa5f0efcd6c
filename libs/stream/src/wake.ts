import type { StreamLog } from './stream-log';

/** Streams and where they stand now. */
export type Heads = [stream: string, seq: number][];

/** Tells which streams moved on this server: once a turn of the event loop, however many changes there were. */
export function tellWhatMoves(streamLog: StreamLog, tell: (heads: Heads) => void): void {
  const heads = new Map<string, number>();
  streamLog.appended.on('entry', ({ stream, seq }) => {
    if (heads.size === 0) {
      setImmediate(() => {
        tell([...heads]);
        heads.clear();
      });
    }
    heads.set(stream, seq);
  });
}
