import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { type BuiltServer, waitUntil } from '@throughline/testing';
import { freePort, type Program, startProgram } from './programs';

/** The very file that docker-compose.yml runs. */
const configuration = join(__dirname, '../../deploy/haproxy.cfg');

/** Debian's HAProxy before two servers. */
export interface Proxy {
  readonly url: string;
  readonly program: Program;
}

export interface ProxyOptions {
  /** What follows the address in the proxy's `bind`: a certificate. */
  bind?: string;
  /** The host of the servers' public address; they take any port of localhost without one. */
  publicHost?: string;
}

/** Starts the proxy; answers when it takes connections. */
export async function startProxy(servers: readonly [string, string], options: ProxyOptions = {}): Promise<Proxy> {
  const { bind = '', publicHost = 'localhost' } = options;
  const port = await freePort();
  const [one, two] = servers;
  const program = startProgram('haproxy', ['-db', '-f', configuration], {
    PROXY_BIND: `127.0.0.1:${port} ${bind}`.trim(),
    PROXY_BIND_PLAIN: `127.0.0.1:${await freePort()}`,
    PUBLIC_HOST: publicHost,
    SERVER_ONE: one,
    SERVER_TWO: two,
  });
  await waitUntil('the proxy takes connections', () => takes(port));
  return { url: `http://localhost:${port}`, program };
}

/** Where a server listens, as the proxy is to reach it: by number, because a name server knows no localhost. */
export async function placeOf({ url }: BuiltServer): Promise<string> {
  const { hostname, port } = new URL(url);
  return `${(await lookup(hostname)).address}:${port}`;
}

function takes(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(() => answer(true)));
    socket.once('error', () => answer(false));
  });
}
