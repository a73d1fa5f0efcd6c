import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

/** A mail as it arrived. */
export interface Letter {
  to: string[];
  raw: string;
}

/** A mail server that takes everything. */
export class Letters {
  readonly all: Letter[] = [];
  private readonly smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, { envelope }, done) =>
      void text(stream).then((raw) => {
        this.all.push({ to: envelope.rcptTo.map(({ address }) => address), raw });
        done();
      }),
  });

  async open(): Promise<string> {
    this.smtp.listen(0, '127.0.0.1');
    await once(this.smtp.server, 'listening');
    return `smtp://127.0.0.1:${(this.smtp.server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    return new Promise((closed) => this.smtp.close(() => closed()));
  }

  /** All of them in the order of their dates; those of one moment by whom they go to: the lines overtake each other. */
  inOrder(): Letter[] {
    const key = ({ to, raw }: Letter) => `${dateOf(raw)} ${to.join()} ${withoutItsId(raw)}`;
    return [...this.all].sort((one, other) => (key(one) < key(other) ? -1 : 1));
  }
}

function dateOf(raw: string): string {
  return new Date(/^Date: (.*)$/m.exec(raw)?.[1] ?? 0).toISOString();
}

/** A mail's own number is random, and drawn where chance is not faked. */
export function withoutItsId(raw: string): string {
  return raw.replace(/^Message-ID: .*$/m, 'Message-ID: its own');
}
