import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { AccessEvents, Clock, type SignedIn } from '@throughline/kernel';
import { Jobs } from '@throughline/platform';
import { trusted, type Model } from 'mongoose';
import { Member } from '../accounts/member.schema';
import { stillHereLetter } from '../mail/letters';
import { Mailer } from '../mail/mailer';
import { SecretLinks } from '../secret-links';
import { confirmBy, dueNow, firstAskAfter } from './confirm-by';
import { Standing } from './standing.service';

/** How often it is looked who is due, in milliseconds. Each asking is claimed by a write, so it is done once. */
const lookedEvery = 10_000;

/**
 * Asks every member once a year whether they are still here: by mail where they gave an address, and on every page they open.
 * Who has not said so after two reminders is suspended until a moderator has asked them.
 */
@Injectable()
export class YearlyAsking implements OnModuleInit {
  constructor(
    @InjectModel(Member.name) private readonly members: Model<Member>,
    private readonly standing: Standing,
    private readonly access: AccessEvents,
    private readonly mailer: Mailer,
    private readonly links: SecretLinks,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.every('members.ask', lookedEvery, () => this.askThoseDue());
  }

  async confirm({ memberId }: SignedIn): Promise<void> {
    await this.members.updateOne(
      { _id: memberId, standing: 'active' },
      { $set: { confirmedAt: this.clock.now(), confirmAsks: [] } },
    );
    // Their pages say so at once, not only when who they are is next looked up.
    this.access.emit('changed', [memberId]);
  }

  async askThoseDue(): Promise<void> {
    const now = this.clock.now();
    // Whoever was here before anybody was asked, or came today: the year begins now.
    await this.members.updateMany({ standing: 'active', confirmedAt: null }, { $set: { confirmedAt: now } });
    const before = new Date(now.getTime() - firstAskAfter);
    const some = await this.members
      .find({ standing: 'active', confirmedAt: trusted({ $lte: before }) })
      .lean<Member[]>();
    for (const member of some) {
      const due = dueNow(member, now);
      if (due === 'ask') await this.ask(member, now);
      if (due === 'pause') await this.pause(member);
    }
  }

  private async pause({ _id, confirmedAt }: Member): Promise<void> {
    await this.standing.suspend(_id, { why: 'unconfirmed', until: null, by: null }, { confirmedAt });
  }

  private async ask(member: Member, now: Date): Promise<void> {
    const { _id, confirmedAt, confirmAsks } = member;
    const asks = confirmAsks ?? [];
    const notYet = asks.length === 0 ? { 'confirmAsks.0': trusted({ $exists: false }) } : { confirmAsks: asks };
    const claimed = await this.members.updateOne({ _id, confirmedAt, ...notYet }, { $push: { confirmAsks: now } });
    if (claimed.modifiedCount === 0 || !member.mail) return;
    const paused = confirmBy({ confirmedAt, confirmAsks: [...asks, now] }) ?? now;
    this.mailer.queue(stillHereLetter(member.mail, this.links.toPage('/still-here'), dayIn(paused)));
  }
}

function dayIn(instant: Date): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/London' }).format(instant);
}
