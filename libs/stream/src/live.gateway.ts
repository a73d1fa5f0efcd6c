import { Inject } from '@nestjs/common';
import {
  ConnectedSocket,
  MessageBody,
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
} from '@nestjs/websockets';
import { headsRequest, joinRequest, leaveRequest, type ChangesAnswer } from '@throughline/contracts';
import { type ErrorCode, liveRequests } from '@throughline/contracts/names';
import { AccessEvents, type Actor, ActorDoor, DomainError, type SignedIn } from '@throughline/kernel';
import { asDomainError, Jobs, LOG, type Log } from '@throughline/platform';
import { LRUCache } from 'lru-cache';
import type { Server, Socket } from 'socket.io';
import type { ZodType } from 'zod';
import { Epochs } from './epochs';
import { GroupCommit } from './group-commit';
import { Heads } from './heads';
import { MessageBudget } from './message-budget';
import { Redis } from './redis';
import { Rooms } from './rooms';
import { StreamGates } from './stream-gates';
import { StreamLog } from './stream-log';
import { Streams } from './streams';
import { type Moved, tellWhatMoves } from './wake';

interface SocketData {
  actor: SignedIn;
  /** Of this connection alone. */
  budget: MessageBudget;
}
type LiveSocket = Socket<never, never, never, SocketData>;
type Refused = { error: ErrorCode };

/** A member with more open pages than this has the oldest ones ended. */
const socketsPerMember = 20;
/**
 * What one member may send by all connections together, at once and each second: twenty pages that come back after a restart join
 * a handful of streams each. Connecting counts too, or whoever connected anew would begin anew.
 */
const messagesPerMember = { most: 600, perSecond: 10 };
/** How many members' budgets are kept; whoever sent nothing for a minute has all of it again. */
const mostBudgets = 10_000;
/** How many streams one connection follows at the most: each is asked after, once a second. A page cannot join more at once. */
const streamsPerSocket = 90;
/** How many sessions are looked at again in one go. */
const reviewedAtOnce = 100;
/** How much may wait for a client that does not read, in bytes. */
const mostUnread = 1024 * 1024;

/**
 * The live connection. A socket is somebody from its handshake on (Nest's guards do not cover that, safety.md S6), every
 * join and message is authorised, and whoever loses access is out within two seconds.
 */
@WebSocketGateway({ transports: ['websocket', 'polling'] })
export class LiveGateway implements OnGatewayInit, OnGatewayConnection, OnGatewayDisconnect {
  @WebSocketServer()
  private readonly server!: Server;
  private readonly budgets = new LRUCache<string, MessageBudget>({ max: mostBudgets });

  constructor(
    private readonly door: ActorDoor,
    private readonly gates: StreamGates,
    private readonly streams: Streams,
    private readonly streamLog: StreamLog,
    private readonly epochs: Epochs,
    private readonly rooms: Rooms,
    private readonly commits: GroupCommit,
    private readonly knownHeads: Heads,
    private readonly redis: Redis,
    private readonly access: AccessEvents,
    private readonly jobs: Jobs,
    @Inject(LOG) private readonly log: Log,
  ) {}

  afterInit(server: Server): void {
    server.use((socket, next) => {
      // A page connects again after each drop, whether somebody is before it or not.
      this.door.resolve(socket.request.headers.cookie, 'by-itself').then(
        (actor) => {
          if (actor.kind === 'visitor') return next(new Error('sign-in-needed'));
          if (!this.budgetOf(actor).spend()) return next(new Error('too-many'));
          Object.assign(socket.data as SocketData, { actor, budget: new MessageBudget() });
          next();
        },
        () => next(new Error('unavailable')),
      );
    });
    // Each server pushes to its own sockets, and to no others: those have their own server, which reads the same log.
    this.rooms.setPush((stream, change) => server.local.to(stream).emit('change', change));
    server.of('/').adapter.on('delete-room', (room: string) => this.rooms.close(room));
    this.access.on('ended', (sessionIds) => this.end((actor) => sessionIds.includes(actor.sessionId)));
    this.access.on('changed', () => {
      this.review().catch((error: unknown) =>
        this.log.warn({ err: error }, 'who may stay was not looked at; the next look will'),
      );
    });
    if (this.redis.wanted) {
      tellWhatMoves(this.commits, (moved) => server.serverSideEmit('moved', moved));
      server.on('moved', (moved: Moved) => {
        this.knownHeads.note(moved);
        void this.rooms.moved(moved);
      });
    }
    this.jobs.everywhere('live.heads', 1_000, () => this.rooms.catchUp());
    this.jobs.everywhere('live.access', 1_000, () => this.review());
    this.jobs.everywhere('live.slow', 1_000, () => this.dropSlow());
  }

  handleConnection(socket: LiveSocket): void {
    const { actor, budget } = socket.data;
    const own = this.sockets().filter((other) => other.data.actor.memberId === actor.memberId);
    for (const oldest of own.slice(0, Math.max(0, own.length - socketsPerMember))) oldest.disconnect(true);
    const shared = this.budgetOf(actor);
    socket.use(([event], next) => {
      if (!budget.spend() || !shared.spend() || !(liveRequests as readonly string[]).includes(event))
        socket.disconnect(true);
      else next();
    });
  }

  handleDisconnect(): void {
    // Rooms close by themselves when their last socket leaves.
  }

  /** Joins a stream from a cursor on; the answer is what was missed. Pushes that overtake it are told apart by their seq. */
  @SubscribeMessage('join')
  join(@ConnectedSocket() socket: LiveSocket, @MessageBody() message: unknown): Promise<ChangesAnswer | Refused> {
    return this.answer(joinRequest, message, async ({ stream, cursor }) => {
      const before = socket.data.actor;
      await this.streams.authorize(before, stream);
      await this.rooms.open(stream);
      await socket.join(stream);
      // Beside the streams, each is in a room of its own.
      if (socket.rooms.size > streamsPerSocket + 1) {
        await socket.leave(stream);
        throw new DomainError('too-many');
      }
      // Opened again, should the last socket have left while this one was on its way in.
      await this.rooms.open(stream);
      const answer = await this.streams.since(stream, cursor);
      // Access may have changed during the awaits above: what counts is what holds now.
      const now = socket.data.actor;
      if (!socket.connected || (now !== before && !(await this.gates.allows(now, stream)))) {
        await socket.leave(stream);
        throw new DomainError('not-found');
      }
      return answer;
    });
  }

  @SubscribeMessage('leave')
  leave(@ConnectedSocket() socket: LiveSocket, @MessageBody() message: unknown): Promise<{ left: true } | Refused> {
    return this.answer(leaveRequest, message, async ({ stream }) => {
      await socket.leave(stream);
      return { left: true as const };
    });
  }

  /** Which of the streams that this socket is in have moved past its cursors: so also the last push lost is noticed. */
  @SubscribeMessage('heads')
  heads(
    @ConnectedSocket() socket: LiveSocket,
    @MessageBody() message: unknown,
  ): Promise<{ moved: string[] } | Refused> {
    return this.answer(headsRequest, message, async ({ cursors }) => {
      const own = Object.entries(cursors).filter(([stream]) => socket.rooms.has(stream));
      const moved = await this.streamLog.moved(new Map(own.map(([stream, { seq }]) => [stream, seq])));
      const stale = own.filter(([, { epoch }]) => epoch !== this.epochs.current).map(([stream]) => stream);
      return { moved: [...new Set([...moved.keys(), ...stale])] };
    });
  }

  /** Ends every connection of this server, which stops: clients come back elsewhere, with their cursors. */
  close(): void {
    this.server.local.disconnectSockets(true);
  }

  private budgetOf({ memberId }: SignedIn): MessageBudget {
    const known = this.budgets.get(memberId);
    if (known) return known;
    const budget = new MessageBudget(messagesPerMember.most, messagesPerMember.perSecond);
    this.budgets.set(memberId, budget);
    return budget;
  }

  private sockets(): LiveSocket[] {
    return [...this.server.of('/').sockets.values()] as unknown as LiveSocket[];
  }

  private end(which: (actor: SignedIn) => boolean): void {
    for (const socket of this.sockets()) {
      if (!which(socket.data.actor)) continue;
      (socket as unknown as Socket).emit('signed-out');
      socket.disconnect(true);
    }
  }

  /** Ends connections whose other end does not read: it comes back with its cursors when it can, and nothing piles up here. */
  private dropSlow(): Promise<void> {
    for (const { conn } of this.sockets()) {
      // What waits for the line to take more; Engine.IO keeps it to itself.
      const { writeBuffer } = conn as unknown as { writeBuffer: readonly { data?: string | Buffer }[] };
      if (writeBuffer.reduce((bytes, { data }) => bytes + (data?.length ?? 0), 0) > mostUnread) conn.close(true);
    }
    return Promise.resolve();
  }

  /** Asks anew who everybody is: ends the sockets of ended sessions, and takes out of rooms who lost them. */
  private async review(): Promise<void> {
    const sockets = this.sockets();
    if (sockets.length === 0) return;
    const ids = [...new Set(sockets.map((socket) => socket.data.actor.sessionId))];
    const actors = new Map<string, Actor>();
    // Some at a time: whoever writes in the meantime does not wait for a look at a thousand.
    for (let from = 0; from < ids.length; from += reviewedAtOnce) {
      const reviewed = await this.door.resolveSessions(ids.slice(from, from + reviewedAtOnce));
      this.end(({ sessionId }) => reviewed.has(sessionId) && reviewed.get(sessionId)?.kind !== 'member');
      for (const [id, actor] of reviewed) actors.set(id, actor);
    }
    for (const socket of sockets) {
      const now = actors.get(socket.data.actor.sessionId);
      if (!socket.connected || now?.kind !== 'member' || sameAccess(now, socket.data.actor)) continue;
      socket.data.actor = now;
      for (const stream of socket.rooms) {
        if (stream !== socket.id && !(await this.gates.allows(now, stream))) await socket.leave(stream);
      }
    }
  }

  /** Parses, does, and answers errors by their code: nothing that is sent can break the connection's handler. */
  private async answer<Request, Answer>(
    schema: ZodType<Request>,
    message: unknown,
    work: (request: Request) => Promise<Answer>,
  ): Promise<Answer | Refused> {
    const read = schema.safeParse(message);
    if (!read.success) return { error: 'bad-input' };
    try {
      return await work(read.data);
    } catch (thrown) {
      const error = asDomainError(thrown);
      if (error.status >= 500) this.log.error({ err: error.details.cause ?? error }, 'a live message failed');
      return { error: error.code };
    }
  }
}

function sameAccess(one: SignedIn, other: SignedIn): boolean {
  return (
    one.accessVersion === other.accessVersion &&
    one.role === other.role &&
    areSame(one.duties, other.duties) &&
    areSame(one.audiences, other.audiences)
  );
}

function areSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((entry, index) => entry === other[index]);
}
