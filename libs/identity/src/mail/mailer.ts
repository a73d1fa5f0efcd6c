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
    await Promise.all(this.underWay);
  }

  /** Sends a mail now; throws where it could not be sent. */
  async send({ to, subject, text }: Mail): Promise<void> {
    if (!this.config.mailUrl && !this.config.privateToThisMachine) {
      this.log.error('a mail was not sent: set MAIL_URL');
      return;
    }
    const sent = await this.transport.sendMail({
      from: this.config.mailFrom,
      to,
      subject,
      text,
      date: this.clock.now(),
    });
    if (this.config.mailUrl || !('message' in sent)) return;
    const folder = join(this.config.folder, 'mail');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(join(folder, `${this.clock.now().getTime()}-${this.ids.next()}.eml`), sent.message as Buffer, {
      mode: 0o600,
    });
  }
}
