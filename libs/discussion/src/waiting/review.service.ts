import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ReviewEntry, WaitingView } from '@throughline/contracts';
import { type ActionDefinition, DomainError, Policies, type ReviewSource, type SignedIn } from '@throughline/kernel';
import { AuditTrail, type PendingChange } from '@throughline/stream';
import { type Model, type UpdateQuery, trusted } from 'mongoose';
import { Days, daysBetween } from '../days';
import type { PostPicture } from '../pictures/post-picture';
import { differences } from '../posts/differences';
import { Post } from '../posts/post.schema';
import { Pace } from './pace';
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
/** How long one change may be compared with what stands, in milliseconds: everybody else waits for it. */
const patience = 20;

/** What a moderator does with what waits: reads it without learning who wrote as an alias, and lets it out, asks for a change, or declines. */
@Injectable()
export class Review implements ReviewSource {
  constructor(
    @InjectModel(Post.name) private readonly posts: Model<Post>,
    private readonly room: WaitingRoom,
    private readonly publication: Publication,
    private readonly presenter: WaitingPresenter,
    private readonly policies: Policies,
    private readonly audit: AuditTrail,
    private readonly pace: Pace,
    private readonly days: Days,
  ) {}

  /** What waits for this moderator to check it, or for its author to change it. */
  async entriesFor(actor: SignedIn): Promise<ReviewEntry[]> {
    const all = await this.room.find({ state: trusted({ $in: ['held', 'asked'] }) });
    const facts = new Map((await this.room.factsOf(actor, all)).map((fact, index) => [all[index]?._id, fact] as const));
    const abilitiesOf = ({ _id }: Waiting) => this.abilities(actor, facts.get(_id));
    const theirs = all.filter((waiting) => abilitiesOf(waiting).length > 0);
    const views = await this.presenter.present(theirs, 'checker', abilitiesOf);
    const standing = await this.textsOf(theirs);
    return views.map((waiting, index) => {
      const { id, threadId, title, days, revision } = waiting;
      const entry = {
        id,
        threadId,
        title,
        days,
        asked: waiting.state === 'asked',
        onlyYours: waiting.chosen !== null,
        revision,
        waiting,
      };
      const before = standing.get(theirs[index]?.postId ?? '');
      if (waiting.kind !== 'edit') return { kind: 'post', ...entry };
      const [, changes = []] = differences([before ?? '', waiting.text], patience);
      return { kind: 'edit', ...entry, changes };
    });
  }

  /** The pictures of what this moderator has before them to check. */
  async picturesOf(actor: SignedIn, id: string): Promise<readonly PostPicture[]> {
    const { waiting, facts } = await this.room.get(actor, id);
    this.policies.authorize(actor, publishWaiting, facts);
    return waiting.pictures ?? [];
  }

  /** Publishes it now; with a content note, if the moderator gives one. */
  async publish(actor: SignedIn, id: string, revision: number, contentNote: string | null): Promise<void> {
    const { waiting } = await this.read(actor, id, publishWaiting, revision);
    const lines = [this.lineOf(actor, waiting, 'published')];
    if (!(await this.publication.publish(waiting, contentNote, lines))) throw new DomainError('changed-meanwhile');
    await this.noteLook(waiting);
  }

  /** Asks its author for a change. Neither learns who the other is. */
  async ask(actor: SignedIn, id: string, revision: number, text: string): Promise<WaitingView> {
    const on = await this.days.today();
    return this.decide(actor, id, revision, askForChange, 'asked', {
      $set: { state: 'asked', askedOn: on },
      $push: { talk: { by: 'moderator', text, on } },
    });
  }

  /** Declines it: its author sees why, and can take it back or change it. */
  async decline(actor: SignedIn, id: string, revision: number, reason: string): Promise<void> {
    const declinedOn = await this.days.today();
    await this.decide(actor, id, revision, declineWaiting, 'declined', {
      $set: { state: 'declined', reason, declinedOn },
    });
  }

  /** The words that stand, of posts that would be changed. */
  private async textsOf(waiting: readonly Waiting[]): Promise<ReadonlyMap<string, string>> {
    const ids = waiting.flatMap(({ kind, postId }) => (kind === 'edit' && postId !== null ? [postId] : []));
    if (ids.length === 0) return new Map();
    const posts = await this.posts
      .find({ _id: trusted({ $in: ids }) }, { text: 1 })
      .lean<Pick<Post, '_id' | 'text'>[]>();
    return new Map(posts.map(({ _id, text }) => [_id, text]));
  }

  /** Notes for how long it had waited, the first time that somebody looked. */
  private async noteLook({ talk, on }: Waiting): Promise<void> {
    if (talk.length === 0) await this.pace.note(daysBetween(on, await this.days.today()));
  }

  private async decide(
    actor: SignedIn,
    id: string,
    revision: number,
    action: ActionDefinition<WaitingFacts>,
    what: 'asked' | 'declined',
    update: UpdateQuery<Waiting>,
  ): Promise<WaitingView> {
    const { waiting, facts } = await this.read(actor, id, action, revision);
    const changed = await this.room.change(waiting, update, [this.lineOf(actor, waiting, what)]);
    if (!changed) throw new DomainError('changed-meanwhile');
    await this.noteLook(waiting);
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

  /**
   * What was decided, by the id that it has while it waits: nothing that is published has that id, so the line joins to no post, no thread
   * and no alias, and is the same of everybody's words (safety.md P2a).
   */
  private lineOf({ memberId: by }: SignedIn, { _id }: Waiting, what: string): PendingChange {
    return this.audit.change({ act: 'words.checked', by, about: { request: _id, what } });
  }

  private abilities(actor: SignedIn, facts: WaitingFacts | undefined): string[] {
    return facts ? this.policies.abilities(actor, decisions, facts) : [];
  }
}
