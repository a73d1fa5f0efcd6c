import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitUntil, within } from '@throughline/testing';
import { type Proxy, startProxy } from './proxy';

const publicHost = 'forum.example';
const folder = mkdtempSync(join(tmpdir(), 'throughline-test-'));

/** Stands for a server: notes what reaches it, and answers with its name. */
class Behind {
  ready = true;
  /** Ends the connection without an answer, as a server that is killed does. */
  dying = false;
  readonly asked: IncomingMessage[] = [];
  private readonly server: Server;

  constructor(readonly name: string) {
    this.server = createServer((asked, answer) => {
      if (asked.url === '/api/health/ready') {
        const known = asked.headers.host === publicHost;
        return void answer.writeHead(known ? (this.ready ? 200 : 503) : 404).end();
      }
      this.asked.push(asked);
      if (this.dying) return void asked.socket.destroy();
      answer.end(this.name);
    });
  }

  async listen(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

const [one, two] = [new Behind('one'), new Behind('two')];
let proxy: Proxy;

beforeAll(async () => {
  const certificate = join(folder, 'certificate.pem');
  const made = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
  const asked = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', `/CN=${publicHost}`];
  execFileSync('openssl', ['req', '-x509', ...asked, '-days', '2', '-keyout', made.key, '-out', made.cert], {
    stdio: 'pipe',
  });
  writeFileSync(certificate, readFileSync(made.cert, 'utf8') + readFileSync(made.key, 'utf8'));
  // As docker-compose.yml has it.
  const bind = `ssl crt ${certificate} alpn h2,http/1.1`;
  proxy = await startProxy([await one.listen(), await two.listen()], { bind, publicHost });
});
beforeEach(() => {
  for (const server of [one, two]) Object.assign(server, { ready: true, dying: false });
});
afterAll(async () => {
  await proxy?.program.kill();
  one.close();
  two.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Got {
  status: number;
  text: string;
  setCookie: string | undefined;
}

function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Got> {
  const { port } = new URL(proxy.url);
  const options = { host: '127.0.0.1', port, path, method, headers: { host: publicHost, ...headers }, agent: false };
  const got = new Promise<Got>((done, failed) => {
    request({ ...options, rejectUnauthorized: false }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => (text += part));
      answer.on('end', () =>
        done({ status: answer.statusCode ?? 0, text, setCookie: answer.headers['set-cookie']?.[0] }),
      );
    })
      .on('error', failed)
      .end();
  });
  return within(10_000, `the proxy answers ${path}`, got);
}

/** Waits until the proxy knows that both serve. */
async function bothServe(): Promise<void> {
  for (const name of ['one', 'two'])
    await waitUntil(`${name} serves`, async () => (await ask('/', { cookie: `server=${name}` })).text === name);
}

test('who came to one server stays there, by a cookie of this host alone, which the servers do not see', async () => {
  await bothServe();
  const first = await ask('/first');
  expect(first.setCookie).toBe(`server=${first.text}; path=/; HttpOnly; Secure; SameSite=Lax`);
  for (let times = 0; times < 6; times += 1) {
    const again = await ask('/again', { cookie: `a=b; server=${first.text}` });
    expect(again).toEqual({ status: 200, text: first.text, setCookie: undefined });
  }
  const cookies = [...one.asked, ...two.asked]
    .filter(({ url }) => url === '/again')
    .map(({ headers }) => headers.cookie);
  expect(cookies).toEqual(Array.from({ length: 6 }, () => 'a=b'));
});

test('the caller’s address is the last entry, whatever the caller says; the host is passed on', async () => {
  await ask('/whence', { 'x-forwarded-for': '198.51.100.7' });
  const [asked] = [...one.asked, ...two.asked].filter(({ url }) => url === '/whence');
  expect(asked?.headers['x-forwarded-for']).toBe('198.51.100.7, 127.0.0.1');
  expect(asked?.headers.host).toBe(publicHost);
});

test('a server that is not ready gets nobody, not even its own; when it is ready again it does', async () => {
  await bothServe();
  two.ready = false;
  await waitUntil('its people are sent to the other', async () => {
    const { text, setCookie } = await ask('/', { cookie: 'server=two' });
    return text === 'one' && setCookie?.startsWith('server=one;');
  });
  two.ready = true;
  await bothServe();
});

test('what only reads and was not answered is asked of the other server; what may have been done is not', async () => {
  await bothServe();
  two.dying = true;
  expect(await ask('/reading', { cookie: 'server=two' })).toMatchObject({ status: 200, text: 'one' });
  expect((await ask('/writing', { cookie: 'server=two' }, 'POST')).status).toBe(502);
  expect(one.asked.filter(({ url }) => url === '/writing')).toEqual([]);
  two.dying = false;
});

test('P2a the proxy writes down nobody’s address and nothing of what they read', async () => {
  await bothServe();
  await ask('/t/a-thread-that-somebody-read');
  await ask('/refused', { cookie: 'server=two' }, 'NONSENSE');
  two.ready = false;
  await waitUntil('it says that a server is down', () => /Server servers\/two is DOWN/.test(proxy.program.output()));
  expect(proxy.program.output()).not.toMatch(/a-thread-that|refused|reading|writing|GET|POST|127\.0\.0\.1:\d+ \[/);
});
