import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { HelpNow, safeguardingEdit, SafeguardingSettings } from '@throughline/contracts';
import { CommunityService } from '@throughline/identity';
import { Clock, DomainError, Policies, type SignedIn, wrongField } from '@throughline/kernel';
import { Config } from '@throughline/platform';
import { AuditTrail, Relay } from '@throughline/stream';
import type { Model } from 'mongoose';
import type { z } from 'zod';
import { listConcerns, setSafeguarding } from './concern.policy';
import { watchAt } from './cover';
import { Leads } from './leads';
import { type Contact, Safeguarding } from './safeguarding.schema';

/** What is set may be this old: it stands on pages that everybody opens. */
const freshFor = 2_000;

/** What administrators set for when somebody is not safe, and what follows from it now. */
@Injectable()
export class SafeguardingService {
  private known: { settings: Safeguarding; at: number } | undefined;

  constructor(
    @InjectModel(Safeguarding.name) private readonly model: Model<Safeguarding>,
    private readonly community: CommunityService,
    private readonly leads: Leads,
    private readonly policies: Policies,
    private readonly audit: AuditTrail,
    private readonly relay: Relay,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  async get(): Promise<Safeguarding> {
    const now = performance.now();
    if (this.known && now - this.known.at < freshFor) return this.known.settings;
    const settings =
      (await this.model.findById('safeguarding').lean<Safeguarding>()) ??
      (await this.model
        .findOneAndUpdate(
          { _id: 'safeguarding' },
          { $setOnInsert: nothingSet },
          { upsert: true, returnDocument: 'after' },
        )
        .lean<Safeguarding>());
    if (!settings) throw new DomainError('unavailable');
    this.known = { settings, at: now };
    return settings;
  }

  /** Who is there to help now, for everybody. */
  async help(): Promise<HelpNow> {
    const settings = await this.get();
    const { timeZone } = await this.community.get();
    const { watching, backAt } = watchAt(this.clock.now(), {
      days: settings.cover,
      closedOn: settings.closedOn,
      timeZone,
    });
    return {
      watching,
      backAt: backAt?.toISOString() ?? null,
      nightTeam: presentContact(settings.nightTeam),
      on: isOn(settings),
    };
  }

  async view(actor: SignedIn): Promise<SafeguardingSettings> {
    this.policies.authorize(actor, setSafeguarding, undefined);
    return this.present(await this.get());
  }

  async edit(
    actor: SignedIn,
    { textVersion, ...settings }: z.output<typeof safeguardingEdit>,
  ): Promise<SafeguardingSettings> {
    this.policies.authorize(actor, setSafeguarding, undefined);
    if (settings.webhook && !this.mayCall(settings.webhook))
      throw wrongField('webhook', 'Please give an address that begins with https://');
    await this.get();
    const saved = await this.model
      .findOneAndUpdate(
        { _id: 'safeguarding', textVersion },
        {
          $set: { ...settings, closedOn: [...new Set(settings.closedOn)].sort() },
          $inc: { textVersion: 1 },
          $push: { pending: this.audit.change({ act: 'safeguarding.changed', by: actor.memberId }) },
        },
        { returnDocument: 'after' },
      )
      .lean<Safeguarding>();
    if (!saved) throw new DomainError('changed-meanwhile');
    this.known = { settings: saved, at: performance.now() };
    await this.relay.deliver(this.model, saved);
    return this.present(saved);
  }

  /** A lead's own number for text messages; empty takes it away. */
  async setPhone(actor: SignedIn, phone: string): Promise<void> {
    this.policies.authorize(actor, listConcerns, undefined);
    const { memberId } = actor;
    await this.get();
    await this.model.updateOne({ _id: 'safeguarding' }, { $pull: { phones: { memberId } } });
    if (phone !== '') await this.model.updateOne({ _id: 'safeguarding' }, { $push: { phones: { memberId, phone } } });
    this.known = undefined;
  }

  /** Without https only what stays on this machine. */
  private mayCall(address: string): boolean {
    if (!URL.canParse(address)) return false;
    const { protocol, hostname } = new URL(address);
    const here = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
    return protocol === 'https:' || (here && this.config.privateToThisMachine);
  }

  private async present(settings: Safeguarding): Promise<SafeguardingSettings> {
    const plain = (contact: Contact | null) => contact && { what: contact.what, number: contact.number };
    return {
      cover: settings.cover.map(({ day, from, to }) => ({ day, from, to })),
      closedOn: [...settings.closedOn],
      outside: plain(settings.outside),
      nightTeam: plain(settings.nightTeam),
      webhook: settings.webhook,
      textVersion: settings.textVersion,
      leads: (await this.leads.all()).length,
      on: isOn(settings),
    };
  }
}

const nothingSet: Omit<Safeguarding, '_id' | 'pending'> = {
  cover: [],
  closedOn: [],
  outside: null,
  nightTeam: null,
  webhook: null,
  phones: [],
  textVersion: 1,
};

/** No concern is taken before it is known who stands outside: somebody left with nobody must have a number. */
export function isOn({ outside, nightTeam }: Safeguarding): boolean {
  return outside !== null && nightTeam !== null;
}

export function presentContact(contact: Contact | null): { what: string; number: string; link: string } | null {
  return contact && { what: contact.what, number: contact.number, link: linkOf(contact.number) };
}

export function linkOf(number: string): string {
  return `tel:${number.replace(/[^\d+]/g, '')}`;
}
