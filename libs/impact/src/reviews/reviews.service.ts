import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ImpactReviewView } from '@throughline/contracts';
import { Days, dayText } from '@throughline/discussion';
import { People } from '@throughline/identity';
import { Clock, Policies, type SignedIn } from '@throughline/kernel';
import { Streams } from '@throughline/stream';
import { trusted, type Model, type QueryFilter } from 'mongoose';
import { withoutHistory } from '../evidence/evidence.schema';
import { EvidenceService, everyMember } from '../evidence/evidence.service';
import { Note } from '../notes/note.schema';
import { OutcomePresenter } from '../outcomes/outcome.presenter';
import { Outcome } from '../outcomes/outcome.schema';
import { titleOf } from '../outcomes/title-of';
import { OutsideRequest } from '../outside/outside-request.schema';
import { publish } from '../published/published.policy';
import { PublishingService } from '../published/publishing.service';
import { ReportsService } from '../reports/reports.service';

/** The most of each kind that are listed: what comes first is the longest waiting. */
const most = 200;
/** What is told before its day, in milliseconds. */
const ahead = 14 * 86_400_000;
/** How long a request that nobody answered is told of after its link is too old, in milliseconds. */
const overFor = 60 * 86_400_000;

/** Of what somebody is to look at again, because what it rests on was changed. */
export const marked = { 'lookAgain.since': trusted({ $exists: true }) };

type About = Pick<OutsideRequest, 'outcomeId' | 'noteId'>;
const isAbout =
  ({ id }: { id: string }) =>
  ({ outcomeId, noteId }: About) =>
    outcomeId === id || noteId === id;

/** The rhythm of looking again at what is followed: all that is to be looked at, in one list. */
@Injectable()
export class ImpactReviews {
  constructor(
    @InjectModel(Note.name) private readonly notes: Model<Note>,
    @InjectModel(Outcome.name) private readonly outcomes: Model<Outcome>,
    @InjectModel(OutsideRequest.name) private readonly requests: Model<OutsideRequest>,
    private readonly presenter: OutcomePresenter,
    private readonly evidence: EvidenceService,
    private readonly publishing: PublishingService,
    private readonly reports: ReportsService,
    private readonly people: People,
    private readonly policies: Policies,
    private readonly streams: Streams,
    private readonly days: Days,
    private readonly clock: Clock,
  ) {}

  async view(actor: SignedIn): Promise<ImpactReviewView> {
    this.policies.authorize(actor, publish, undefined);
    const cursor = await this.streams.cursor(everyMember);
    const [dated, again, without, asked, came, published, reports] = await Promise.all([
      this.dated(),
      this.again(actor),
      this.without(),
      this.asked(),
      this.came(actor),
      this.publishing.changedSince(),
      this.reports.toTell(),
    ]);
    return { ...dated, again, without, asked, came, published, reports, cursor };
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

  /** Changes that rest on nothing but a statement, as every member sees them. */
  private async without(): Promise<ImpactReviewView['without']> {
    const recorded = await this.outcomes
      .find({ state: 'recorded' }, withoutHistory)
      .sort({ recordedOn: 1, _id: -1 })
      .limit(1_000)
      .lean<Outcome[]>();
    const labels = await this.presenter.labels(recorded);
    return recorded
      .filter(({ _id }) => labels.get(_id)?.label === 'reported')
      .slice(0, most)
      .map((outcome) => ({
        id: outcome._id,
        title: titleOf(outcome),
        recordedOn: outcome.recordedOn && dayText(outcome.recordedOn),
      }));
  }

  /** What people outside were asked about and have not answered, and what they asked back. */
  private async asked(): Promise<ImpactReviewView['asked']> {
    const now = this.clock.now();
    const open = await this.requests
      .find(
        { expiresAt: trusted({ $gt: new Date(now.getTime() - overFor) }), answer: null, withdrawnOn: null },
        { outcomeId: 1, noteId: 1, expiresAt: 1, sentOn: 1, questions: 1 },
      )
      .sort({ expiresAt: 1 })
      .limit(1_000)
      .lean<Pick<OutsideRequest, 'outcomeId' | 'noteId' | 'expiresAt' | 'questions'>[]>();
    const places = await this.placesOf(open);
    const listed = places.map((place) => {
      const of = open.filter(isAbout(place));
      const waiting = of.filter(({ expiresAt }) => expiresAt > now).length;
      const questions = of.flatMap((request) => request.questions).filter(({ answer }) => !answer).length;
      return { ...place, waiting, over: of.length - waiting, questions };
    });
    // Who asked something back waits for us; then those whose link is too old.
    return listed.sort((one, other) => other.questions - one.questions || other.over - one.over).slice(0, most);
  }

  /** What came in from outside that whoever asked has not seen: what was asked back stands in the other list. */
  private async came({ memberId }: SignedIn): Promise<ImpactReviewView['came']> {
    const news = await this.requests
      .find({ madeBy: memberId, news: true, answer: trusted({ $ne: null }) }, { outcomeId: 1, noteId: 1 })
      .limit(most)
      .lean<About[]>();
    const places = await this.placesOf(news);
    return places.map((place) => ({ ...place, answers: news.filter(isAbout(place)).length }));
  }

  private async placesOf(requests: readonly About[]) {
    const idsOf = (which: 'outcomeId' | 'noteId') =>
      trusted({ $in: [...new Set(requests.flatMap((request) => request[which] ?? []))] });
    const [outcomes, notes] = await Promise.all([
      this.outcomes.find({ _id: idsOf('outcomeId') }, { who: 1, what: 1 }).lean<Outcome[]>(),
      this.notes.find({ _id: idsOf('noteId') }, { title: 1 }).lean<Note[]>(),
    ]);
    return [
      ...outcomes.map((one) => ({ about: 'outcomes' as const, id: one._id, title: titleOf(one) })),
      ...notes.map(({ _id: id, title }) => ({ about: 'notes' as const, id, title })),
    ];
  }

  /** Only what the actor may know of: of words that fewer may read, others are told nothing. */
  private async again(actor: SignedIn): Promise<ImpactReviewView['again']> {
    const [notes, outcomes] = await Promise.all([
      this.notes
        .find(marked as QueryFilter<Note>, withoutHistory)
        .limit(most)
        .lean<Note[]>(),
      this.outcomes
        .find(marked as QueryFilter<Outcome>, withoutHistory)
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
