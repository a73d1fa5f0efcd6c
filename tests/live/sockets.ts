import type { Cursor } from '@throughline/contracts';
import type { LiveRequest } from '@throughline/contracts/names';
import type { Person } from '@throughline/testing';
import { within } from '@throughline/testing';
import { io, type Socket } from 'socket.io-client';

/** A cursor of no epoch: the answer to it is "fetch anew", which is enough to know that one may. */
export const nowhere: Cursor = { epoch: '', seq: 0 };

const open = new Set<Socket>();

/** Ends every connection that this test made: for `afterEach`. */
export function closeSockets(): void {
  for (const socket of open) socket.disconnect();
  open.clear();
}

/** A connection in this person's name; fails with the server's reason where it is refused. */
export function connect(person: Person, transport: 'websocket' | 'polling' = 'websocket'): Promise<Socket> {
  const socket = io(person.url, {
    transports: [transport],
    autoConnect: false,
    forceNew: true,
    reconnection: false,
    extraHeaders: { origin: person.url, ...(person.cookie ? { cookie: person.cookie } : {}) },
  });
  open.add(socket);
  return reconnect(socket);
}

/** Connects a socket, for the first time or again after a drop. */
export function reconnect(socket: Socket): Promise<Socket> {
  const connected = new Promise<Socket>((done, refused) => {
    socket.once('connect', () => done(socket));
    socket.once('connect_error', refused);
  });
  socket.connect();
  return within(10_000, 'the socket connects', connected);
}

/** Cuts the line beneath a socket, as a tunnel does. */
export async function drop(socket: Socket): Promise<void> {
  const gone = ended(socket);
  socket.io.engine.close();
  await gone;
}

/** Sends a message and waits for its acknowledgement. */
export function send(socket: Socket, event: LiveRequest, message: unknown): Promise<unknown> {
  return socket.timeout(5_000).emitWithAck(event, message) as Promise<unknown>;
}

/** Joins a stream from nowhere. */
export function joinStream(socket: Socket, stream: string): Promise<unknown> {
  return send(socket, 'join', { stream, cursor: nowhere });
}

/** Settles when the server has ended the connection; fails when it has not in time. */
export function ended(socket: Socket, milliseconds = 5_000): Promise<void> {
  return within(
    milliseconds,
    'the server ends the connection',
    new Promise((gone) => {
      if (socket.disconnected) gone();
      else socket.once('disconnect', () => gone());
    }),
  );
}
