import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ImpactReviewView } from '@throughline/contracts';
import { Days, dayText } from '@throughline/discussion';
import { People } from '@throughline/identity';
import { Clock, Policies, type SignedIn } from '@throughline/kernel';
import { Streams } from '@throughline/stream';
import { trusted, type Model, type QueryFilter } from 'mongoose';
import { EvidenceService, everyMember } from '../evidence/evidence.service';
import { Note } from '../notes/note.schema';
import { OutcomePresenter, titleOf } from '../outcomes/outcome.presenter';
import { Outcome } from '../outcomes/outcome.schema';
import { OutsideRequest } from '../outside/outside-request.schema';
import { publish } from '../published/published.policy';
import { PublishingService } from '../published/publishing.service';

/** The most of each kind that are listed: what comes first is the longest waiting. */
const most = 200;
/** What is told before its day, in milliseconds. */
const ahead = 14 * 86_400_000;

/** The rhythm of looking again at what is followed: all that is to be looked at, in one list. */
@Injectable()
export class ImpactReviews {
  constructor(
    @InjectModel(Note.name) private readonly notes: Model<Note>,
    @InjectModel(Outcome.name) private readonly outcomes: Model<Outcome>,
    @InjectModel(OutsideRequest.name) private readonly requests: Model<OutsideRequest>,
    private readonly presenter: OutcomePresenter,
    private readonly evidence: EvidenceService,
    private readonly clock: Clock,
    private readonly publishing: PublishingService,
    private readonly people: People,
    private readonly policies: Policies,
    private readonly streams: Streams,
    private readonly days: Days,
  ) {}

  async view(actor: SignedIn): Promise<ImpactReviewView> {
    this.policies.authorize(actor, publish, undefined);
    const cursor = await this.streams.cursor(everyMember);
    const [dated, again, recorded, published] = await Promise.all([
      this.dated(),
      this.again(actor),
      this.outcomes.find({ state: 'recorded' }).sort({ recordedOn: -1, _id: 1 }).limit(1_000).lean<Outcome[]>(),
      this.publishing.changedSince(),
    ]);
    const [labels, waiting] = await Promise.all([
      this.presenter.labels(recorded),
      this.waitingFor(recorded.map(({ _id }) => _id)),
    ]);
    return {
      ...dated,
      again,
      without: recorded
        .filter(({ _id }) => labels.get(_id)?.label === 'reported')
        .slice(0, most)
        .map((outcome) => ({
          id: outcome._id,
          title: titleOf(outcome),
          recordedOn: outcome.recordedOn && dayText(outcome.recordedOn),
        })),
      asked: recorded.flatMap((outcome) => {
        const count = waiting.get(outcome._id) ?? 0;
        return count > 0 ? [{ id: outcome._id, title: titleOf(outcome), waiting: count }] : [];
      }),
      published,
      cursor,
    };
  }

  /** Notes by the day of their next review. */
  private async dated(): Promise<Pick<ImpactReviewView, 'overdue' | 'soon'>> {
    const today = await this.days.today();
    const [on, until] = [dayText(today), dayText(new Date(today.getTime() + ahead))];
    const notes = await this.notes
      .find({ nextReview: trusted({ $lte: until, $gt: '' }) }, { title: 1, nextReview: 1, owner: 1 })
      .sort({ nextReview: 1 })
      .limit(most)
      .lean<Pick<Note, '_id' | 'title' | 'nextReview' | 'owner'>[]>();
    const names = await this.people.byIds([...new Set(notes.flatMap(({ owner }) => owner ?? []))]);
    const views = notes.map(({ _id: id, title, nextReview, owner }) => ({
      ...{ id, title, nextReview: nextReview ?? on },
      owner: owner === null ? null : (names.get(owner)?.name ?? null),
    }));
    return {
      overdue: views.filter(({ nextReview }) => nextReview < on),
      soon: views.filter(({ nextReview }) => nextReview >= on),
    };
  }

  /** How many people outside were asked about each of these, and may still answer. */
  private async waitingFor(outcomeIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const open = await this.requests
      .find(
        {
          outcomeId: trusted({ $in: [...outcomeIds] }),
          ...{ kind: 'change', answer: null, withdrawnOn: null },
          expiresAt: trusted({ $gt: this.clock.now() }),
        },
        { outcomeId: 1 },
      )
      .lean<Pick<OutsideRequest, 'outcomeId'>[]>();
    const counts = new Map<string, number>();
    for (const { outcomeId } of open) if (outcomeId) counts.set(outcomeId, (counts.get(outcomeId) ?? 0) + 1);
    return counts;
  }

  /** Only what the actor may know of: of words that fewer may read, others are told nothing. */
  private async again(actor: SignedIn): Promise<ImpactReviewView['again']> {
    const marked = { 'lookAgain.since': trusted({ $exists: true }) };
    const [notes, outcomes] = await Promise.all([
      this.notes
        .find(marked as QueryFilter<Note>)
        .limit(most)
        .lean<Note[]>(),
      this.outcomes
        .find(marked as QueryFilter<Outcome>)
        .limit(most)
        .lean<Outcome[]>(),
    ]);
    const told = await this.evidence.toLookAgain(actor, [...notes, ...outcomes]);
    const all = [
      ...notes.map(({ _id: id, title }) => ({ id, title, about: 'notes' as const })),
      ...outcomes.map((outcome) => ({ id: outcome._id, title: titleOf(outcome), about: 'outcomes' as const })),
    ];
    return all.flatMap((one) => {
      const look = told.get(one.id);
      return look ? [{ ...one, ...look }] : [];
    });
  }
}
