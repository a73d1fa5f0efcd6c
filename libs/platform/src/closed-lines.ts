import { MongoNetworkError } from 'mongodb';
import { Connection } from 'mongodb/lib/cmap/connection';
import type { Socket } from 'node:net';

interface Written {
  socket: Socket;
  onError(error: Error): void;
}
type WriteCommand = (this: Written, ...given: unknown[]) => Promise<void>;

/**
 * The driver (7.8) writes a command to a line and, where the line takes no more, waits until it has drained. A line that was
 * destroyed a moment before takes nothing and never drains, so that the wait has no end; should it be the monitor's, the database is
 * never found again. Here the wait ends with the line. (`lib/cmap/connection.js`, `writeCommand`.)
 */
export function endWaitsWithTheirLines(): void {
  const prototype = (Connection as unknown as { prototype: { writeCommand: WriteCommand & { ended?: true } } })
    .prototype;
  const { writeCommand } = prototype;
  if (writeCommand.ended) return;
  prototype.writeCommand = Object.assign(
    async function (this: Written, ...given: unknown[]) {
      const { socket } = this;
      let closed: () => void = () => undefined;
      const over = new Promise<never>((_, fail) => {
        closed = () => {
          const error = new MongoNetworkError('the line to the database was closed');
          this.onError(error);
          fail(error);
        };
      });
      over.catch(() => undefined);
      if (socket.closed) closed();
      else socket.once('close', closed);
      try {
        await Promise.race([writeCommand.apply(this, given), over]);
      } finally {
        socket.removeListener('close', closed);
      }
    },
    { ended: true as const },
  );
}
