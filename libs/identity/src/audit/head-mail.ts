import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Clock } from '@throughline/kernel';
import { Config, Jobs, LOG, type Log, Readiness } from '@throughline/platform';
import { AuditLog, type AuditHead } from '@throughline/stream';
import type { Model } from 'mongoose';
import { auditHeadLetter } from '../mail/letters';
import { Mailer } from '../mail/mailer';
import { AuditWatch } from './audit-watch.schema';

/** What the health check says is away, where heads are to be mailed and are not. */
const lacking = 'mail of the audit head';

/**
 * Mails the head of the audit chain once a day, to where this server cannot take it back: whoever has the database and the server
 * can write a whole new chain, and is found out by an old head alone (safety.md S16). The chain is read for it first.
 */
@Injectable()
export class AuditHeadMail implements OnModuleInit {
  constructor(
    @InjectModel(AuditWatch.name) private readonly watch: Model<AuditWatch>,
    private readonly auditLog: AuditLog,
    private readonly mailer: Mailer,
    private readonly config: Config,
    private readonly jobs: Jobs,
    private readonly readiness: Readiness,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.jobs.every('audit.head', 10_000, () => this.ifDue());
    this.jobs.everywhere('audit.health', 10_000, () => this.sayHealth());
  }

  /** Mails it where that was not done today (UTC); what is not sent is tried again. */
  async ifDue(): Promise<void> {
    const now = this.clock.now();
    const watch = await this.watch.findById('audit').lean<AuditWatch>();
    if (!watch || watch.addresses.length === 0 || this.config.mailUrl === null) return;
    if (watch.last && dayOf(watch.last.at) === dayOf(now)) return;
    const verdict = await this.auditLog.verify(watch.last ? [watch.last] : []);
    const head = verdict.whole ? verdict.head : await this.auditLog.head();
    if (!head) return;
    if (!verdict.whole) this.log.error({ entry: verdict.seq }, `the audit chain is broken: ${verdict.problem}`);
    const sent = await this.send(watch, head, verdict.whole ? null : verdict.problem);
    const problem = sent ? (verdict.whole ? null : 'chain-broken') : 'not-sent';
    // Noted after it was sent: a server that falls over in between sends it twice, never not at all. The head of a broken chain
    // does not take the place of the one that shows it.
    const last = { seq: head.seq, hash: head.hash, at: now };
    const noted = sent ? { last: verdict.whole || !watch.last ? last : { ...watch.last, at: now } } : {};
    await this.watch.updateOne({ _id: 'audit' }, { $set: { problem, ...noted } });
  }

  private async send({ addresses }: AuditWatch, head: AuditHead, problem: string | null): Promise<boolean> {
    const outcomes = await Promise.allSettled(
      addresses.map((to) => this.mailer.send(auditHeadLetter(to, head, problem))),
    );
    const failed = outcomes.filter(({ status }) => status === 'rejected').length;
    // Not the errors themselves: they name the addresses.
    if (failed > 0) this.log.error({ failed, of: addresses.length }, 'the head of the audit chain was not mailed');
    // One box that is full must not have everybody mailed again and again.
    return failed < addresses.length;
  }

  private async sayHealth(): Promise<void> {
    const watch = await this.watch.findById('audit').lean<AuditWatch>();
    const away =
      watch !== null && watch.addresses.length > 0 && (this.config.mailUrl === null || watch.problem !== null);
    if (away) this.readiness.lacks(lacking);
    else this.readiness.has(lacking);
  }
}

function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}
