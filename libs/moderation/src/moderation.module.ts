import { Module, type OnModuleInit } from '@nestjs/common';
import { InjectModel, MongooseModule } from '@nestjs/mongoose';
import { DiscussionModule } from '@throughline/discussion';
import { IdentityModule } from '@throughline/identity';
import { Registries } from '@throughline/kernel';
import { ProgrammeModule } from '@throughline/programme';
import { type PendingSource, Relay, StreamGates } from '@throughline/stream';
import type { Model } from 'mongoose';
import { Complaint, ComplaintSchema } from './complaints/complaint.schema';
import { ComplaintsController } from './complaints/complaints.controller';
import { Complaints } from './complaints/complaints.service';
import { ApartData } from './apart/apart-data';
import { ApartWarning, ApartWarningSchema } from './apart/apart-warning.schema';
import { ApartWatch } from './apart/apart-watch';
import { KeptApartController } from './apart/kept-apart.controller';
import { KeptApart, KeptApartSchema } from './apart/kept-apart.schema';
import { KeptApartService } from './apart/kept-apart.service';
import { ConcernAlarm } from './concerns/alarm';
import { ConcernChanges } from './concerns/concern-changes';
import { ConcernData } from './concerns/concern-data';
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
import { FlagData } from './flags/flag-data';
import { readReview } from './review/review.policy';
import { ReviewData } from './review/review-data';
import { ReviewClaim, ReviewClaimSchema } from './review/review-claim.schema';
import { ReviewClaims } from './review/review-claims.service';
import { ReviewNotices } from './review/review-notices';
import { ReviewQueueService } from './review/review-queue.service';
import { ReviewController, WaitingDecisionsController } from './review/review.controller';
import { Rota, RotaSchema } from './review/rota.schema';
import { RotaService } from './review/rota.service';
import { FlagChanges } from './flags/flag-changes';
import { FlagLimits } from './flags/flag-limits';
import { FlagPresenter } from './flags/flag.presenter';
import { FlagReview } from './flags/flag-review.service';
import { FlaggedPost, FlaggedPostSchema } from './flags/flag.schema';
import { FlagSettling } from './flags/flag-settling';
import { FlagsController, FromModeratorsController, WrongController } from './flags/flags.controller';
import { FlagsService } from './flags/flags.service';
import { FlagsTold } from './flags/flags-told';
import { OwnStreams } from './own-streams';
import { listSteps } from './steps/step.policy';
import { StepChanges } from './steps/step-changes';
import { StepPresenter } from './steps/step.presenter';
import { Step, StepSchema } from './steps/step.schema';
import { StepSettling } from './steps/step-settling';
import { StepTalks } from './steps/step-talks';
import { CheckedFirst } from './steps/steps-first';
import { StepsController } from './steps/steps.controller';
import { StepsService } from './steps/steps.service';
import { StepsTold } from './steps/steps-told';
import { AliasLettersController } from './letters/alias-letters.controller';
import { AliasLetters } from './letters/alias-letters.service';
import { LetterData } from './letters/letter-data';
import { AliasTalk, AliasTalkSchema } from './letters/alias-talk.schema';

@Module({
  imports: [
    IdentityModule,
    DiscussionModule,
    ProgrammeModule,
    MongooseModule.forFeature([
      { name: Complaint.name, schema: ComplaintSchema },
      { name: Concern.name, schema: ConcernSchema },
      { name: Safeguarding.name, schema: SafeguardingSchema },
      { name: ReviewClaim.name, schema: ReviewClaimSchema },
      { name: Rota.name, schema: RotaSchema },
      { name: FlaggedPost.name, schema: FlaggedPostSchema },
      { name: Step.name, schema: StepSchema },
      { name: AliasTalk.name, schema: AliasTalkSchema },
      { name: KeptApart.name, schema: KeptApartSchema },
      { name: ApartWarning.name, schema: ApartWarningSchema },
    ]),
  ],
  controllers: [
    ComplaintsController,
    HelpController,
    ConcernsController,
    LettersController,
    SafeguardingController,
    ReviewController,
    WaitingDecisionsController,
    WrongController,
    FlagsController,
    FromModeratorsController,
    StepsController,
    AliasLettersController,
    KeptApartController,
  ],
  providers: [
    FlagData,
    ApartData,
    LetterData,
    ReviewData,
    Complaints,
    AliasLetters,
    ApartWatch,
    KeptApartService,
    ConcernAlarm,
    ConcernChanges,
    ConcernData,
    ConcernNotices,
    ConcernsOpen,
    ConcernsService,
    ConcernWork,
    FlagChanges,
    FlagLimits,
    FlagPresenter,
    FlagReview,
    FlagSettling,
    FlagsService,
    FlagsTold,
    Leads,
    ReviewClaims,
    ReviewNotices,
    ReviewQueueService,
    RotaService,
    OwnStreams,
    CheckedFirst,
    StepChanges,
    StepPresenter,
    StepSettling,
    StepTalks,
    StepsService,
    StepsTold,
    SafeguardingService,
  ],
  exports: [AliasLetters, ConcernsOpen, ConcernsService, ConcernWork, FlagReview, FlagsService, SafeguardingService],
})
export class ModerationModule implements OnModuleInit {
  constructor(
    private readonly gates: StreamGates,
    private readonly relay: Relay,
    private readonly registries: Registries,
    private readonly notices: ConcernNotices,
    private readonly concernsOpen: ConcernsOpen,
    private readonly flagsTold: FlagsTold,
    private readonly flagReview: FlagReview,
    private readonly stepsTold: StepsTold,
    private readonly checkedFirst: CheckedFirst,
    private readonly changes: ConcernChanges,
    private readonly aliasLetters: AliasLetters,
    @InjectModel(Concern.name) private readonly concerns: Model<Concern>,
    @InjectModel(Safeguarding.name) private readonly safeguarding: PendingSource,
    @InjectModel(ReviewClaim.name) private readonly claims: PendingSource,
    @InjectModel(Rota.name) private readonly rota: PendingSource,
    private readonly reviewNotices: ReviewNotices,
    @InjectModel(FlaggedPost.name) private readonly flags: PendingSource,
    @InjectModel(Step.name) private readonly steps: PendingSource,
    @InjectModel(Complaint.name) private readonly complaints: PendingSource,
    @InjectModel(AliasTalk.name) private readonly aliasTalks: PendingSource,
    @InjectModel(KeptApart.name) private readonly keptApart: PendingSource,
    @InjectModel(ApartWarning.name) private readonly apartWarnings: PendingSource,
  ) {}

  onModuleInit(): void {
    // One stream a concern: who is excluded from it finds neither it nor a gap where it would be.
    this.gates.set('concern', async (actor, id) => {
      if (!isLead(actor)) return false;
      const concern = await this.concerns.findById(id, { excluded: 1 }).lean<Pick<Concern, 'excluded'>>();
      return concern !== null && !concern.excluded.includes(actor.memberId);
    });
    this.aliasLetters.tells('concern', async (id, mark) => {
      const concern = await this.concerns.findById(id, { excluded: 1, revision: 1 }).lean<Concern>();
      return concern ? this.changes.tell(concern, concern.revision, mark) : [];
    });
    this.relay.addSource(this.concerns);
    const sources = [this.safeguarding, this.claims, this.rota, this.aliasTalks, this.keptApart, this.apartWarnings];
    for (const source of sources) this.relay.addSource(source);
    this.registries.notices.add(this.reviewNotices);
    this.relay.addSource(this.flags);
    this.registries.reviewSources.add(this.flagReview);
    this.relay.addSource(this.steps);
    this.registries.publicationRules.add(this.checkedFirst);
    this.relay.addSource(this.complaints);
    this.registries.notices.add(this.notices);
    this.registries.notices.add(this.flagsTold);
    this.registries.aliasNotices.add({
      noticesFor: async (aliasIds) => {
        const [flags, steps] = await Promise.all([
          this.flagsTold.noticesForAliases(aliasIds),
          this.stepsTold.toAliases(aliasIds),
        ]);
        return { flags, steps, quoted: [] };
      },
    });
    this.registries.openConcerns.add(this.concernsOpen);
    for (const action of [readReview, listSteps]) this.registries.abilities.add(action);
  }
}
