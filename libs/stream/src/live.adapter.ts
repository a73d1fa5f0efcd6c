import type { INestApplication } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { Config } from '@throughline/platform';
import type { IncomingMessage } from 'node:http';
import type { Server, ServerOptions } from 'socket.io';
import { Redis } from './redis';

/**
 * Socket.IO as live.md wants it: the origin checked before anything else, because a CORS list does not stop WebSockets
 * (safety.md S4); no recovery of connections, which would skip authorisation (S5); small messages (S7).
 */
export class LiveAdapter extends IoAdapter {
  private readonly config: Config;

  private constructor(
    app: INestApplication,
    private readonly redis: Redis,
  ) {
    super(app);
    this.config = app.get(Config);
  }

  static async for(app: INestApplication): Promise<LiveAdapter> {
    const redis = app.get(Redis);
    await redis.prepare();
    return new LiveAdapter(app, redis);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const adapter = this.redis.adapter();
    return super.createIOServer(port, {
      ...options,
      ...(adapter ? { adapter } : {}),
      serveClient: false,
      perMessageDeflate: false,
      httpCompression: false,
      maxHttpBufferSize: 64 * 1024,
      destroyUpgradeTimeout: 1_000,
      // In development another listener, Vite's, shares the server's upgrades.
      destroyUpgrade: !this.config.development,
      allowRequest: (request: IncomingMessage, answer: (error: string | null, allowed: boolean) => void) => {
        const { origin, host } = request.headers;
        const own = this.config.knowsHost(host) && (origin === undefined || this.config.isOwnOrigin(origin, host));
        answer(null, own);
      },
    } as unknown as ServerOptions) as Server;
  }
}
