import { Injectable } from '@nestjs/common';
import type { WaitingList, WaitingView } from '@throughline/contracts';
import { type ActionDefinition, DomainError, Policies, type SignedIn } from '@throughline/kernel';
import { Streams } from '@throughline/stream';
import { type UpdateQuery, trusted } from 'mongoose';
import { Days } from '../days';
import { Publication } from './publication';
import { askForChange, declineWaiting, listWaiting, publishWaiting, type WaitingFacts } from './waiting.policy';
import { WaitingPresenter } from './waiting.presenter';
import { WaitingRoom } from './waiting-room';
import type { Waiting } from './waiting.schema';

const decisions = [publishWaiting, askForChange, declineWaiting];

/** What a moderator does with what waits: reads it without learning who wrote it, and lets it out, asks for a change, or declines. */
@Injectable()
export class Review {
  constructor(
    private readonly room: WaitingRoom,
    private readonly publication: Publication,
    private readonly presenter: WaitingPresenter,
    private readonly streams: Streams,
    private readonly policies: Policies,
    private readonly days: Days,
  ) {}

  /** What waits for this moderator, the oldest first; of one day in no order. */
  async list(actor: SignedIn): Promise<WaitingList> {
    this.policies.authorize(actor, listWaiting, undefined);
    const cursor = await this.streams.cursor('moderators');
    const all = await this.room.find({ state: trusted({ $in: ['held', 'asked'] }) });
    const facts = new Map((await this.room.factsOf(actor, all)).map((fact, index) => [all[index]?._id, fact] as const));
    const abilitiesOf = ({ _id }: Waiting) => this.abilities(actor, facts.get(_id));
    const theirs = all.filter((waiting) => abilitiesOf(waiting).length > 0);
    return { waiting: await this.presenter.present(theirs, 'checker', abilitiesOf), cursor };
  }

  async one(actor: SignedIn, id: string): Promise<WaitingView> {
    const { waiting, facts } = await this.room.get(actor, id);
    this.policies.authorize(actor, publishWaiting, facts);
    return this.present(actor, waiting, facts);
  }

  /** Publishes it now; with a content note, if the moderator gives one. */
  async publish(actor: SignedIn, id: string, contentNote: string | null): Promise<void> {
    for (;;) {
      const { waiting, facts } = await this.room.get(actor, id);
      this.policies.authorize(actor, publishWaiting, facts);
      if (await this.publication.publish(waiting, contentNote)) return;
    }
  }

  /** Asks its author for a change. Neither learns who the other is. */
  async ask(actor: SignedIn, id: string, text: string): Promise<WaitingView> {
    const on = await this.days.today();
    return this.decide(actor, id, askForChange, {
      $set: { state: 'asked' },
      $push: { talk: { by: 'moderator', text, on } },
    });
  }

  /** Declines it: its author sees why, and can take it back or change it. */
  async decline(actor: SignedIn, id: string, reason: string): Promise<void> {
    await this.decide(actor, id, declineWaiting, { $set: { state: 'declined', reason } });
  }

  private async decide(
    actor: SignedIn,
    id: string,
    action: ActionDefinition<WaitingFacts>,
    update: UpdateQuery<Waiting>,
  ): Promise<WaitingView> {
    const { waiting, facts } = await this.room.get(actor, id);
    this.policies.authorize(actor, action, facts);
    const changed = await this.room.change(waiting, update);
    // Its author changed the words, or another moderator was quicker: look again before deciding.
    if (!changed) throw new DomainError('changed-meanwhile');
    return this.present(actor, changed, { ...facts, state: changed.state });
  }

  private async present(actor: SignedIn, waiting: Waiting, facts: WaitingFacts): Promise<WaitingView> {
    const [view] = await this.presenter.present([waiting], 'checker', () => this.abilities(actor, facts));
    if (!view) throw new Error('Something that waits was not presented.');
    return view;
  }

  private abilities(actor: SignedIn, facts: WaitingFacts | undefined): string[] {
    return facts ? this.policies.abilities(actor, decisions, facts) : [];
  }
}
