import { Module, type OnModuleInit } from '@nestjs/common';
import { InjectModel, MongooseModule } from '@nestjs/mongoose';
import { DiscussionModule } from '@throughline/discussion';
import { IdentityModule } from '@throughline/identity';
import { Registries } from '@throughline/kernel';
import { type PendingSource, Relay, StreamGates } from '@throughline/stream';
import type { Model } from 'mongoose';
import { ConcernAlarm } from './concerns/alarm';
import { ConcernChanges } from './concerns/concern-changes';
import { ConcernNotices } from './concerns/concern-notices';
import { isLead } from './concerns/concern.policy';
import { Concern, ConcernSchema } from './concerns/concern.schema';
import { ConcernWork } from './concerns/concern-work.service';
import {
  ConcernsController,
  HelpController,
  LettersController,
  SafeguardingController,
} from './concerns/concerns.controller';
import { ConcernsService } from './concerns/concerns.service';
import { Leads } from './concerns/leads';
import { ConcernsOpen } from './concerns/open-concerns';
import { Safeguarding, SafeguardingSchema } from './concerns/safeguarding.schema';
import { SafeguardingService } from './concerns/safeguarding.service';
import { ReviewClaim, ReviewClaimSchema } from './review/review-claim.schema';
import { ReviewClaims } from './review/review-claims.service';
import { ReviewNotices } from './review/review-notices';
import { ReviewQueueService } from './review/review-queue.service';
import { ReviewController, WaitingDecisionsController } from './review/review.controller';
import { Rota, RotaSchema } from './review/rota.schema';
import { RotaService } from './review/rota.service';

@Module({
  imports: [
    IdentityModule,
    DiscussionModule,
    MongooseModule.forFeature([
      { name: Concern.name, schema: ConcernSchema },
      { name: Safeguarding.name, schema: SafeguardingSchema },
      { name: ReviewClaim.name, schema: ReviewClaimSchema },
      { name: Rota.name, schema: RotaSchema },
    ]),
  ],
  controllers: [
    HelpController,
    ConcernsController,
    LettersController,
    SafeguardingController,
    ReviewController,
    WaitingDecisionsController,
  ],
  providers: [
    ConcernAlarm,
    ConcernChanges,
    ConcernNotices,
    ConcernsOpen,
    ConcernsService,
    ConcernWork,
    Leads,
    ReviewClaims,
    ReviewNotices,
    ReviewQueueService,
    RotaService,
    SafeguardingService,
  ],
  exports: [ConcernsOpen, ConcernsService, ConcernWork, SafeguardingService],
})
export class ModerationModule implements OnModuleInit {
  constructor(
    private readonly gates: StreamGates,
    private readonly relay: Relay,
    private readonly registries: Registries,
    private readonly notices: ConcernNotices,
    private readonly concernsOpen: ConcernsOpen,
    @InjectModel(Concern.name) private readonly concerns: Model<Concern>,
    @InjectModel(Safeguarding.name) private readonly safeguarding: PendingSource,
    @InjectModel(ReviewClaim.name) private readonly claims: PendingSource,
    @InjectModel(Rota.name) private readonly rota: PendingSource,
    private readonly reviewNotices: ReviewNotices,
  ) {}

  onModuleInit(): void {
    // One stream a concern: who is excluded from it finds neither it nor a gap where it would be.
    this.gates.set('concern', async (actor, id) => {
      if (!isLead(actor)) return false;
      const concern = await this.concerns.findById(id, { excluded: 1 }).lean<Pick<Concern, 'excluded'>>();
      return concern !== null && !concern.excluded.includes(actor.memberId);
    });
    this.relay.addSource(this.concerns);
    this.relay.addSource(this.safeguarding);
    this.relay.addSource(this.claims);
    this.relay.addSource(this.rota);
    this.registries.notices.add(this.reviewNotices);
    this.registries.notices.add(this.notices);
    this.registries.openConcerns.add(this.concernsOpen);
  }
}
