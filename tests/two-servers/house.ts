import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type BuiltServer,
  foundCommunity,
  type Insider,
  type Person,
  startBuiltServer,
  waitUntil,
} from '@throughline/testing';
import { placeOf, type Proxy, startProxy } from './proxy';

/** Two built servers on one database, behind the proxy. */
export interface House {
  /** Has the database: only the other one can fall over. */
  readonly one: BuiltServer;
  readonly two: BuiltServer;
  readonly proxy: Proxy;
  readonly founder: Insider;
  /** This person, coming through the proxy, who is at this server and stays there while it serves. */
  through(person: Person, server: 'one' | 'two'): Promise<Person>;
  stop(): Promise<void>;
}

/** Starts the house; with an address of Redis, its servers wake each other. */
export async function startHouse(redisUrl?: string): Promise<House> {
  // Nothing is mailed here; without a way to, a server says that it lacks one.
  const shared: Record<string, string> = {
    MAIL_URL: 'smtp://127.0.0.1:9',
    ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
  };
  const one = await startBuiltServer({ empty: true, env: shared });
  const founder = await foundCommunity(one);
  const two = await startBuiltServer({
    env: {
      ...shared,
      MONGODB_URI: readFileSync(join(one.folder, 'database.uri'), 'utf8').trim(),
      SECRETS_FILE: join(one.folder, 'secrets.json'),
    },
  });
  const proxy = await startProxy([await placeOf(one), await placeOf(two)]);
  return {
    one,
    two,
    proxy,
    founder,
    through: async (person, server) => {
      const there = person.copy(proxy.url);
      // Where the proxy does not think that this server serves (again), it gives the cookie of the other one.
      await waitUntil(`the proxy sends people to server ${server}`, async () => {
        await there.keep('server', server).get('/api/health/live');
        return there.cookie.includes(`server=${server}`);
      });
      return there;
    },
    async stop() {
      await proxy.program.kill();
      // The second one first: it lives on the first one's database.
      await two.stop();
      await one.stop();
    },
  };
}
