import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { within } from '@throughline/testing';

/** A program of this machine that a test runs beside its servers. */
export interface Program {
  /** All that it has written so far. */
  output(): string;
  /** Stops it where it stands, with its connections open: it takes, and answers nothing. */
  freeze(): void;
  /** Ends it without asking. */
  kill(): Promise<void>;
}

const running = new Set<ChildProcess>();
// Not even a test that fails in the middle leaves them behind.
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** Starts a program that Debian has under this name; fails with a sentence where it is not installed. */
export function startProgram(name: string, args: string[], env: Record<string, string> = {}): Program {
  // Debian has some where only the administrator's PATH leads.
  const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/usr/local/sbin'];
  const path = folders.map((folder) => join(folder, name)).find((place) => existsSync(place));
  if (!path) throw new Error(`There is no ${name} here, and this test needs a real one: apt-get install ${name}`);
  const child = spawn(path, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let written = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => (written += part));
  // A test that failed before it ended them must not keep the tests from ending.
  child.unref();
  for (const stream of [child.stdout, child.stderr]) (stream as unknown as { unref(): void }).unref();
  const ended = new Promise<void>((end) => child.once('exit', () => end()));
  void ended.then(() => running.delete(child));
  return {
    output: () => written,
    freeze: () => void child.kill('SIGSTOP'),
    async kill() {
      child.kill('SIGKILL');
      await within(5_000, `${name} ends`, ended);
    },
  };
}

/** A port of the loopback that nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
