import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { newOrganisation, OrganisationView } from '@throughline/contracts';
import { Ids, Policies, type SignedIn } from '@throughline/kernel';
import { Creations } from '@throughline/platform';
import { AuditTrail, Relay } from '@throughline/stream';
import type { Model } from 'mongoose';
import type { z } from 'zod';
import { createOrganisation } from '../identity.policy';
import { Organisation } from './organisation.schema';

type NewOrganisation = z.output<typeof newOrganisation>;

@Injectable()
export class OrganisationsService {
  constructor(
    @InjectModel(Organisation.name) private readonly organisations: Model<Organisation>,
    private readonly policies: Policies,
    private readonly creations: Creations,
    private readonly relay: Relay,
    private readonly audit: AuditTrail,
    private readonly ids: Ids,
  ) {}

  async list(): Promise<OrganisationView[]> {
    return (await this.organisations.find().sort({ name: 1 }).lean<Organisation[]>()).map(presentOrganisation);
  }

  async create(actor: SignedIn, request: NewOrganisation): Promise<OrganisationView> {
    this.policies.authorize(actor, createOrganisation, undefined);
    const _id = this.ids.next();
    const organisation = await this.creations.once(this.organisations, {
      _id,
      name: request.name,
      sector: request.sector,
      creation: this.creations.stamp(actor, createOrganisation.name, request),
      pending: [this.audit.change({ act: 'organisation.made', by: actor.memberId, about: { organisation: _id } })],
    });
    await this.relay.deliver(this.organisations, organisation);
    return presentOrganisation(organisation);
  }
}

export function presentOrganisation({ _id, name, sector }: Organisation): OrganisationView {
  return { id: _id, name, sector };
}
