import { EventEmitter } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Clock, Ids } from '@throughline/kernel';
import { Config, LOG, type Log, Readiness } from '@throughline/platform';
import { createTransport } from 'nodemailer';

export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/**
 * Sends mail after the answer that caused it, so that its time tells nobody whether there was any (safety.md S12). Without
 * `MAIL_URL` mail is written to files, but only where nobody else reaches this machine; elsewhere it is not sent.
 */
@Injectable()
export class Mailer implements OnApplicationShutdown {
  private readonly transport;
  private readonly underWay = new Set<Promise<void>>();
  /** What the mail server said of an address: that it takes mail for it, or that it never will. */
  readonly outcomes = new EventEmitter<{ taken: [address: string]; refused: [address: string] }>();

  constructor(
    private readonly config: Config,
    private readonly ids: Ids,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
    readiness: Readiness,
  ) {
    if (!config.mailUrl && !config.privateToThisMachine) readiness.lacks('mail');
    this.transport = config.mailUrl
      ? createTransport(config.mailUrl)
      : createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
  }

  /** Waits, before the server stops, for what follows from a mail. */
  alongside(work: Promise<void>): void {
    const done = work
      .catch((error: unknown) => this.log.error({ err: error }, 'what a mail server said of an address was not noted'))
      .finally(() => this.underWay.delete(done));
    this.underWay.add(done);
  }

  /** Takes a mail; whether it could be sent is only in the log. */
  queue(mail: Mail): void {
    const sending = new Promise<void>((resolve) => setImmediate(resolve))
      .then(() => this.send(mail))
      // Not the error itself: it names the address.
      .catch((error: { code?: string; responseCode?: number }) =>
        this.log.error({ code: error.code, answer: error.responseCode }, 'a mail was not sent'),
      )
      .finally(() => this.underWay.delete(sending));
    this.underWay.add(sending);
  }

  async onApplicationShutdown(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  /** Sends a mail now; throws where it could not be sent. */
  async send({ to, subject, text }: Mail): Promise<void> {
    if (!this.config.mailUrl && !this.config.privateToThisMachine) {
      this.log.error('a mail was not sent: set MAIL_URL');
      return;
    }
    const mail = { from: this.config.mailFrom, to, subject, text, date: this.clock.now() };
    const sent = await this.transport.sendMail(mail).catch((error: unknown) => {
      if (isRefusedForGood(error)) this.outcomes.emit('refused', to);
      throw error;
    });
    if (this.config.mailUrl) this.outcomes.emit('taken', to);
    if (this.config.mailUrl || !('message' in sent)) return;
    const folder = join(this.config.folder, 'mail');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(join(folder, `${this.clock.now().getTime()}-${this.ids.next()}.eml`), sent.message as Buffer, {
      mode: 0o600,
    });
  }
}

/** That there is no such box: a 5xx to the recipient. What is said of the sender, or of the mail itself, is not about them. */
function isRefusedForGood(error: unknown): boolean {
  const { command, responseCode = 0 } = (error ?? {}) as { command?: string; responseCode?: number };
  return command === 'RCPT TO' && responseCode >= 500 && responseCode < 600;
}
