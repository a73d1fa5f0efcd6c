import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { auditAddresses, AuditPage, auditQuery } from '@throughline/contracts';
import { DomainError, Policies, type SignedIn } from '@throughline/kernel';
import { Config } from '@throughline/platform';
import { type AuditEntry, AuditLog, AuditTrail, Relay } from '@throughline/stream';
import type { Model } from 'mongoose';
import type { z } from 'zod';
import { CommunityService } from '../community/community.service';
import { OrganisationsService } from '../people/organisations.service';
import { People } from '../people/people';
import { readAudit, setAuditAddresses } from './audit.policy';
import { presentAuditEntry, presentHead } from './audit.presenter';
import { AuditWatch } from './audit-watch.schema';
import { startOfDay } from './start-of-day';

const pageSize = 50;

/** The audit chain for administrators, and who gets its head by mail. */
@Injectable()
export class AuditService {
  constructor(
    @InjectModel(AuditWatch.name) private readonly watch: Model<AuditWatch>,
    private readonly auditLog: AuditLog,
    private readonly audit: AuditTrail,
    private readonly relay: Relay,
    private readonly people: People,
    private readonly organisations: OrganisationsService,
    private readonly community: CommunityService,
    private readonly policies: Policies,
    private readonly config: Config,
  ) {}

  async page(actor: SignedIn, query: z.output<typeof auditQuery>): Promise<AuditPage> {
    this.policies.authorize(actor, readAudit, undefined);
    const { timeZone } = await this.community.get();
    const asked = {
      act: query.act || undefined,
      by: query.who || undefined,
      from: query.from ? startOfDay(query.from, 0, timeZone) : undefined,
      until: query.to ? startOfDay(query.to, 1, timeZone) : undefined,
      before: query.before,
    };
    const [found, head, doers, watch] = await Promise.all([
      this.auditLog.find(asked, pageSize + 1),
      this.auditLog.head(),
      this.auditLog.doers(),
      this.watching(),
    ]);
    const entries = found.slice(0, pageSize);
    const names = await this.namesFor(entries, doers);
    return {
      entries: entries.map((entry) => presentAuditEntry(entry, names)),
      more: found.length > pageSize,
      head: head && presentHead(head),
      doers: doers
        .map((id) => ({ id, name: names.get(id) ?? null }))
        .sort((one, other) => (one.name ?? '').localeCompare(other.name ?? '')),
      mail: {
        isSetUp: this.config.mailUrl !== null,
        addresses: [...watch.addresses],
        last: watch.last && presentHead(watch.last),
        problem: watch.problem,
        textVersion: watch.textVersion,
      },
    };
  }

  /** Says who gets the head by mail; throws `changed-meanwhile` where somebody else said it in between. */
  async setAddresses(
    actor: SignedIn,
    { addresses, textVersion }: z.output<typeof auditAddresses>,
  ): Promise<{ done: true }> {
    this.policies.authorize(actor, setAuditAddresses, undefined);
    const each = [...new Set(addresses)];
    await this.watching();
    const saved = await this.watch
      .findOneAndUpdate(
        { _id: 'audit', textVersion },
        {
          $set: { addresses: each },
          $inc: { textVersion: 1 },
          $push: {
            pending: this.audit.change({
              act: 'audit.addresses-changed',
              by: actor.memberId,
              about: { number: String(each.length) },
            }),
          },
        },
        { returnDocument: 'after' },
      )
      .lean<AuditWatch>();
    if (!saved) throw new DomainError('changed-meanwhile');
    await this.relay.deliver(this.watch, saved);
    return { done: true };
  }

  private async watching(): Promise<AuditWatch> {
    const found =
      (await this.watch.findById('audit').lean<AuditWatch>()) ??
      (await this.watch
        .findOneAndUpdate(
          { _id: 'audit' },
          { $setOnInsert: { addresses: [], textVersion: 1, last: null, problem: null } },
          { upsert: true, returnDocument: 'after' },
        )
        .lean<AuditWatch>());
    if (!found) throw new DomainError('unavailable');
    return found;
  }

  private async namesFor(
    entries: readonly AuditEntry[],
    doers: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    const members = new Set([...doers, ...entries.flatMap(({ about }) => about.member ?? [])]);
    const [people, organisations] = await Promise.all([this.people.byIds([...members]), this.organisations.list()]);
    return new Map([...[...people.values()], ...organisations].map(({ id, name }) => [id, name]));
  }
}
