import { Injectable } from '@nestjs/common';
import type { LeadView } from '@throughline/contracts';
import { Members, OrganisationsService } from '@throughline/identity';

/** A safeguarding lead as others see them, and where they are mailed. */
export interface Lead extends LeadView {
  mail: string | null;
}

/** Who is a safeguarding lead now. An evaluator is none. */
@Injectable()
export class Leads {
  constructor(
    private readonly members: Members,
    private readonly organisations: OrganisationsService,
  ) {}

  /** In the order of their names. Where they work is always said: who reports something needs to know to whom. */
  async all(): Promise<Lead[]> {
    const [members, organisations] = await Promise.all([
      this.members.withDuty('safeguarding-lead'),
      this.organisations.list(),
    ]);
    return members
      .filter(({ duties }) => !duties.includes('evaluator'))
      .map(({ _id, name, mail, organisationId }) => {
        const organisation = organisations.find(({ id }) => id === organisationId);
        return {
          id: _id,
          name,
          organisation: organisation?.name ?? null,
          sector: organisation?.sector ?? null,
          mail,
        };
      });
  }

  /** Those who can see a concern. */
  async without(excluded: readonly string[]): Promise<Lead[]> {
    return (await this.all()).filter(({ id }) => !excluded.includes(id));
  }
}

export function presentLead({ id, name, organisation, sector }: Lead): LeadView {
  return { id, name, organisation, sector };
}
