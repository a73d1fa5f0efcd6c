import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Clock } from '@throughline/kernel';
import { Jobs } from '@throughline/platform';
import { trusted, type Model } from 'mongoose';
import { OutsideRequest } from './outside-request.schema';

/** How long it is kept whom the writers meant, once the link is too old, in milliseconds: ninety days. */
const namesKeptFor = 90 * 86_400_000;

/** Of somebody outside who has not answered, nothing is kept that is not needed any more. Who has answered is forgotten at once. */
@Injectable()
export class ForgottenContacts implements OnModuleInit {
  constructor(
    @InjectModel(OutsideRequest.name) private readonly requests: Model<OutsideRequest>,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    this.jobs.every('outside.forget', 3_600_000, () => this.forget());
  }

  /** Drops addresses to which nothing can be sent any more, and whom the writers meant where that was long ago. */
  async forget(): Promise<void> {
    const now = this.clock.now();
    await this.requests.updateMany(
      { expiresAt: trusted({ $lte: now }), mail: trusted({ $ne: null }) },
      { $set: { mail: null } },
    );
    await this.requests.updateMany(
      { expiresAt: trusted({ $lte: new Date(now.getTime() - namesKeptFor) }), forWhom: trusted({ $ne: null }) },
      { $set: { forWhom: null } },
    );
  }
}
