import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuiltServer, foundCommunity, inviteAndJoin, type Insider, startBuiltServer } from '@throughline/testing';
import { longestThread } from './demonstration';
import { BareServer } from './bare/bare-server';

const production = { NODE_ENV: 'production', LOG_LEVEL: 'error' };

/** What lines share: one database, the servers on it, and a community. Each is made when it is first asked for. */
export class Stage {
  private readonly made = new Map<string, Promise<unknown>>();
  private readonly leaving: (() => Promise<unknown>)[] = [];

  /** The same thing for everybody who asks by its name. */
  once<Thing>(name: string, make: () => Promise<Thing>): Promise<Thing> {
    const known = this.made.get(name) ?? make();
    this.made.set(name, known);
    return known as Promise<Thing>;
  }

  /** The built server, as in production, with the database's engine as its child: that counts for itself. */
  server(): Promise<BuiltServer> {
    return this.once('server', () => this.start({}));
  }

  /** Another on the same database, which remembers nothing of pages. */
  forgetful(): Promise<BuiltServer> {
    return this.once('forgetful', () => this.another({ REMEMBERED_MEGABYTES: '0' }));
  }

  /** One more on the same database, for whoever asks alone. */
  async another(env: Record<string, string> = {}): Promise<BuiltServer> {
    await this.founder();
    const { folder } = await this.server();
    const uri = readFileSync(join(folder, 'database.uri'), 'utf8').trim();
    return this.start({ MONGODB_URI: uri, SECRETS_FILE: join(folder, 'secrets.json'), ...env });
  }

  /** The process of the database's engine: the server's only child. */
  async enginePid(): Promise<number> {
    const { pid } = await this.server();
    return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0]);
  }

  bare(kind: 'http' | 'sockets'): Promise<BareServer> {
    return this.once(`bare ${kind}`, async () => {
      const bare = await BareServer.start(kind);
      this.leaving.push(() => bare.stop());
      return bare;
    });
  }

  /** A server of its own, with the demonstration. */
  demonstration(): ReturnType<typeof longestThread> {
    return this.once('demonstration', async () => {
      const server = await startBuiltServer({ env: production });
      this.leaving.push(() => server.stop());
      return longestThread(server);
    });
  }

  founder(): Promise<Insider> {
    // Each server prints a link when it starts, and the later one holds: it is used before another starts.
    return this.once('founder', async () => foundCommunity(await this.server()));
  }

  /** So many members, each with a session of their own; the same ones for everybody who asks. */
  async members(count: number): Promise<Insider[]> {
    const founder = await this.founder();
    const one = (index: number) => this.once(`member ${index}`, () => inviteAndJoin(founder, `Member ${index}`));
    const members: Insider[] = [];
    // Passwords cost what they cost: two at a time are no slower than all at once.
    for (let index = 0; index < count; index += 2)
      members.push(...(await Promise.all([one(index), one(index + 1)])).slice(0, count - index));
    return members;
  }

  async leave(): Promise<void> {
    for (const leave of this.leaving.reverse()) await leave();
  }

  private async start(env: Record<string, string>): Promise<BuiltServer> {
    const server = await startBuiltServer({ empty: true, env: { ...production, ...env } });
    this.leaving.push(() => server.stop());
    return server;
  }
}
