import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Clock } from '@throughline/kernel';
import { trusted, type Model } from 'mongoose';
import { Member } from '../accounts/member.schema';
import { Mailer } from '../mail/mailer';
import { Standing } from './standing.service';

/** On how many different days (UTC) an address must be refused for good before it counts. */
const daysRefused = 2;

/**
 * What a mail server says of an address while it is handed a mail: "there is no such box", on two different days, of the address
 * of somebody who is here for an organisation, suspends their access: they may have left it. Of others it is noted alone, because
 * a private address that is no more says nothing about who they are.
 */
@Injectable()
export class Bounces implements OnModuleInit {
  constructor(
    @InjectModel(Member.name) private readonly members: Model<Member>,
    private readonly standing: Standing,
    private readonly mailer: Mailer,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.mailer.outcomes.on('refused', (address) => this.mailer.alongside(this.note(address)));
    this.mailer.outcomes.on('taken', (address) => this.mailer.alongside(this.forget(address)));
  }

  private async note(mail: string): Promise<void> {
    const today = this.clock.now().toISOString().slice(0, 10);
    await this.members.updateMany({ mail, standing: 'active' }, { $addToSet: { mailRefusedOn: today } });
    const gone = await this.members
      .find({
        mail,
        standing: 'active',
        organisationId: trusted({ $ne: null }),
        [`mailRefusedOn.${daysRefused - 1}`]: trusted({ $exists: true }),
      })
      .lean<Member[]>();
    for (const { _id } of gone) await this.standing.suspend(_id, { why: 'address', until: null, by: null }, { mail });
  }

  private async forget(mail: string): Promise<void> {
    await this.members.updateMany(
      { mail, 'mailRefusedOn.0': trusted({ $exists: true }) },
      { $set: { mailRefusedOn: [] } },
    );
  }
}
