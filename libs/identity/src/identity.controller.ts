import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query, Req } from '@nestjs/common';
import {
  acceptAgreement,
  agreementView,
  type AgreementView,
  communityEdit,
  communityView,
  type CommunityView,
  done,
  frontView,
  type FrontView,
  invitationCard,
  type InvitationCard,
  invitationList,
  invitationPreview,
  type InvitationPreview,
  lookAtInvitation,
  memberEdit,
  memberList,
  memberView,
  newInvitation,
  newOrganisation,
  organisationList,
  organisationView,
  type OrganisationView,
  personList,
  personView,
  type PersonView,
  profileEdit,
  profileView,
  type ProfileView,
  resetLink,
  type ResetLink,
} from '@throughline/contracts';
import { DomainError, type SignedIn } from '@throughline/kernel';
import { Action, dtoOf, IdPipe, TheActor, ZodResponse } from '@throughline/platform';
import type { FastifyRequest } from 'fastify';
import { Members } from './accounts/members.service';
import { ProfilesService } from './accounts/profiles.service';
import { CommunityService, presentAgreement } from './community/community.service';
import * as actions from './identity.policy';
import { Invitations } from './invitations/invitations.service';
import { OrganisationsService } from './people/organisations.service';
import { People } from './people/people';
import { Resets } from './resets/resets.service';
import { Attempts } from './sign-in/attempts';

class FrontDto extends dtoOf(() => frontView) {}
class AgreementDto extends dtoOf(() => agreementView) {}
class AcceptAgreementBody extends dtoOf(() => acceptAgreement) {}
class CommunityDto extends dtoOf(() => communityView) {}
class CommunityBody extends dtoOf(() => communityEdit) {}
class DoneDto extends dtoOf(() => done) {}
class InvitationListDto extends dtoOf(() => invitationList) {}
class InvitationCardDto extends dtoOf(() => invitationCard) {}
class InvitationPreviewDto extends dtoOf(() => invitationPreview) {}
class LookQuery extends dtoOf(() => lookAtInvitation) {}
class NewInvitationBody extends dtoOf(() => newInvitation) {}
class ResetLinkDto extends dtoOf(() => resetLink) {}
class ProfileDto extends dtoOf(() => profileView) {}
class ProfileBody extends dtoOf(() => profileEdit) {}
class PersonDto extends dtoOf(() => personView) {}
class PersonListDto extends dtoOf(() => personList) {}
class MemberDto extends dtoOf(() => memberView) {}
class MemberListDto extends dtoOf(() => memberList) {}
class MemberEditBody extends dtoOf(() => memberEdit) {}
class OrganisationDto extends dtoOf(() => organisationView) {}
class OrganisationListDto extends dtoOf(() => organisationList) {}
class NewOrganisationBody extends dtoOf(() => newOrganisation) {}

const finished = { done: true } as const;

/** What the community is: its front page, its agreement, its settings. */
@Controller('api')
export class CommunityController {
  constructor(
    private readonly community: CommunityService,
    private readonly members: Members,
  ) {}

  @Get('front')
  @Action(actions.readFront)
  @ZodResponse({ status: 200, type: FrontDto })
  front(): Promise<FrontView> {
    return this.community.front();
  }

  @Get('agreement')
  @Action(actions.readAgreement)
  @ZodResponse({ status: 200, type: AgreementDto })
  async agreement(): Promise<AgreementView> {
    return presentAgreement(await this.community.get());
  }

  @Post('agreement/accept')
  @HttpCode(200)
  @Action(actions.acceptAgreement)
  @ZodResponse({ status: 200, type: DoneDto })
  async accept(@TheActor() actor: SignedIn, @Body() body: AcceptAgreementBody) {
    const { agreementVersion } = await this.community.get();
    if (body.version !== agreementVersion) throw new DomainError('changed-meanwhile');
    await this.members.acceptAgreement(actor.memberId, body.version);
    return finished;
  }

  @Get('community')
  @Action(actions.readCommunity)
  @ZodResponse({ status: 200, type: CommunityDto })
  view(@TheActor() actor: SignedIn): Promise<CommunityView> {
    return this.community.view(actor);
  }

  @Put('community')
  @Action(actions.editCommunity)
  @ZodResponse({ status: 200, type: CommunityDto })
  edit(@TheActor() actor: SignedIn, @Body() body: CommunityBody): Promise<CommunityView> {
    return this.community.edit(actor, body);
  }
}

@Controller('api/invitations')
export class InvitationsController {
  constructor(
    private readonly invitations: Invitations,
    private readonly attempts: Attempts,
  ) {}

  @Get()
  @Action(actions.listInvitations)
  @ZodResponse({ status: 200, type: InvitationListDto })
  async list(@TheActor() actor: SignedIn) {
    return { invitations: await this.invitations.list(actor) };
  }

  @Post()
  @Action(actions.createInvitation)
  @ZodResponse({ status: 201, type: InvitationCardDto })
  create(@TheActor() actor: SignedIn, @Body() body: NewInvitationBody): Promise<InvitationCard> {
    return this.invitations.create(actor, body);
  }

  /** What the page of an invitation shows; the secret stands in no log, because addresses do not. */
  @Get('look')
  @Action(actions.lookAtInvitationAction)
  @ZodResponse({ status: 200, type: InvitationPreviewDto })
  async look(@Query() query: LookQuery, @Req() request: FastifyRequest): Promise<InvitationPreview> {
    return this.attempts.during({ address: request.ip }, ['link-used'], () => this.invitations.look(query.secret));
  }

  @Delete(':id')
  @Action(actions.withdrawInvitation)
  @ZodResponse({ status: 200, type: DoneDto })
  async withdraw(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string) {
    await this.invitations.withdraw(actor, id);
    return finished;
  }
}

/** People as members see them, and oneself. */
@Controller('api')
export class PeopleController {
  constructor(
    private readonly people: People,
    private readonly profiles: ProfilesService,
  ) {}

  @Get('people')
  @Action(actions.readPeople)
  @ZodResponse({ status: 200, type: PersonListDto })
  async list(@TheActor() actor: SignedIn) {
    return { people: await this.people.list(actor) };
  }

  @Get('people/:id')
  @Action(actions.readPeople)
  @ZodResponse({ status: 200, type: PersonDto })
  one(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string): Promise<PersonView> {
    return this.people.one(actor, id);
  }

  @Get('profile')
  @Action(actions.readProfile)
  @ZodResponse({ status: 200, type: ProfileDto })
  profile(@TheActor() actor: SignedIn): Promise<ProfileView> {
    return this.profiles.view(actor);
  }

  @Put('profile')
  @Action(actions.editProfile)
  @ZodResponse({ status: 200, type: ProfileDto })
  editProfile(@TheActor() actor: SignedIn, @Body() body: ProfileBody): Promise<ProfileView> {
    return this.profiles.edit(actor, body);
  }
}

/** Looking after who is here. */
@Controller('api')
export class MembersController {
  constructor(
    private readonly members: Members,
    private readonly people: People,
    private readonly resets: Resets,
    private readonly organisations: OrganisationsService,
  ) {}

  @Get('members')
  @Action(actions.listMembers)
  @ZodResponse({ status: 200, type: MemberListDto })
  async list() {
    return { members: await this.people.presentMembers(await this.members.listed()) };
  }

  @Patch('members/:id')
  @Action(actions.administerMembers)
  @ZodResponse({ status: 200, type: MemberDto })
  async edit(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string, @Body() body: MemberEditBody) {
    const member = await this.members.administer(actor, id, body);
    const [view] = await this.people.presentMembers([member]);
    if (!view) throw new DomainError('not-found');
    return view;
  }

  @Post('members/:id/reset-link')
  @HttpCode(200)
  @Action(actions.handOverReset)
  @ZodResponse({ status: 200, type: ResetLinkDto })
  handOverReset(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string): Promise<ResetLink> {
    return this.resets.handOver(actor, id);
  }

  @Get('organisations')
  @Action(actions.listOrganisations)
  @ZodResponse({ status: 200, type: OrganisationListDto })
  async listOrganisations() {
    return { organisations: await this.organisations.list() };
  }

  @Post('organisations')
  @Action(actions.createOrganisation)
  @ZodResponse({ status: 201, type: OrganisationDto })
  createOrganisation(@TheActor() actor: SignedIn, @Body() body: NewOrganisationBody): Promise<OrganisationView> {
    return this.organisations.create(actor, body);
  }
}
