import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { NoticeKind } from '@throughline/contracts/names';
import { Days, dayText, followsChanges, looksAfterChanges } from '@throughline/discussion';
import { Mailer, Members, SecretLinks } from '@throughline/identity';
import { type NoticeSource, Registries, type SignedIn } from '@throughline/kernel';
import { Jobs } from '@throughline/platform';
import { trusted, type Model, type QueryFilter } from 'mongoose';
import { withoutHistory } from '../evidence/evidence.schema';
import { EvidenceService } from '../evidence/evidence.service';
import { lookedAfterStream } from '../evidence/kept-writes';
import { Note } from '../notes/note.schema';
import { NoteWrites } from '../notes/note-writes';
import { Outcome } from '../outcomes/outcome.schema';
import { reviewLetter } from './letter';
import { marked } from './reviews.service';

/** How often it is looked whether a day has passed, in milliseconds. Each reminder is claimed by a write, so it is sent once. */
const lookEvery = 10_000;

/**
 * Reminds who looks after a note once the day of its review has passed: by mail where they gave an address, once for each such day, and
 * on every page until it was looked at. A note that nobody looks after reminds all who follow changes, on their pages. What rests on words
 * that were changed or taken back is told on pages alone: a mail would keep the hour of it.
 */
@Injectable()
export class ReviewReminders implements NoticeSource, OnModuleInit {
  constructor(
    @InjectModel(Note.name) private readonly notes: Model<Note>,
    @InjectModel(Outcome.name) private readonly outcomes: Model<Outcome>,
    private readonly writes: NoteWrites,
    private readonly evidence: EvidenceService,
    private readonly members: Members,
    private readonly mailer: Mailer,
    private readonly links: SecretLinks,
    private readonly jobs: Jobs,
    private readonly days: Days,
    private readonly registries: Registries,
  ) {}

  onModuleInit(): void {
    this.registries.notices.add(this);
    this.jobs.every('notes.remind', lookEvery, () => this.remind());
  }

  noticeStreams(actor: SignedIn): readonly string[] {
    return followsChanges(actor) ? [lookedAfterStream] : [];
  }

  async noticesFor(actor: SignedIn): Promise<readonly NoticeKind[]> {
    if (!followsChanges(actor)) return [];
    const theirs = { owner: trusted({ $in: [actor.memberId, null] }), ...(await this.passed()) };
    const isDue = (await this.notes.exists(theirs)) !== null || (await this.hasToLookAgain(actor));
    return isDue ? ['changes'] : [];
  }

  async remind(): Promise<void> {
    const due = await this.notes
      .find(await this.passed(), { nextReview: 1, remindedFor: 1 })
      .lean<Pick<Note, '_id' | 'nextReview' | 'remindedFor'>[]>();
    const owners = new Set<string>();
    for (const { _id, nextReview, remindedFor } of due) {
      if (remindedFor === nextReview) continue;
      let owner: string | null = null;
      // Claimed, so that it is sent once; and pages tell of it from then on.
      await this.writes.change(_id, (note) => {
        const isDue = note.nextReview === nextReview && note.remindedFor !== nextReview;
        owner = isDue ? note.owner : null;
        return isDue ? { update: { $set: { remindedFor: nextReview } }, tell: [] } : undefined;
      });
      if (owner !== null) owners.add(owner);
    }
    // One mail each, however many notes there are.
    for (const owner of owners) {
      const member = await this.members.byId(owner);
      // Others cannot open what they would be reminded of.
      if (member?.mail && member.standing === 'active' && looksAfterChanges(member))
        this.mailer.queue(reviewLetter(member.mail, this.links.toPage('/impact/review')));
    }
  }

  /** Whether something of theirs rests on words that were changed or taken back: as far as they may know of it. */
  private async hasToLookAgain(actor: SignedIn): Promise<boolean> {
    const [notes, outcomes] = await Promise.all([
      this.notes.find({ owner: actor.memberId, ...marked } as QueryFilter<Note>, withoutHistory).lean<Note[]>(),
      this.outcomes
        .find({ madeBy: actor.memberId, state: 'recorded', ...marked } as QueryFilter<Outcome>, withoutHistory)
        .lean<Outcome[]>(),
    ]);
    if (notes.length + outcomes.length === 0) return false;
    const told = await this.evidence.toLookAgain(actor, [...notes, ...outcomes]);
    return [...told.values()].some((look) => look !== null);
  }

  private async passed() {
    return { nextReview: trusted({ $lt: dayText(await this.days.today()), $gt: '' }) };
  }
}
