import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Clock, Ids } from '@throughline/kernel';
import { isDuplicate } from '@throughline/platform';
import { AuditTrail, peopleStream, type PendingChange, Relay } from '@throughline/stream';
import { trusted, type Model } from 'mongoose';
import { belonging, Member } from '../accounts/member.schema';
import { Alias } from '../personas/alias.schema';
import { SealingKey } from './sealing-key.schema';
import { SealingLead } from './sealing-lead.schema';
import { leadsNeeded, newSharedKey, type ShareHolder } from './shares';

/** The community's keys: made for the leads of now, and made anew when these are others. */
@Injectable()
export class SealingKeys {
  constructor(
    @InjectModel(Member.name) private readonly members: Model<Member>,
    @InjectModel(SealingLead.name) private readonly leads: Model<SealingLead>,
    @InjectModel(SealingKey.name) private readonly keys: Model<SealingKey>,
    @InjectModel(Alias.name) private readonly aliases: Model<Alias>,
    private readonly relay: Relay,
    private readonly audit: AuditTrail,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** How many leads are set up, and the key to seal with; null where two of them do not hold shares of it. */
  async inUse(): Promise<{ leads: number; key: { id: string; publicKey: string } | null }> {
    const [leads, newest] = await Promise.all([this.leadsOfNow(), this.newest()]);
    const holders = newest?.shares.filter(({ leadKeyId }) => leads.some(({ keyId }) => keyId === leadKeyId)) ?? [];
    const key = newest && holders.length >= leadsNeeded ? { id: newest._id, publicKey: newest.publicKey } : null;
    return { leads: leads.length, key };
  }

  /** How many aliases there are whose authors nobody can find out: fewer than two hold shares of their key. */
  async aliasesOutOfReach(): Promise<number> {
    const keyIds = await this.keys.distinct('_id', { [`shares.${leadsNeeded - 1}`]: trusted({ $exists: false }) });
    return this.aliases.countDocuments({ 'sealed.keyId': trusted({ $in: keyIds }) });
  }

  /** Those who are set up and still are leads. */
  async leadsOfNow(): Promise<SealingLead[]> {
    return (await this.leadsByStanding()).still;
  }

  /**
   * Brings keys and shares to the leads of now: who is no lead any more, or has set up anew, loses the shares of before, and where
   * the newest key is not for exactly those who are left, there is a new one for what is sealed from then on.
   */
  async follow(): Promise<void> {
    // Before the leads are read: a share of somebody who is set up meanwhile is not taken for one of somebody who left.
    const held = await this.keys.distinct('shares.leadKeyId');
    const { still, gone } = await this.leadsByStanding();
    const keyIds = still.map(({ keyId }) => keyId);
    const lost = held.filter((keyId) => !keyIds.includes(keyId));
    await this.leads.deleteMany({ keyId: trusted({ $in: gone.map(({ keyId }) => keyId) }) });
    if (lost.length > 0) await this.keys.updateMany({}, { $pull: { shares: { leadKeyId: trusted({ $in: lost }) } } });
    const newest = await this.newest();
    const holders = newest?.shares.map(({ leadKeyId }) => leadKeyId) ?? [];
    const asTheyAre = newest?.parts === keyIds.length && keyIds.every((keyId) => holders.includes(keyId));
    if (still.length < leadsNeeded || asTheyAre) return;
    const next = still.map(({ _id, keyId, publicKey }) => ({ leadId: _id, leadKeyId: keyId, publicKey }));
    // Where another server was quicker, its key may be for other leads: look again.
    if (!(await this.make((newest?.number ?? 0) + 1, next))) await this.follow();
  }

  private async leadsByStanding(): Promise<{ still: SealingLead[]; gone: SealingLead[] }> {
    const all = await this.leads.find().lean<SealingLead[]>();
    if (all.length === 0) return { still: [], gone: [] };
    const ids = await this.members.distinct('_id', {
      _id: trusted({ $in: all.map(({ _id }) => _id) }),
      // Who is suspended cannot use their share, and keeps it: what is lost here could not be given back.
      ...belonging,
      duties: 'safeguarding-lead',
    });
    return {
      still: all.filter(({ _id }) => ids.includes(_id)),
      gone: all.filter(({ _id }) => !ids.includes(_id)),
    };
  }

  /** Answers whether it was made. */
  private async make(number: number, holders: readonly ShareHolder[]): Promise<boolean> {
    const _id = this.ids.next();
    const pending: PendingChange[] = [
      { changeId: `sealing-${_id}`, stream: peopleStream, type: 'person.changed', subject: _id, revision: 1 },
      this.audit.change({ act: 'sealing.key-made', by: null, about: { number: String(holders.length) } }),
    ];
    try {
      const made = {
        _id,
        number,
        madeAt: this.clock.now(),
        parts: holders.length,
        ...(await newSharedKey(holders)),
        pending,
      };
      await this.keys.create(made);
      await this.relay.deliver(this.keys, made);
      return true;
    } catch (error) {
      if (!isDuplicate(error, 'number')) throw error;
      return false;
    }
  }

  private newest(): Promise<SealingKey | null> {
    return this.keys.findOne().sort({ number: -1 }).lean<SealingKey>().exec();
  }
}
