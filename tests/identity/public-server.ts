import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { agreementView } from '@throughline/contracts';
import { Answer, type CodesOf, startBuiltServer, testPassword } from '@throughline/testing';
import { type RawAnswer, rawRequest } from '../http/raw-request';

export const publicUrl = 'https://forum.example';

export interface Asking {
  method?: string;
  json?: unknown;
  headers?: Record<string, string>;
}

/** A server with a public address, asked as the proxy before it asks: over plain HTTP, with the public host. */
export async function startPublicServer() {
  const port = await freePort();
  const server = await startBuiltServer({
    env: {
      PUBLIC_URL: publicUrl,
      PORT: String(port),
      NODE_OPTIONS: `--require "${join(__dirname, 'loopback-only.cjs')}"`,
    },
  });
  const ask = (path: string, { method, json, headers }: Asking = {}): Promise<RawAnswer> =>
    rawRequest(`http://127.0.0.1:${port}${path}`, {
      method: method ?? (json === undefined ? 'GET' : 'POST'),
      headers: {
        host: new URL(publicUrl).host,
        'sec-fetch-site': 'same-origin',
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    });
  /** Joins by the printed link; answers the line that sets the cookie, and the cookie. */
  const found = async () => {
    const secret = /forum\.example\/join\/([A-Za-z0-9_-]+)/.exec(server.output())?.[1];
    const { version } = agreementView.parse(JSON.parse((await ask('/api/agreement')).text));
    const who = { name: 'Ada Founder', signInName: 'ada.founder', password: testPassword };
    const { status, headers, text } = await ask('/api/join', { json: { secret, agreed: version, mine: true, ...who } });
    if (status !== 200) throw new Error(`Nobody could join: ${text}`);
    return cookieIn(headers['set-cookie']);
  };
  /** Somebody with this cookie, who asks as tests do. */
  const as = (cookie: string) => {
    const asked = async (path: string, asking: Asking) => {
      const { status, text } = await ask(path, { ...asking, headers: { cookie } });
      return new Answer(status, new Headers(), Buffer.from(text));
    };
    return {
      codes: undefined as CodesOf | undefined,
      get: (path: string) => asked(path, {}),
      post: (path: string, json: unknown = {}) => asked(path, { json }),
      del: (path: string) => asked(path, { method: 'DELETE' }),
    };
  };
  return { server, ask, as, found };
}

/** The one line that sets a cookie, and the cookie in it. */
export function cookieIn(lines: string[] | undefined) {
  const [line = ''] = lines ?? [];
  return { line, cookie: line.split(';')[0] ?? '' };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
