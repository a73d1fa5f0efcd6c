import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { createClient } from '@redis/client';
import type { createAdapter } from '@socket.io/redis-streams-adapter';
import { Config, LOG, type Log, Readiness } from '@throughline/platform';

/** Nothing that matters passes through Redis, so what it holds may be short: the truth is the log in the database. */
const adapterOptions = { streamName: 'throughline', channelPrefix: 'throughline', maxLen: 1_000 };

/** After how long a lost line is tried again: soon at first, then every two seconds, and never given up. */
const retryAfter = (tries: number) => Math.min(50 * 2 ** Math.min(tries, 6), 2_000);

type Client = ReturnType<typeof createClient>;

/**
 * Redis, where `REDIS_URL` names one: by it the servers wake each other, so that what is written on one reaches the pages
 * of another at once instead of within a second. Nobody waits for it, and without it everything goes on.
 */
@Injectable()
export class Redis implements OnApplicationShutdown {
  private client: Client | undefined;
  private makeAdapter: typeof createAdapter | undefined;
  private away = false;

  constructor(
    private readonly config: Config,
    private readonly readiness: Readiness,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Whether the servers can tell each other anything at all. */
  get wanted(): boolean {
    return this.config.redisUrl !== null;
  }

  /** Fetches the code for it where it is wanted, and makes the client: before the adapter is asked for. */
  async prepare(): Promise<void> {
    const { redisUrl: url } = this.config;
    if (url === null) return;
    const [{ createClient }, { createAdapter }] = await Promise.all([
      import('@redis/client'),
      import('@socket.io/redis-streams-adapter'),
    ]);
    const socket = { connectTimeout: 2_000, reconnectStrategy: retryAfter };
    const client: Client = createClient({ url, socket, pingInterval: 10_000 });
    client.on('error', (error: Error) => this.lost(error));
    client.on('ready', () => this.found());
    this.client = patient(client);
    this.makeAdapter = createAdapter;
  }

  /** What Socket.IO reaches the other servers by; undefined where each server is by itself. */
  adapter(): ReturnType<typeof createAdapter> | undefined {
    if (!this.client) return undefined;
    // It comes when it comes; what goes wrong until then is told as an error event.
    void this.client.connect().catch(() => undefined);
    return this.makeAdapter?.(this.client, adapterOptions);
  }

  onApplicationShutdown(): void {
    if (this.client?.isOpen) this.client.destroy();
  }

  /** Said once: it is tried again every two seconds, and each try would say the same. */
  private lost({ message }: Error): void {
    if (this.away) return;
    this.away = true;
    this.readiness.lacks('Redis');
    this.log.warn({ reason: message }, 'Redis is away: what other servers do shows within a second, not at once');
  }

  private found(): void {
    if (!this.away) return;
    this.away = false;
    this.readiness.has('Redis');
    this.log.info('Redis is back');
  }
}

/**
 * A client for the adapter, which leaves some of its promises alone: there a line that breaks at the wrong moment would end the
 * whole server. What cannot be told now is not told later either, because by then every server has looked for itself.
 */
function patient(client: Client): Client {
  const publish = client.publish.bind(client);
  const subscribe = client.subscribe.bind(client);
  const duplicate = client.duplicate.bind(client);
  const subscribeAtLast: Client['subscribe'] = async (...what) => {
    try {
      await subscribe(...what);
    } catch {
      if (client.isOpen) await subscribeAtLast(...what);
    }
  };
  return Object.assign(client, {
    publish: (...what: Parameters<Client['publish']>) =>
      client.isReady ? publish(...what).catch(() => 0) : Promise.resolve(0),
    subscribe: subscribeAtLast,
    duplicate: () => patient(duplicate() as Client),
  }) as Client;
}
