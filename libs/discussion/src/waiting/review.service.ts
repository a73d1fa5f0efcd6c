import { Injectable } from '@nestjs/common';
import type { ReviewEntry, WaitingView } from '@throughline/contracts';
import { type ActionDefinition, DomainError, Policies, type ReviewSource, type SignedIn } from '@throughline/kernel';
import { type UpdateQuery, trusted } from 'mongoose';
import { Days } from '../days';
import { Publication } from './publication';
import {
  askForChange,
  declineWaiting,
  isUndecided,
  lookAtWaiting,
  publishWaiting,
  type WaitingFacts,
} from './waiting.policy';
import { WaitingPresenter } from './waiting.presenter';
import { WaitingRoom } from './waiting-room';
import type { Waiting } from './waiting.schema';

const decisions = [publishWaiting, askForChange, declineWaiting];

/** What a moderator does with what waits: reads it without learning who wrote as an alias, and lets it out, asks for a change, or declines. */
@Injectable()
export class Review implements ReviewSource {
  constructor(
    private readonly room: WaitingRoom,
    private readonly publication: Publication,
    private readonly presenter: WaitingPresenter,
    private readonly policies: Policies,
    private readonly days: Days,
  ) {}

  /** What waits for this moderator to check it, or for its author to change it. */
  async entriesFor(actor: SignedIn): Promise<ReviewEntry[]> {
    const all = await this.room.find({ state: trusted({ $in: ['held', 'asked'] }) });
    const facts = new Map((await this.room.factsOf(actor, all)).map((fact, index) => [all[index]?._id, fact] as const));
    const abilitiesOf = ({ _id }: Waiting) => this.abilities(actor, facts.get(_id));
    const theirs = all.filter((waiting) => abilitiesOf(waiting).length > 0);
    const views = await this.presenter.present(theirs, 'checker', abilitiesOf);
    return views.map((waiting) => ({
      kind: waiting.kind === 'edit' ? 'edit' : 'post',
      id: waiting.id,
      threadId: waiting.threadId,
      title: waiting.title,
      days: waiting.days,
      asked: waiting.state === 'asked',
      revision: waiting.revision,
      waiting,
    }));
  }

  /** Publishes it now; with a content note, if the moderator gives one. */
  async publish(actor: SignedIn, id: string, revision: number, contentNote: string | null): Promise<void> {
    const { waiting } = await this.read(actor, id, publishWaiting, revision);
    if (!(await this.publication.publish(waiting, contentNote))) throw new DomainError('changed-meanwhile');
  }

  /** Asks its author for a change. Neither learns who the other is. */
  async ask(actor: SignedIn, id: string, revision: number, text: string): Promise<WaitingView> {
    const on = await this.days.today();
    return this.decide(actor, id, revision, askForChange, {
      $set: { state: 'asked' },
      $push: { talk: { by: 'moderator', text, on } },
    });
  }

  /** Declines it: its author sees why, and can take it back or change it. */
  async decline(actor: SignedIn, id: string, revision: number, reason: string): Promise<void> {
    await this.decide(actor, id, revision, declineWaiting, { $set: { state: 'declined', reason } });
  }

  private async decide(
    actor: SignedIn,
    id: string,
    revision: number,
    action: ActionDefinition<WaitingFacts>,
    update: UpdateQuery<Waiting>,
  ): Promise<WaitingView> {
    const { waiting, facts } = await this.read(actor, id, action, revision);
    const changed = await this.room.change(waiting, update);
    if (!changed) throw new DomainError('changed-meanwhile');
    const [view] = await this.presenter.present([changed], 'checker', () =>
      this.abilities(actor, { ...facts, state: changed.state }),
    );
    if (!view) throw new Error('Something that waits was not presented.');
    return view;
  }

  /** As it was read by who decides now: else its author changed the words, or another moderator was quicker. */
  private async read(
    actor: SignedIn,
    id: string,
    action: ActionDefinition<WaitingFacts>,
    revision: number,
  ): Promise<{ waiting: Waiting; facts: WaitingFacts }> {
    const { waiting, facts } = await this.room.get(actor, id);
    this.policies.authorize(actor, lookAtWaiting, facts);
    if (!isUndecided(facts)) throw new DomainError('decided-already');
    this.policies.authorize(actor, action, facts);
    if (waiting.revision !== revision) throw new DomainError('changed-meanwhile');
    return { waiting, facts };
  }

  private abilities(actor: SignedIn, facts: WaitingFacts | undefined): string[] {
    return facts ? this.policies.abilities(actor, decisions, facts) : [];
  }
}
