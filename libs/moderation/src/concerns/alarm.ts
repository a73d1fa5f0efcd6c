import { randomInt } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Mailer, SecretLinks } from '@throughline/identity';
import { Clock, Ids } from '@throughline/kernel';
import { Jobs, LOG, type Log } from '@throughline/platform';
import { AuditTrail } from '@throughline/stream';
import { trusted, type Model } from 'mongoose';
import { Concern, type Call, dueAtOf } from './concern.schema';
import { inTurn, secondStepOf, stepOf, tryAgainAfter } from './escalation';
import { Leads } from './leads';
import { SafeguardingService } from './safeguarding.service';

/** How often the server looks for what is due: an alert is out within the minute (safety.md P12). In milliseconds. */
const lookEvery = 2_000;
/** A cover line every four hours or so. */
const coverEvery = 600_000;
const coverOneIn = 24;
/** How long a mail server or the service for text messages may take. In milliseconds. */
const callWithin = 15_000;

/**
 * Calls leads until one answers. All that it knows stands in the concerns: it goes on after a restart, on any server, by the
 * clock that says when it was to be.
 */
@Injectable()
export class ConcernAlarm implements OnModuleInit {
  constructor(
    @InjectModel(Concern.name) private readonly concerns: Model<Concern>,
    private readonly leads: Leads,
    private readonly safeguarding: SafeguardingService,
    private readonly mailer: Mailer,
    private readonly links: SecretLinks,
    private readonly audit: AuditTrail,
    private readonly jobs: Jobs,
    private readonly ids: Ids,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.jobs.every('concerns.alarm', lookEvery, () => this.ring());
    this.jobs.every('concerns.cover', coverEvery, () => this.cover());
  }

  /**
   * Now and then, by chance, a line in the audit chain about no concern: so that a number that the record's page leaves out does
   * not say that there is one.
   */
  private async cover(): Promise<void> {
    if (randomInt(coverOneIn) === 0) await this.audit.record({ act: 'concern.read', by: null });
  }

  /** Does all that is due. One concern that cannot be done must not keep the others waiting. */
  async ring(): Promise<void> {
    const due = await this.concerns
      .find({ dueAt: trusted({ $lte: this.clock.now() }) }, { _id: 1 })
      .sort({ dueAt: 1 })
      .limit(100)
      .lean<Pick<Concern, '_id'>[]>();
    const outcomes = await Promise.allSettled(due.map(({ _id }) => this.ringFor(_id)));
    // Without the error's own words: they may name an address.
    const failed = outcomes.filter(({ status }) => status === 'rejected').length;
    if (failed > 0) this.log.error({ failed }, 'alerts of concerns could not be seen to, and will be again');
  }

  private async ringFor(id: string): Promise<void> {
    const concern = await this.concerns.findById(id).lean<Concern>();
    if (!concern) return;
    const stepped = await this.step(concern);
    const now = this.clock.now();
    const due = stepped.calls.filter(({ nextAt }) => nextAt !== null && nextAt <= now);
    // Side by side: a mail server that hangs must not keep a text message waiting. Noted after it is out: a server that falls
    // over in between calls twice, never not at all.
    await Promise.all(due.map(async (call) => this.note(id, call._id, await this.callOut(id, call))));
  }

  /** Takes the step of the alarm that is due: in one write that says who is called now, and when the next step is. */
  private async step(concern: Concern): Promise<Concern> {
    const { alarm, excluded, answered, danger, _id } = concern;
    const now = this.clock.now();
    if (!alarm || alarm.nextAt > now) return concern;
    const leads = inTurn(
      (await this.leads.without(excluded)).map(({ id }) => id),
      _id,
    );
    const others = leads.filter((lead) => !answered.some(({ by }) => by === lead));
    const step = alarm.for === 'answer' ? stepOf(alarm.step, leads, danger) : secondStepOf(alarm.step, others);
    const next = step && { for: alarm.for, step: alarm.step + 1, nextAt: new Date(now.getTime() + step.next) };
    const calls = [...concern.calls, ...(step?.call ?? []).flatMap((to) => this.callsTo(to, now))];
    const saved = await this.concerns
      .findOneAndUpdate(
        { _id, turn: concern.turn, revision: concern.revision },
        { $set: { alarm: next, calls, dueAt: dueAtOf({ alarm: next, calls }) }, $inc: { turn: 1 } },
        { returnDocument: 'after' },
      )
      .lean<Concern>();
    // Somebody answered meanwhile: what is due then is looked up anew.
    return saved ?? { ...concern, calls: [] };
  }

  private callsTo(to: string, now: Date): Call[] {
    return (['mail', 'text'] as const).map((channel) => ({
      _id: this.ids.next(),
      to,
      channel,
      nextAt: now,
      tries: 0,
      outAt: null,
    }));
  }

  /** Whether it is out, or need not be: whoever is no lead any more, or has no such address, is not called. */
  private async callOut(concernId: string, { _id, to, channel }: Call): Promise<boolean> {
    const lead = (await this.leads.all()).find(({ id }) => id === to);
    if (!lead) return true;
    const link = this.links.toPage(`/safeguarding/concerns/${concernId}`);
    try {
      if (channel === 'mail') {
        if (lead.mail !== null) await within(callWithin, this.mailer.send(alertLetter(lead.mail, link)));
        return true;
      }
      return await this.text(_id, to, link);
    } catch (error) {
      this.log.warn(
        { code: (error as { code?: string }).code, channel },
        'an alert did not get out, and is tried again',
      );
      return false;
    }
  }

  /** Has the service that administrators named send a text message. It gets a number, a sentence and a link: nothing of the concern. */
  private async text(id: string, to: string, link: string): Promise<boolean> {
    const { webhook, phones } = await this.safeguarding.get();
    const phone = phones.find(({ memberId }) => memberId === to)?.phone;
    if (webhook === null || phone === undefined) return true;
    const answer = await fetch(webhook, {
      method: 'POST',
      redirect: 'error',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id, to: phone, text: alertText, link }),
      signal: AbortSignal.timeout(callWithin),
    });
    await answer.body?.cancel();
    if (answer.ok) return true;
    this.log.warn({ status: answer.status }, 'the service for text messages refused an alert');
    return false;
  }

  private async note(concernId: string, callId: string, out: boolean): Promise<void> {
    for (;;) {
      const concern = await this.concerns.findById(concernId).lean<Concern>();
      const call = concern?.calls.find(({ _id }) => _id === callId);
      if (!concern || !call) return;
      const now = this.clock.now();
      const tries = call.tries + 1;
      const again = out || call.nextAt === null ? null : tryAgainAfter(tries);
      const noted = {
        ...call,
        tries,
        outAt: out ? now : null,
        nextAt: again === null ? null : new Date(now.getTime() + again),
      };
      const calls = concern.calls.map((one) => (one === call ? noted : one));
      const saved = await this.concerns.updateOne(
        { _id: concernId, turn: concern.turn, revision: concern.revision },
        { $set: { calls, dueAt: dueAtOf({ alarm: concern.alarm, calls }) }, $inc: { turn: 1 } },
      );
      if (saved.matchedCount > 0) return;
    }
  }
}

/** Gives up waiting; what still comes of it nobody hears. */
async function within<Answer>(milliseconds: number, work: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, refuse) => {
    timer = setTimeout(() => refuse(new Error('It took too long.')), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

const alertText = 'Please look at Throughline.';

/** Neutral: no name, no word of what it is about (safety.md P7). */
function alertLetter(to: string, link: string) {
  return {
    to,
    subject: 'Please look',
    text: `Hello,\n\nSomething is waiting for you. Please open this page soon, and sign in:\n\n${link}\n`,
  };
}
