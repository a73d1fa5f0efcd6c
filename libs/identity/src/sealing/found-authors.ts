import { Injectable } from '@nestjs/common';
import type { FoundAuthor } from '@throughline/contracts';
import { Members } from '../accounts/members.service';
import { OrganisationsService } from '../people/organisations.service';

/** Somebody who was found out, with how to reach them: for the two leads who read it. */
@Injectable()
export class FoundAuthors {
  constructor(
    private readonly members: Members,
    private readonly organisations: OrganisationsService,
  ) {}

  async present(memberId: string): Promise<Omit<FoundAuthor, 'readableUntil'>> {
    const [member, organisations] = await Promise.all([this.members.byId(memberId), this.organisations.list()]);
    // Who has left is known by no name any more: two leads learn that, and nothing else.
    if (!member) return { name: '', mail: null, organisation: null, left: true };
    return {
      name: member.name,
      mail: member.mail,
      organisation: organisations.find(({ id }) => id === member.organisationId)?.name ?? null,
      left: member.standing === 'left',
    };
  }
}
