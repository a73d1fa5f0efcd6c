import { setTimeout as wait } from 'node:timers/promises';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { LeavingChoice } from '@throughline/contracts/names';
import { AccessEvents, DomainError, type Healer, Ids, notFound, Registries, type SignedIn } from '@throughline/kernel';
import { Erased, Jobs, LOG, type Log } from '@throughline/platform';
import { AuditTrail, peopleStream, type PendingChange, Relay } from '@throughline/stream';
import { trusted, type Connection, type Model } from 'mongoose';
import { isPrivileged, Member } from '../accounts/member.schema';
import { Members } from '../accounts/members.service';
import { circleAudience } from '../circles/circle.policy';
import { IdentityData } from '../own-data/identity-data';
import { OwnPassword } from '../sign-in/own-password';
import { SignIns } from '../sign-in/sign-ins.service';

/** How long whoever leaves waits for all of it to be done, in milliseconds; what is left then is done without them. */
const waitedFor = 8_000;
const leadsNeeded = 2;

/** What stands in somebody's way, or what their leaving means for others. */
export interface LeavingMeans {
  /** Nobody else looks after the community: first there has to be another. */
  lastAdministrator: boolean;
  /** Fewer than two safeguarding leads are left: nobody can write under another name then. */
  tooFewLeads: boolean;
}

/**
 * Leaving. It takes effect at once: access ends, the name is gone from every page, and each feature erases what it holds. There is no
 * time of grace: who leaves because they are in danger must not have to wait, and what was chosen would have to be kept meanwhile
 * (docs/decisions/0024). What a crash leaves undone is done by the next pass.
 */
@Injectable()
export class Leaving implements Healer, OnModuleInit {
  /** What may be done with posts that stay is asked once more: by then it is known again what was refused. */
  readonly healsLast = true;
  private readonly underWay = new Map<string, Promise<void>>();

  constructor(
    @InjectModel(Member.name) private readonly members: Model<Member>,
    @InjectConnection() private readonly connection: Connection,
    private readonly accounts: Members,
    private readonly ownPassword: OwnPassword,
    private readonly signIns: SignIns,
    private readonly registries: Registries,
    private readonly identityData: IdentityData,
    private readonly erased: Erased,
    private readonly access: AccessEvents,
    private readonly relay: Relay,
    private readonly audit: AuditTrail,
    private readonly jobs: Jobs,
    private readonly ids: Ids,
    @Inject(LOG) private readonly log: Log,
  ) {
    registries.healers.add(this);
  }

  onModuleInit(): void {
    this.jobs.every('leaving.finish', 5_000, () => this.finishAll());
  }

  /** After a restore: whoever left since the backup leaves again, with their posts as they were then. */
  async heal(): Promise<void> {
    const left = (await this.erased.all()).flatMap(([kind, id]) => (kind === 'member' ? [id] : []));
    for (const id of left) {
      await this.members.updateOne({ _id: id }, { $set: { standing: 'left', leaving: 'former' } });
      await this.finish(id, 'former');
    }
  }

  async means({ memberId }: SignedIn): Promise<LeavingMeans> {
    const member = await this.accounts.byId(memberId);
    if (!member) throw notFound();
    const leads = await this.accounts.withDuty('safeguarding-lead');
    return {
      lastAdministrator: member.role === 'administrator' && !(await this.anotherAdministrator(memberId)),
      tooFewLeads: member.duties.includes('safeguarding-lead') && leads.length - 1 < leadsNeeded,
    };
  }

  /** Throws `wrong-password` and `last-administrator`. Answers when it is done, or goes on without the caller. */
  async leave({ memberId }: SignedIn, password: string, posts: LeavingChoice): Promise<void> {
    const member = await this.accounts.byId(memberId);
    if (!member) throw notFound();
    await this.ownPassword.expect(member, password);
    if (member.role === 'administrator' && !(await this.anotherAdministrator(memberId)))
      throw new DomainError('last-administrator');
    const left = await this.setStanding(member, { standing: 'left', leaving: posts });
    if (!left) throw new DomainError('changed-meanwhile');
    // Two who leave at once would leave none: then it is taken back.
    if (member.role === 'administrator' && !(await this.accounts.hasAdministrator())) {
      await this.setStanding(left, { standing: 'active' });
      throw new DomainError('last-administrator');
    }
    await this.erased.add(['member', memberId]);
    await this.signIns.endAll(memberId);
    const finished = this.finish(memberId, posts).catch((error: unknown) =>
      this.log.warn({ err: error }, 'what somebody who left left behind was not all erased and will be'),
    );
    await Promise.race([finished, wait(waitedFor, undefined, { ref: false })]);
  }

  private async finishAll(): Promise<void> {
    const left = await this.members
      .find({ standing: 'left', leaving: trusted({ $exists: true }) }, { leaving: 1 })
      .lean<Pick<Member, '_id' | 'leaving'>[]>();
    for (const { _id, leaving } of left) await this.finish(_id, leaving ?? 'former');
  }

  /** May be done again at any point: what was done before is found done. */
  private finish(memberId: string, posts: LeavingChoice): Promise<void> {
    const underWay = this.underWay.get(memberId);
    if (underWay) return underWay;
    const finishing = this.erase(memberId, posts).finally(() => this.underWay.delete(memberId));
    this.underWay.set(memberId, finishing);
    return finishing;
  }

  private async erase(memberId: string, posts: LeavingChoice): Promise<void> {
    // What identity holds goes last: others find by it what is about them.
    for (const data of this.registries.personalData.all())
      if (data !== this.identityData) await data.erase(memberId, posts);
    await this.identityData.erase(memberId);
    const member = await this.members.findById(memberId).lean<Member>();
    if (!member) return;
    // Told first, and then nothing of it remains.
    await this.relay.deliver(this.members, member);
    await this.members.deleteOne({ _id: memberId, standing: 'left' });
    const own = [`member:${memberId}`, `words:${memberId}`];
    await this.connection.collection('stream_entries').deleteMany({ stream: { $in: own } });
  }

  private async anotherAdministrator(memberId: string): Promise<boolean> {
    const other = { _id: trusted({ $ne: memberId }), standing: 'active' as const, role: 'administrator' as const };
    return (await this.members.exists(other)) !== null;
  }

  /** One write with what it causes: other servers forget them, and circles are told that somebody went. */
  private async setStanding(
    member: Member,
    to: { standing: 'left'; leaving: LeavingChoice } | { standing: 'active' },
  ): Promise<Member | null> {
    const { _id, circles } = member;
    const leaves = to.standing === 'left';
    const told = (stream: string, type: 'person.changed' | 'circle.changed', subject: string): PendingChange => ({
      changeId: `left-${this.ids.next()}`,
      stream,
      type,
      subject,
      revision: 1,
    });
    const pending = [
      told(peopleStream, 'person.changed', _id),
      ...circles.map((circle) => told(circleAudience(circle), 'circle.changed', circle)),
      // Not of everybody: the time of it, kept for ever, could join them to what an alias erased then (safety.md P2a).
      ...(leaves && isPrivileged(member) ? [this.audit.change({ act: 'member.left', by: _id })] : []),
    ];
    const changed = await this.members
      .findOneAndUpdate(
        { _id, standing: leaves ? trusted({ $ne: 'left' as const }) : 'left' },
        {
          $set: to,
          ...(leaves ? {} : { $unset: { leaving: '' } }),
          $inc: { accessVersion: 1 },
          $push: { pending: { $each: pending } },
        },
        { returnDocument: 'after' },
      )
      .lean<Member>();
    if (!changed) return null;
    this.access.emit('changed', [_id]);
    await this.relay.deliver(this.members, changed);
    return changed;
  }
}
