import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { waitUntil } from '@throughline/testing';
import { SMTPServer } from 'smtp-server';

interface Letter {
  to: string[];
  subject: string;
  text: string;
}

/** A mail server that keeps what it was handed. */
export class Mailbox {
  readonly letters: Letter[] = [];
  private readonly smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, { envelope }, done) =>
      void text(stream).then((raw) => {
        const [head = '', ...body] = raw.split('\r\n\r\n');
        const subject = /^Subject: (.*)$/m.exec(head)?.[1]?.trim() ?? '';
        // A long line is broken for its way.
        const words = body.join('\n\n').replace(/=\r\n/g, '').replaceAll('=3D', '=').replaceAll('\r\n', '\n');
        this.letters.push({ to: envelope.rcptTo.map(({ address }) => address), subject, text: words });
        done();
      }),
  });

  /** Opens it; answers the settings of a server that sends its mail there. */
  async open(): Promise<Record<string, string>> {
    this.smtp.listen(0, '127.0.0.1');
    await once(this.smtp.server, 'listening');
    const { port } = this.smtp.server.address() as AddressInfo;
    return { MAIL_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: 'forum@example.org' };
  }

  close(): Promise<void> {
    return new Promise((closed) => this.smtp.close(closed));
  }

  to(address: string): Letter[] {
    return this.letters.filter(({ to }) => to.includes(address));
  }

  /** The so-many-th letter to an address, from 1 on. */
  async nth(address: string, count: number): Promise<Letter> {
    return waitUntil(`letter ${count} to ${address}`, () => this.to(address)[count - 1]);
  }
}
