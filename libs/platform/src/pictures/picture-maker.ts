import { type ChildProcess, fork } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { ErrorCode } from '@throughline/contracts/names';
import { DomainError } from '@throughline/kernel';
import { LOG, type Log } from '../logging';
import { kindOf } from './picture-kind';

export interface MadeSize {
  bytes: Buffer;
  width: number;
  height: number;
}

/** A picture as it is kept: a JPEG in two sizes, with nothing in it but how it looks. */
export interface MadePicture {
  small: MadeSize;
  large: MadeSize;
}

type Answer = MadePicture | { refused: ErrorCode };

/** A picture that is not made within this time, in milliseconds, never will be. */
const makeWithin = 40_000;
/** The process that makes them ends when nobody has needed it for so long, and with it the memory that it took. */
const idleFor = 20_000;

/**
 * Makes pictures anew, one at a time, in a process of its own that is there while it is needed: no decoder reads a stranger's file
 * where the secrets are, and at rest there is none (safety.md S14).
 */
@Injectable()
export class PictureMaker implements OnApplicationShutdown {
  private child: ChildProcess | undefined;
  private last: Promise<unknown> = Promise.resolve();
  private idle: NodeJS.Timeout | undefined;

  constructor(@Inject(LOG) private readonly log: Log) {}

  /** Throws `picture-kind`, `picture-moves`, `picture-more`, `picture-too-large` or `picture-broken`, and `unavailable` where nothing can be made now. */
  make(bytes: Buffer): Promise<MadePicture> {
    const turn = this.last.then(() => this.makeNow(bytes));
    this.last = turn.catch(() => undefined);
    return turn;
  }

  onApplicationShutdown(): void {
    clearTimeout(this.idle);
    this.child?.kill('SIGKILL');
  }

  private async makeNow(bytes: Buffer): Promise<MadePicture> {
    const kind = kindOf(bytes);
    if (kind === 'none') throw new DomainError(bytes.length === 0 ? 'picture-broken' : 'picture-kind');
    if (kind === 'moving') throw new DomainError('picture-moves');
    clearTimeout(this.idle);
    try {
      const wasThere = this.child?.connected === true;
      const answer = (await this.asked(kind, bytes)) ?? (wasThere ? await this.asked(kind, bytes) : undefined);
      // What ended it twice is what it was given.
      if (!answer) throw new DomainError('picture-broken');
      if ('refused' in answer) throw new DomainError(answer.refused);
      return answer;
    } finally {
      this.idle = setTimeout(() => this.end(), idleFor);
      this.idle.unref();
    }
  }

  /** What the process answers; undefined where it ended instead: one that was there may have ended by itself just now. */
  private async asked(kind: string, bytes: Buffer): Promise<Answer | undefined> {
    const child = (this.child ??= await this.started());
    // Sent to a process that has just ended, it fails; its end says so.
    child.send({ kind, bytes }, () => undefined);
    const answer = (await nextWord(child)) as Answer | undefined;
    if (answer === undefined) this.child = undefined;
    return answer;
  }

  private end(): void {
    const { child } = this;
    this.child = undefined;
    if (child?.connected) child.disconnect();
  }

  private async started(): Promise<ChildProcess> {
    const child = fork(join(__dirname, 'picture-process.mjs'), [], {
      // Of what the server was told when it started, nothing.
      env: { MALLOC_ARENA_MAX: '2' },
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    child.once('exit', () => {
      if (this.child === child) this.child = undefined;
    });
    // Said where there is somebody to hear it; nobody is told of what ends at rest.
    child.on('error', () => undefined);
    if ((await nextWord(child)) === undefined) {
      this.log.error('the process that makes pictures did not start');
      throw new DomainError('unavailable', { retryAfter: 10 });
    }
    // Whoever reads and writes comes first.
    if (child.pid) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    child.unref();
    child.channel?.unref();
    return child;
  }
}

/** The child's next word; undefined where it ends before it says one. One that says nothing in time is ended. */
function nextWord(child: ChildProcess): Promise<unknown> {
  const ends = ['exit', 'error', 'disconnect'] as const;
  return new Promise((settle) => {
    const deadline = setTimeout(() => child.kill('SIGKILL'), makeWithin);
    const over = (word?: unknown) => {
      clearTimeout(deadline);
      child.removeListener('message', over);
      for (const end of ends) child.removeListener(end, ended);
      settle(word);
    };
    const ended = () => over();
    child.once('message', over);
    for (const end of ends) child.once(end, ended);
  });
}
