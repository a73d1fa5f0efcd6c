import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ConsentsView } from '@throughline/contracts';
import { type ChosenUses, usesUnchosen, wordUses } from '@throughline/contracts/names';
import { type Healer, Ids, notFound, Registries, type SignedIn } from '@throughline/kernel';
import { Memory, peopleStream, Relay } from '@throughline/stream';
import type { Model } from 'mongoose';
import { Member } from '../accounts/member.schema';
import { Refusals } from './refusals';
import { wordsChanged } from './words-changed';

/**
 * What members' words may be used for in general. It holds for what they write under their own name alone: what an alias wrote is
 * asked about without a look at anybody (safety.md P2a).
 */
@Injectable()
export class GeneralConsents implements Healer {
  constructor(
    @InjectModel(Member.name) private readonly members: Model<Member>,
    private readonly memory: Memory,
    private readonly relay: Relay,
    private readonly ids: Ids,
    private readonly refusals: Refusals,
    registries: Registries,
  ) {
    registries.healers.add(this);
  }

  /** After a restore: what was taken back since is taken back again. */
  async heal(): Promise<void> {
    for (const [_id, uses] of await this.refusals.all())
      for (const use of uses) await this.members.updateOne({ _id }, { $set: { [`consents.${use}`]: false } });
  }

  async view({ memberId }: SignedIn): Promise<ConsentsView> {
    const member = await this.members.findById(memberId, { consents: 1 }).lean<Pick<Member, 'consents'>>();
    if (!member) throw notFound();
    return { ...usesUnchosen, ...member.consents };
  }

  /** It holds at once, also for what was written and used before. */
  async choose(actor: SignedIn, consents: ConsentsView): Promise<ConsentsView> {
    const { memberId } = actor;
    const before = await this.view(actor);
    await this.refusals.add(
      memberId,
      wordUses.filter((use) => before[use] && !consents[use]),
    );
    const changed = await this.members
      .findOneAndUpdate(
        { _id: memberId, standing: 'active' },
        {
          $set: { consents },
          // Whatever was made from people's choices is made anew.
          $push: {
            pending: {
              $each: [
                {
                  changeId: `person-${this.ids.next()}`,
                  stream: peopleStream,
                  type: 'person.changed',
                  subject: memberId,
                  revision: 1,
                },
                wordsChanged(memberId, this.ids.next()),
              ],
            },
          },
        },
        { returnDocument: 'after' },
      )
      .lean<Member>();
    if (!changed) throw notFound();
    await this.relay.deliver(this.members, changed);
    return this.view(actor);
  }

  /** What each of these members chose; where they chose nothing, what holds then. Who has left is answered the same. */
  async of(memberIds: readonly string[]): Promise<ReadonlyMap<string, Readonly<Required<ChosenUses>>>> {
    const found = await Promise.all(
      memberIds.map((id) =>
        this.memory.get(`consents/${id}`, [peopleStream], async () => {
          const member = await this.members.findById(id, { consents: 1 }).lean<Pick<Member, 'consents'>>();
          return { ...usesUnchosen, ...member?.consents };
        }),
      ),
    );
    return new Map(memberIds.map((id, index) => [id, found[index] ?? usesUnchosen]));
  }
}
