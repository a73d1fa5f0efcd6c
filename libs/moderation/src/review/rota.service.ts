import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { rotaWeeks, type rotaEdit, type ReviewTurnView, type RotaView } from '@throughline/contracts';
import { Checkers, Days, dayText } from '@throughline/discussion';
import { People } from '@throughline/identity';
import { DomainError, Ids, Policies, type SignedIn, wrongField } from '@throughline/kernel';
import { isDuplicate, Jobs } from '@throughline/platform';
import { type PendingChange, Relay } from '@throughline/stream';
import { type Model, trusted } from 'mongoose';
import type { z } from 'zod';
import { readReview, setRota } from './review.policy';
import { type Duties, mondayOf, turnOf } from './rota';
import { Rota } from './rota.schema';

const weekLength = 7 * 86_400_000;
/** How often it is looked whether a day has begun. In milliseconds. */
const lookEvery = 5_000;

/** Who shares the duty to check, and whose turn it is. */
@Injectable()
export class RotaService implements OnModuleInit {
  private isThere = false;

  constructor(
    @InjectModel(Rota.name) private readonly rotas: Model<Rota>,
    private readonly checkers: Checkers,
    private readonly people: People,
    private readonly policies: Policies,
    private readonly relay: Relay,
    private readonly jobs: Jobs,
    private readonly days: Days,
    private readonly ids: Ids,
  ) {}

  onModuleInit(): void {
    this.jobs.every('review.rota', lookEvery, () => this.tellOfDay());
  }

  async view(actor: SignedIn): Promise<RotaView> {
    this.policies.authorize(actor, readReview, undefined);
    const [rota, people, today] = await Promise.all([this.get(), this.namesOfCheckers(), this.days.today()]);
    const personOf = (id: string | null | undefined) =>
      id && people.has(id) ? { id, name: people.get(id) ?? '' } : null;
    const mondays = Array.from(
      { length: rotaWeeks },
      (_, index) => new Date(mondayOf(today).getTime() + index * weekLength),
    );
    return {
      days: Array.from({ length: 7 }, (_, index) => personOf(rota?.days[index])),
      weeks: mondays.map((monday) => ({
        from: dayText(monday),
        by: personOf(rota?.weeks.find(({ from }) => from.getTime() === monday.getTime())?.by),
      })),
      people: [...people].map(([id, name]) => ({ id, name })),
      textVersion: rota?.textVersion ?? 0,
    };
  }

  /** Throws `changed-meanwhile`, and `bad-input` for somebody who checks nothing. */
  async edit(actor: SignedIn, { days, weeks, textVersion }: z.output<typeof rotaEdit>): Promise<RotaView> {
    this.policies.authorize(actor, setRota, undefined);
    const people = await this.namesOfCheckers();
    for (const [index, id] of days.entries())
      if (id !== null && !people.has(id)) throw wrongField(`days.${index}`, 'Please choose a moderator who checks.');
    for (const [index, { from, by }] of weeks.entries()) {
      if (by !== null && !people.has(by)) throw wrongField(`weeks.${index}`, 'Please choose a moderator who checks.');
      if (mondayOf(new Date(from)).getTime() !== new Date(from).getTime())
        throw wrongField(`weeks.${index}`, 'A week begins on a Monday.');
    }
    const set = {
      days: days.map((id) => id ?? ''),
      weeks: weeks.flatMap(({ from, by }) => (by === null ? [] : [{ from: new Date(from), by }])),
      toldOn: await this.days.today(),
    };
    try {
      const saved = await this.rotas
        .findOneAndUpdate(
          { _id: 'rota', textVersion },
          { $set: set, $inc: { textVersion: 1 }, $push: { pending: this.changed() } },
          { returnDocument: 'after', upsert: textVersion === 0 },
        )
        .lean<Rota>();
      if (!saved) throw new DomainError('changed-meanwhile');
      await this.relay.deliver(this.rotas, saved);
    } catch (error) {
      if (isDuplicate(error, '_id')) throw new DomainError('changed-meanwhile');
      throw error;
    }
    return this.view(actor);
  }

  /** Answers whose turn it is, by for how many days something waits. */
  async turns(actor: SignedIn): Promise<(daysWaited: number) => ReviewTurnView> {
    const [duties, today, people] = await Promise.all([this.duties(), this.days.today(), this.namesOfCheckers()]);
    return (daysWaited) => {
      const by = turnOf(today, daysWaited, duties);
      const passedOn = daysWaited > 0 && by !== turnOf(new Date(today.getTime() - 86_400_000), daysWaited - 1, duties);
      return {
        by: by === null ? null : (people.get(by) ?? null),
        mine: by === null || by === actor.memberId,
        passedOn,
      };
    };
  }

  /** Only those who still check: a day of somebody who does not is everybody's. */
  private async duties(): Promise<Duties> {
    const [rota, people] = await Promise.all([this.get(), this.namesOfCheckers()]);
    const still = (id: string | null | undefined) => (id && people.has(id) ? id : null);
    return {
      days: Array.from({ length: 7 }, (_, index) => still(rota?.days[index])),
      weeks: (rota?.weeks ?? []).filter(({ by }) => people.has(by)),
    };
  }

  private async namesOfCheckers(): Promise<ReadonlyMap<string, string>> {
    const ids = await this.checkers.of('moderators');
    const cards = await this.people.byIds(ids);
    return new Map([...cards].map(([id, { name }]) => [id, name]));
  }

  private get(): Promise<Rota | null> {
    return this.rotas.findById('rota').lean<Rota>();
  }

  /** A day has begun: what waits may be another's to look at now. Told once, by whichever server is first, also after a restart. */
  private async tellOfDay(): Promise<void> {
    const today = await this.days.today();
    if (!this.isThere) {
      const nobody = { days: Array<string>(7).fill(''), weeks: [], toldOn: today, textVersion: 0 };
      await this.rotas.updateOne({ _id: 'rota' }, { $setOnInsert: nobody }, { upsert: true });
      this.isThere = true;
    }
    const told = await this.rotas
      .findOneAndUpdate(
        { _id: 'rota', toldOn: trusted({ $lt: today }) },
        { $set: { toldOn: today }, $push: { pending: this.changed() } },
        { returnDocument: 'after' },
      )
      .lean<Rota>();
    if (told) await this.relay.deliver(this.rotas, told);
  }

  private changed(): PendingChange {
    return {
      changeId: `rota-${this.ids.next()}`,
      stream: 'moderators',
      type: 'review.changed',
      subject: 'rota',
      revision: 1,
    };
  }
}
