import { Injectable } from '@nestjs/common';
import type { profileEdit, ProfileView } from '@throughline/contracts';
import { notFound, type SignedIn } from '@throughline/kernel';
import type { z } from 'zod';
import { addressChangedLetter } from '../mail/letters';
import { Mailer } from '../mail/mailer';
import { OwnPassword } from '../sign-in/own-password';
import { OrganisationsService } from '../people/organisations.service';
import { Member } from './member.schema';
import { Members } from './members.service';

type ProfileEdit = z.output<typeof profileEdit>;

/** What members say of themselves, and what of it others see. */
@Injectable()
export class ProfilesService {
  constructor(
    private readonly members: Members,
    private readonly organisations: OrganisationsService,
    private readonly ownPassword: OwnPassword,
    private readonly mailer: Mailer,
  ) {}

  async view(actor: SignedIn): Promise<ProfileView> {
    const member = await this.members.byId(actor.memberId);
    if (!member) throw notFound();
    return this.present(member);
  }

  /** Another e-mail address asks for the password and tells the old one. */
  async edit(actor: SignedIn, request: ProfileEdit): Promise<ProfileView> {
    const member = await this.members.byId(actor.memberId);
    if (!member) throw notFound();
    const { textVersion, password, ...profile } = request;
    const mail = profile.mail === undefined ? member.mail : profile.mail;
    if (mail !== member.mail) await this.ownPassword.expect(member, password);
    const saved = await this.members.saveProfile(member, textVersion, {
      ...profile,
      mail,
      unlisted: profile.unlisted ?? member.unlisted ?? false,
      organisationId: profile.organisationId === undefined ? member.organisationId : profile.organisationId,
    });
    if (member.mail && mail !== member.mail) this.mailer.queue(addressChangedLetter(member.mail));
    return this.present(saved);
  }

  private async present(member: Member): Promise<ProfileView> {
    return {
      id: member._id,
      name: member.name,
      signInName: member.signInName,
      mail: member.mail,
      organisationId: member.organisationId,
      organisations: await this.organisations.list(),
      expertise: [...member.expertise],
      showExpertise: member.showExpertise,
      showOrganisation: member.showOrganisation,
      // What was stored before there was a choice has none.
      unlisted: member.unlisted ?? false,
      about: member.about,
      textVersion: member.textVersion,
    };
  }
}
