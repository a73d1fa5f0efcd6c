import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Invitations, People } from '@throughline/identity';
import { type PersonalData, type PersonalEntry, type PersonalPart, Registries } from '@throughline/kernel';
import { trusted, type Model } from 'mongoose';
import { ApartWarning } from './apart-warning.schema';
import { KeptApart } from './kept-apart.schema';

/**
 * Whom somebody needs to be kept apart from: their own answer is theirs. The warnings that came of it are not, whomever they are about:
 * who writes a name and fetches their data would learn where that person is.
 */
@Injectable()
export class ApartData implements PersonalData {
  constructor(
    @InjectModel(KeptApart.name) private readonly wishes: Model<KeptApart>,
    @InjectModel(ApartWarning.name) private readonly warnings: Model<ApartWarning>,
    private readonly invitations: Invitations,
    private readonly people: People,
    registries: Registries,
  ) {
    registries.personalData.add(this);
  }

  partsFor(memberId: string): Promise<readonly PersonalPart[]> {
    const part: PersonalPart = {
      name: 'kept-apart',
      title: 'Who you need to be kept apart from',
      about:
        'Besides you only safeguarding leads can read it. When they were warned is not here: it would say where somebody else is.',
      labels: {
        names: 'Names and addresses that you wrote',
        members: 'People here whom you chose',
        words: 'What else you wrote',
        without: 'Leads who are not to read it',
        changedAt: 'You last changed it at',
      },
      entries: () => this.answered(memberId),
    };
    return Promise.resolve([part]);
  }

  /** Their answer goes, and what leads were warned of because of it; and they go from what others answered, by their id. */
  async erase(memberId: string): Promise<void> {
    await this.wishes.deleteOne({ _id: memberId });
    await this.wishes.updateMany({ members: memberId }, { $pull: { members: memberId } });
    await this.wishes.updateMany({ without: memberId }, { $pull: { without: memberId } });
    await this.warnings.deleteMany({ $or: [{ of: memberId }, { memberId }] });
    for (const invitation of await this.invitations.usedBy(memberId))
      await this.warnings.deleteMany({ key: trusted({ $regex: new RegExp(`^invited/[^/]*/${invitation}/`) }) });
  }

  private async *answered(memberId: string): AsyncGenerator<PersonalEntry> {
    const wish = await this.wishes.findById(memberId).lean<KeptApart>();
    if (!wish) return;
    const cards = await this.people.byIds([...wish.members, ...wish.without]);
    const named = (ids: readonly string[]) => ids.flatMap((id) => cards.get(id)?.name ?? []);
    yield {
      names: wish.names,
      members: named(wish.members),
      words: wish.words,
      without: named(wish.without),
      changedAt: wish.changedAt.toISOString(),
    };
  }
}
