import { Module, type OnModuleInit } from '@nestjs/common';
import { InjectConnection, MongooseModule } from '@nestjs/mongoose';
import { PassportModule } from '@nestjs/passport';
import { Jobs } from '@throughline/platform';
import { Relay } from '@throughline/stream';
import type { Connection } from 'mongoose';
import { Member, MemberSchema } from './accounts/member.schema';
import { Members } from './accounts/members.service';
import { Passwords } from './accounts/passwords';
import { ProfilesService } from './accounts/profiles.service';
import { AuditController } from './audit/audit.controller';
import { AuditService } from './audit/audit.service';
import { AuditWatch, AuditWatchSchema } from './audit/audit-watch.schema';
import { AuditHeadMail } from './audit/head-mail';
import { Blocks } from './blocks/blocks.service';
import { BlocksController } from './blocks/blocks.controller';
import { Circle, CircleSchema } from './circles/circle.schema';
import { CircleMembers } from './circles/circle-members.service';
import { Circles } from './circles/circles';
import { CirclesController } from './circles/circles.controller';
import { CirclesService } from './circles/circles.service';
import { Community, CommunitySchema } from './community/community.schema';
import { CommunityService } from './community/community.service';
import { ConsentsController } from './consents/consents.controller';
import { GeneralConsents } from './consents/general-consents';
import { Refusals } from './consents/refusals';
import { CommunityController, InvitationsController, MembersController, PeopleController } from './identity.controller';
import { Invitation, InvitationSchema } from './invitations/invitation.schema';
import { Invitations } from './invitations/invitations.service';
import { Leaving } from './leaving/leaving.service';
import { Mailer } from './mail/mailer';
import { MeService } from './me.service';
import { IdentityData } from './own-data/identity-data';
import { OwnDataController } from './own-data/own-data.controller';
import { OwnData } from './own-data/own-data.service';
import { Organisation, OrganisationSchema } from './people/organisation.schema';
import { OrganisationsService } from './people/organisations.service';
import { People } from './people/people';
import { Aliases } from './personas/aliases';
import { Alias, AliasSchema } from './personas/alias.schema';
import { LetGo, LetGoSchema } from './personas/let-go.schema';
import { Voices } from './personas/voices';
import { Reset, ResetSchema } from './resets/reset.schema';
import { Resets } from './resets/resets.service';
import { FactorResets } from './second-factor/factor-resets.service';
import { OwnSecondFactor } from './second-factor/own-second-factor.service';
import { Passkeys } from './second-factor/passkeys';
import { SecondFactorController, SecondStepController } from './second-factor/second-factor.controller';
import { SecondFactors } from './second-factor/second-factors.service';
import { DeviceProof, DeviceProofSchema, SecondStep, SecondStepSchema } from './second-factor/second-step.schema';
import { SecondSteps } from './second-factor/second-steps.service';
import { SecretLinks } from './secret-links';
import { Sealing } from './sealing/sealing';
import { sealingControllers, sealingModels, sealingProviders } from './sealing/sealing.parts';
import { Attempts } from './sign-in/attempts';
import { Entrance } from './sign-in/entrance';
import { KnownDevices } from './sign-in/known-devices';
import { OwnPassword } from './sign-in/own-password';
import { PasswordStrategy } from './sign-in/password.strategy';
import { SignInController } from './sign-in/sign-in.controller';
import { SignIn, SignInSchema } from './sign-in/sign-in.schema';
import { SignIns } from './sign-in/sign-ins.service';
import { Bounces } from './standing/bounces';
import { StandingController } from './standing/standing.controller';
import { Standing } from './standing/standing.service';
import { YearlyAsking } from './standing/yearly-asking';

/** Whose documents carry changes. */
const carriers = [Alias, AuditWatch, Circle, Member, SignIn, Invitation, Reset, Organisation, Community];

@Module({
  imports: [
    PassportModule.register({ session: false }),
    MongooseModule.forFeature([
      { name: Circle.name, schema: CircleSchema },
      { name: AuditWatch.name, schema: AuditWatchSchema },
      { name: Member.name, schema: MemberSchema },
      { name: SignIn.name, schema: SignInSchema },
      { name: Invitation.name, schema: InvitationSchema },
      { name: Reset.name, schema: ResetSchema },
      { name: Organisation.name, schema: OrganisationSchema },
      { name: Community.name, schema: CommunitySchema },
      { name: Alias.name, schema: AliasSchema },
      { name: LetGo.name, schema: LetGoSchema },
      ...sealingModels,
      { name: SecondStep.name, schema: SecondStepSchema },
      { name: DeviceProof.name, schema: DeviceProofSchema },
    ]),
  ],
  controllers: [
    AuditController,
    BlocksController,
    CirclesController,
    ConsentsController,
    OwnDataController,
    StandingController,
    SignInController,
    SecondStepController,
    SecondFactorController,
    CommunityController,
    InvitationsController,
    PeopleController,
    MembersController,
    ...sealingControllers,
  ],
  providers: [
    Aliases,
    AuditHeadMail,
    AuditService,
    Attempts,
    Blocks,
    Bounces,
    CircleMembers,
    Circles,
    CirclesService,
    CommunityService,
    GeneralConsents,
    Refusals,
    IdentityData,
    Invitations,
    KnownDevices,
    Leaving,
    Mailer,
    Members,
    MeService,
    OrganisationsService,
    OwnData,
    OwnPassword,
    OwnSecondFactor,
    Passkeys,
    Passwords,
    PasswordStrategy,
    People,
    ProfilesService,
    Resets,
    ...sealingProviders,
    Entrance,
    FactorResets,
    SecondFactors,
    SecondSteps,
    SecretLinks,
    SignIns,
    Standing,
    Voices,
    YearlyAsking,
  ],
  exports: [
    Aliases,
    Blocks,
    CircleMembers,
    Circles,
    CirclesService,
    Standing,
    CommunityService,
    GeneralConsents,
    Refusals,
    Invitations,
    Leaving,
    Mailer,
    Members,
    OrganisationsService,
    OwnPassword,
    People,
    ProfilesService,
    Sealing,
    FactorResets,
    SecondFactors,
    SecretLinks,
    SignIns,
  ],
})
export class IdentityModule implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly signIns: SignIns,
    private readonly secondFactors: SecondFactors,
    private readonly relay: Relay,
    @InjectConnection() private readonly connection: Connection,
  ) {}

  onModuleInit(): void {
    for (const { name } of carriers) this.relay.addSource(this.connection.model(name));
    this.jobs.every('sign-ins.clean', 3_600_000, () => this.signIns.clean());
    this.jobs.every('second-factors.forget-used', 3_600_000, () => this.secondFactors.forgetUsedCodes());
  }
}
