import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A server that does nothing beside what it is measured at, as a process of its own. */
export class BareServer {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  static async start(kind: 'http' | 'sockets'): Promise<BareServer> {
    const child = fork(join(__dirname, `${kind}.mjs`), {
      execArgv: [],
      env: { ...process.env, NODE_ENV: 'production' },
    });
    const [{ url }] = (await once(child, 'message')) as [{ url: string }];
    return new BareServer(child, url);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Answers these bytes from now on. */
  async answers(body: string): Promise<void> {
    const given = once(this.child, 'message');
    this.child.send({ body });
    await given;
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.disconnect();
    await ended;
  }
}
