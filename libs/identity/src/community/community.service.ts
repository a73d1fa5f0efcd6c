import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { usualNewMemberPosts } from '@throughline/contracts/names';
import type { AgreementView, communityEdit, CommunityView, FrontView } from '@throughline/contracts';
import { Clock, DomainError, Policies, type SignedIn } from '@throughline/kernel';
import { AuditTrail, Relay } from '@throughline/stream';
import type { Model } from 'mongoose';
import type { z } from 'zod';
import { editCommunity, readCommunity } from '../identity.policy';
import { Community } from './community.schema';
import { newCommunity } from './defaults';

type CommunityEdit = z.output<typeof communityEdit>;

/** What is set may be this old, in milliseconds that no setting of the clock changes: it stands on every page. */
const freshFor = 2_000;

@Injectable()
export class CommunityService {
  private known: { community: Community; at: number } | undefined;

  constructor(
    @InjectModel(Community.name) private readonly model: Model<Community>,
    private readonly policies: Policies,
    private readonly relay: Relay,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** The community's settings; made with sensible ones the first time. */
  async get(): Promise<Community> {
    const now = performance.now();
    if (this.known && now - this.known.at < freshFor) return this.known.community;
    const { _id, ...fresh } = newCommunity(this.clock.now());
    const community =
      (await this.model.findById('community').lean<Community>()) ??
      (await this.model
        .findOneAndUpdate({ _id }, { $setOnInsert: fresh }, { upsert: true, returnDocument: 'after' })
        .lean<Community>());
    if (!community) throw new DomainError('unavailable');
    this.known = { community, at: now };
    return community;
  }

  async front(): Promise<FrontView> {
    const community = await this.get();
    return {
      headline: community.headline,
      welcome: community.welcome,
      agreement: presentAgreement(community),
      story: community.story
        ? {
            title: community.story.title,
            text: community.story.text,
            steps: community.story.steps.map(({ title, text }) => ({ title, text })),
          }
        : null,
      demonstrationAccounts: community.demonstrationAccounts.map(({ name, password, who, passphrase }) => ({
        name,
        password,
        who,
        passphrase: passphrase ?? null,
      })),
    };
  }

  async view(actor: SignedIn): Promise<CommunityView> {
    this.policies.authorize(actor, readCommunity, undefined);
    return presentCommunity(await this.get());
  }

  /** Saves the settings. Other points of the agreement are a new version, which every member is asked to accept. */
  async edit(actor: SignedIn, { textVersion, agreement, ...settings }: CommunityEdit): Promise<CommunityView> {
    this.policies.authorize(actor, editCommunity, undefined);
    const before = presentAgreement(await this.get()).points;
    const changed = JSON.stringify(before) !== JSON.stringify(agreement);
    return presentCommunity(
      await this.save(textVersion, {
        $set: { ...settings, ...(changed ? { agreement, agreementChangedAt: this.clock.now() } : {}) },
        $inc: { textVersion: 1, ...(changed ? { agreementVersion: 1 } : {}) },
        $push: {
          pending: this.audit.change({
            act: changed ? 'agreement.changed' : 'community.changed',
            by: actor.memberId,
          }),
        },
      }),
    );
  }

  /** Sets what only the demonstration sets. */
  async furnish(
    settings: Partial<
      Pick<
        Community,
        'name' | 'place' | 'story' | 'supportLines' | 'demonstrationAccounts' | 'newMemberPosts' | 'contact'
      >
    >,
  ): Promise<void> {
    const { textVersion } = await this.get();
    await this.save(textVersion, { $set: settings, $inc: { textVersion: 1 } });
  }

  private async save(textVersion: number, update: Record<string, Record<string, unknown>>): Promise<Community> {
    const saved = await this.model
      .findOneAndUpdate({ _id: 'community', textVersion }, update, { returnDocument: 'after' })
      .lean<Community>();
    if (!saved) throw new DomainError('changed-meanwhile');
    this.known = { community: saved, at: performance.now() };
    await this.relay.deliver(this.model, { _id: saved._id, pending: saved.pending ?? [] });
    return saved;
  }
}

export function presentAgreement(community: Community): AgreementView {
  return {
    version: community.agreementVersion,
    points: community.agreement.map(({ title, text }) => ({ title, text })),
    changedAt: community.agreementChangedAt.toISOString(),
  };
}

/** How many posts of a new member are checked first. */
export function newMemberPostsOf({ newMemberPosts }: Community): number {
  return newMemberPosts ?? usualNewMemberPosts;
}

function presentCommunity(community: Community): CommunityView {
  const { name, place, headline, welcome, exitTo, timeZone, supportLines, textVersion } = community;
  return {
    name,
    place,
    headline,
    welcome,
    exitTo,
    timeZone,
    supportLines: supportLines.map(({ what, number }) => ({ what, number })),
    agreement: presentAgreement(community),
    newMemberPosts: newMemberPostsOf(community),
    contact: community.contact ?? '',
    textVersion,
  };
}
