import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { NoticeKind } from '@throughline/contracts/names';
import { Days, dayText, followsChanges } from '@throughline/discussion';
import { Mailer, Members, SecretLinks } from '@throughline/identity';
import { type NoticeSource, Registries, type SignedIn } from '@throughline/kernel';
import { Jobs } from '@throughline/platform';
import { trusted, type Model } from 'mongoose';
import { Note } from '../notes/note.schema';
import { reviewLetter } from './letter';

/** How often it is looked whether a day has passed, in milliseconds. Each reminder is claimed by a write, so it is sent once. */
const lookEvery = 10_000;

/**
 * Reminds who looks after a note once the day of its review has passed: by mail where they gave an address, once for each such day, and
 * on every page until it was looked at. A note that nobody looks after reminds all who follow changes, on their pages.
 */
@Injectable()
export class ReviewReminders implements NoticeSource, OnModuleInit {
  constructor(
    @InjectModel(Note.name) private readonly notes: Model<Note>,
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

  async noticesFor(actor: SignedIn): Promise<readonly NoticeKind[]> {
    if (!followsChanges(actor)) return [];
    const theirs = { owner: trusted({ $in: [actor.memberId, null] }), ...(await this.passed()) };
    return (await this.notes.exists(theirs)) === null ? [] : ['changes'];
  }

  async remind(): Promise<void> {
    const due = await this.notes
      .find(
        { ...(await this.passed()), owner: trusted({ $type: 'string' }) },
        { owner: 1, nextReview: 1, remindedFor: 1 },
      )
      .lean<Pick<Note, '_id' | 'owner' | 'nextReview' | 'remindedFor'>[]>();
    const owners = new Set<string>();
    for (const { _id, owner, nextReview, remindedFor } of due) {
      if (remindedFor === nextReview) continue;
      const claim = { _id, owner, nextReview, remindedFor: trusted({ $ne: nextReview }) };
      const claimed = await this.notes.updateOne(claim, { $set: { remindedFor: nextReview } });
      if (claimed.modifiedCount > 0 && owner !== null) owners.add(owner);
    }
    if (owners.size === 0) return;
    // One mail each, however many notes there are.
    for (const { _id, mail, standing } of await this.members.all())
      if (owners.has(_id) && mail && standing === 'active')
        this.mailer.queue(reviewLetter(mail, this.links.toPage('/impact/review')));
  }

  private async passed() {
    return { nextReview: trusted({ $lt: dayText(await this.days.today()), $gt: '' }) };
  }
}
