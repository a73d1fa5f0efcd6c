import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { NoticeKind } from '@throughline/contracts/names';
import { followsChanges } from '@throughline/discussion';
import { type NoticeSource, Registries, type SignedIn } from '@throughline/kernel';
import type { Model } from 'mongoose';
import { OutsideRequest } from './outside-request.schema';

/** Says on every page that somebody outside answered, or asked something back, to whoever asked them: not everybody has a mail address. */
@Injectable()
export class OutsideNews implements NoticeSource, OnModuleInit {
  constructor(
    @InjectModel(OutsideRequest.name) private readonly requests: Model<OutsideRequest>,
    private readonly registries: Registries,
  ) {}

  onModuleInit(): void {
    this.registries.notices.add(this);
  }

  async noticesFor(actor: SignedIn): Promise<readonly NoticeKind[]> {
    if (!followsChanges(actor)) return [];
    return (await this.requests.exists({ madeBy: actor.memberId, news: true })) === null ? [] : ['changes'];
  }
}
