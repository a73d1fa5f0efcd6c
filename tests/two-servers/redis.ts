import { waitUntil } from '@throughline/testing';
import { freePort, type Program, startProgram } from './programs';

/** A real Redis at one address, which can go away and come back. */
export class RedisHere {
  private program: Program | undefined;

  private constructor(private readonly port: number) {}

  /** Chooses the address; nothing listens there before `start`. */
  static async at(): Promise<RedisHere> {
    return new RedisHere(await freePort());
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it as docker-compose.yml does: nothing on disk. */
  async start(): Promise<void> {
    await this.kill();
    const where = ['--bind', '127.0.0.1', '--port', String(this.port)];
    const program = startProgram('redis-server', [...where, '--save', '', '--appendonly', 'no']);
    this.program = program;
    await waitUntil('Redis takes connections', () => program.output().includes('Ready to accept connections'));
  }

  /** It takes what it is told, and answers nothing. */
  freeze(): void {
    this.program?.freeze();
  }

  async kill(): Promise<void> {
    const { program } = this;
    this.program = undefined;
    await program?.kill();
  }
}
