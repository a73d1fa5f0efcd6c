import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { SealingView, sealingPassphrase, sealingSetUp } from '@throughline/contracts';
import { Clock, DomainError, Ids, notFound, Policies, type SignedIn } from '@throughline/kernel';
import { AuditTrail, peopleStream, type PendingChange, Relay, type Subscriber, Subscribers } from '@throughline/stream';
import type { Model } from 'mongoose';
import type { z } from 'zod';
import type { Member } from '../accounts/member.schema';
import { Members } from '../accounts/members.service';
import { OrganisationsService } from '../people/organisations.service';
import { OwnPassword } from '../sign-in/own-password';
import { newKeyPair, wipe, written } from './boxes';
import { Passphrases } from './passphrases';
import { SealingLead } from './sealing-lead.schema';
import { SealingKey } from './sealing-key.schema';
import { SealingKeys } from './sealing-keys';
import { Sealing } from './sealing';
import { readSealing, setUpSealing } from './sealing.policy';
import { leadsNeeded } from './shares';

/** Safeguarding leads and their part in finding out who wrote something: setting it up, and the passphrase of it. */
@Injectable()
export class SealingLeads implements Subscriber, OnModuleInit {
  readonly name = 'sealing-leads';
  readonly types = ['person.changed'] as const;

  constructor(
    @InjectModel(SealingLead.name) private readonly leads: Model<SealingLead>,
    @InjectModel(SealingKey.name) private readonly keyModel: Model<SealingKey>,
    private readonly keys: SealingKeys,
    private readonly sealing: Sealing,
    private readonly members: Members,
    private readonly organisations: OrganisationsService,
    private readonly passphrases: Passphrases,
    private readonly ownPassword: OwnPassword,
    private readonly policies: Policies,
    private readonly audit: AuditTrail,
    private readonly relay: Relay,
    private readonly subscribers: Subscribers,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.relay.addSource(this.leads);
    this.relay.addSource(this.keyModel);
    this.subscribers.add(this);
  }

  /** Somebody may have become a lead, or be none any more. */
  take(): Promise<void> {
    return this.keys.follow();
  }

  async view(actor: SignedIn): Promise<SealingView> {
    this.policies.authorize(actor, readSealing, undefined);
    const [all, organisations, set] = await Promise.all([
      this.members.all(),
      this.organisations.list(),
      this.keys.leadsOfNow(),
    ]);
    const leads = all.filter(({ duties }) => duties.includes('safeguarding-lead'));
    const organisationOf = (id: string | null) => organisations.find((one) => one.id === id)?.name ?? null;
    const own = set.find(({ _id }) => _id === actor.memberId);
    return {
      ...(await this.sealing.readiness()),
      people: leads.map(({ _id, name, organisationId }) => ({
        id: _id,
        name,
        organisation: organisationOf(organisationId),
        ready: set.some((lead) => lead._id === _id),
      })),
      own: { lead: actor.duties.includes('safeguarding-lead'), setUpAt: own?.setUpAt.toISOString() ?? null },
      twoOrganisations: await this.hasTwoOrganisations(set),
      lost: await this.keys.aliasesOutOfReach(),
    };
  }

  /**
   * Makes a lead's pair of keys. Where there was one before (its passphrase was lost), what was sealed for that one is out of this
   * lead's reach from now on.
   */
  async setUp(actor: SignedIn, request: z.output<typeof sealingSetUp>): Promise<SealingView> {
    this.policies.authorize(actor, setUpSealing, undefined);
    const member = await this.memberOf(actor);
    await this.ownPassword.expect(member, request.password);
    await this.passphrases.expectGood(request.passphrase, request.again, member);
    const keyId = this.ids.next();
    const { publicKey, secretKey } = await newKeyPair();
    const locked = await this.passphrases.lock(secretKey, request.passphrase, keyId);
    wipe(secretKey);
    const lead = {
      keyId,
      publicKey: written(publicKey),
      secretKey: locked,
      organisationId: member.organisationId,
      setUpAt: this.clock.now(),
    };
    await this.save(actor, lead, 'sealing.set-up', { upsert: true });
    await this.keys.follow();
    return this.view(actor);
  }

  /** Locks the same keys under another passphrase: what could be opened still can. */
  async changePassphrase(actor: SignedIn, request: z.output<typeof sealingPassphrase>): Promise<SealingView> {
    this.policies.authorize(actor, setUpSealing, undefined);
    const lead = await this.own(actor);
    const { secretKey } = await this.passphrases.open(lead, request.current);
    try {
      await this.passphrases.expectGood(request.passphrase, request.again, await this.memberOf(actor));
      const locked = await this.passphrases.lock(secretKey, request.passphrase, lead.keyId);
      await this.save(actor, { secretKey: locked }, 'sealing.passphrase-changed', { keyId: lead.keyId });
    } finally {
      wipe(secretKey);
    }
    return this.view(actor);
  }

  /** The lead that somebody is; throws `not-ready` where they have not set it up. */
  async own(actor: SignedIn): Promise<SealingLead> {
    const lead = (await this.keys.leadsOfNow()).find(({ _id }) => _id === actor.memberId);
    if (!lead) throw new DomainError('not-ready');
    return lead;
  }

  /**
   * Those of the leads who are of another organisation than this one. Who works nowhere is of no other; and who says since the
   * setting up that they work elsewhere counts as of both, so that nobody becomes another organisation by a line in their profile.
   */
  async ofOthers(lead: SealingLead, leads: readonly SealingLead[]): Promise<SealingLead[]> {
    const members = await this.members.byIds([lead, ...leads].map(({ _id }) => _id));
    const organisationsOf = ({ _id, organisationId }: SealingLead) => [
      organisationId,
      members.find((member) => member._id === _id)?.organisationId ?? null,
    ];
    const own = organisationsOf(lead);
    if (own.includes(null)) return [];
    return leads.filter((other) => {
      const theirs = organisationsOf(other);
      return other._id !== lead._id && !theirs.includes(null) && !theirs.some((id) => own.includes(id));
    });
  }

  private async hasTwoOrganisations(leads: readonly SealingLead[]): Promise<boolean> {
    for (const lead of leads) if ((await this.ofOthers(lead, leads)).length >= leadsNeeded - 1) return true;
    return false;
  }

  private async save(
    actor: SignedIn,
    lead: Partial<SealingLead>,
    act: 'sealing.set-up' | 'sealing.passphrase-changed',
    { upsert = false, keyId }: { upsert?: boolean; keyId?: string },
  ): Promise<void> {
    const _id = actor.memberId;
    const told: PendingChange = {
      changeId: `sealing-${this.ids.next()}`,
      stream: peopleStream,
      type: 'person.changed',
      subject: _id,
      revision: 1,
    };
    const pending = [told, this.audit.change({ act, by: _id })];
    const saved = await this.leads
      .findOneAndUpdate(
        { _id, ...(keyId === undefined ? {} : { keyId }) },
        { $set: lead, $push: { pending: { $each: pending } } },
        { upsert, returnDocument: 'after' },
      )
      .lean<SealingLead>();
    if (!saved) throw new DomainError('changed-meanwhile');
    await this.relay.deliver(this.leads, saved);
  }

  private async memberOf(actor: SignedIn): Promise<Member> {
    const member = await this.members.byId(actor.memberId);
    if (!member) throw notFound();
    return member;
  }
}
