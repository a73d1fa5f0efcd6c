import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { BlockList, BlockQuestion } from '@throughline/contracts';
import { DomainError, Ids, notFound, Policies, type SignedIn } from '@throughline/kernel';
import { Memory, Relay } from '@throughline/stream';
import { type Model, type UpdateQuery } from 'mongoose';
import { belonging, Member } from '../accounts/member.schema';
import { People } from '../people/people';
import { blockMember, readBlocks, unblockMember } from './block.policy';

/**
 * Whom members have blocked. It acts on names alone: it stands with whoever blocks, is told to their own pages, and changes nothing that
 * anybody else gets, but that the other does not find them among people (docs/decisions/0016).
 */
@Injectable()
export class Blocks {
  constructor(
    @InjectModel(Member.name) private readonly members: Model<Member>,
    private readonly people: People,
    private readonly policies: Policies,
    private readonly memory: Memory,
    private readonly relay: Relay,
    private readonly ids: Ids,
  ) {}

  /** Ids of those whom a member has blocked, as remembered. */
  async of(memberId: string): Promise<readonly string[]> {
    return this.memory.get(`blocked/${memberId}`, [`member:${memberId}`], async () => {
      const member = await this.members.findById(memberId, { blocked: 1 }).lean<Pick<Member, 'blocked'>>();
      return member?.blocked ?? [];
    });
  }

  async list(actor: SignedIn): Promise<BlockList> {
    this.policies.authorize(actor, readBlocks, undefined);
    const blocked = await this.of(actor.memberId);
    const cards = await this.people.byIds(blocked);
    return { blocked: blocked.map((id) => ({ id, name: cards.get(id)?.name ?? null })) };
  }

  /** Before somebody is blocked. Whether that one has blocked the actor, or is in no list, makes no difference. */
  async question(actor: SignedIn, id: string): Promise<BlockQuestion> {
    this.policies.authorize(actor, readBlocks, undefined);
    const card = (await this.people.byIds([id])).get(id);
    if (!card) throw notFound();
    return {
      id,
      name: card.name,
      looksAfter: card.role !== 'member' || card.duties.length > 0,
      yourself: id === actor.memberId,
      blocked: (await this.of(actor.memberId)).includes(id),
    };
  }

  /** Throws `not-yourself`. Blocking twice is blocking once. */
  async block(actor: SignedIn, id: string): Promise<void> {
    this.policies.authorize(actor, blockMember, undefined);
    if (id === actor.memberId) throw new DomainError('not-yourself');
    if ((await this.members.exists({ _id: id, ...belonging })) === null) throw notFound();
    await this.change(actor, { $addToSet: { blocked: id } });
  }

  async unblock(actor: SignedIn, id: string): Promise<void> {
    this.policies.authorize(actor, unblockMember, undefined);
    await this.change(actor, { $pull: { blocked: id } });
  }

  /** Told to one's own pages, and on no other stream: nobody else's page is made anew for it. */
  private async change({ memberId }: SignedIn, update: UpdateQuery<Member>): Promise<void> {
    const pending = {
      changeId: `blocked-${this.ids.next()}`,
      stream: `member:${memberId}`,
      type: 'person.changed' as const,
      subject: memberId,
      revision: 1,
    };
    const changed = await this.members
      .findOneAndUpdate({ _id: memberId }, { ...update, $push: { pending } }, { returnDocument: 'after' })
      .lean<Member>();
    if (changed) await this.relay.deliver(this.members, changed);
  }
}
