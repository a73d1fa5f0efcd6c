import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Circles, Invitations, Mailer, Members, SecretLinks } from '@throughline/identity';
import { Clock, Ids } from '@throughline/kernel';
import { isDuplicate, Jobs } from '@throughline/platform';
import { Programme } from '@throughline/programme';
import { Relay } from '@throughline/stream';
import type { Model } from 'mongoose';
import { Leads } from '../concerns/leads';
import { ApartWarning } from './apart-warning.schema';
import { apartLetter } from './letter';
import { isEmpty, readersOf } from './kept-apart.service';
import { KeptApart } from './kept-apart.schema';
import { keyOf, type Match, matchesIn } from './matches';

/** How often it is looked whether two come near each other. In milliseconds. */
const lookEvery = 10_000;

/**
 * Warns leads when somebody is invited, is here, or comes to the same session or circle, from whom a member is to be kept apart. It looks
 * round by itself: who invites or adds somebody is answered as ever, and in the same time, so that they can infer nothing.
 */
@Injectable()
export class ApartWatch implements OnModuleInit {
  constructor(
    @InjectModel(KeptApart.name) private readonly wishes: Model<KeptApart>,
    @InjectModel(ApartWarning.name) private readonly warnings: Model<ApartWarning>,
    private readonly leads: Leads,
    private readonly members: Members,
    private readonly circles: Circles,
    private readonly programme: Programme,
    private readonly invitations: Invitations,
    private readonly mailer: Mailer,
    private readonly links: SecretLinks,
    private readonly relay: Relay,
    private readonly jobs: Jobs,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.every('kept-apart.look', lookEvery, () => this.look());
  }

  async look(): Promise<void> {
    const wishes = (await this.wishes.find().lean<KeptApart[]>()).filter((wish) => !isEmpty(wish));
    if (wishes.length === 0) return;
    const [members, invitations, sessions] = await Promise.all([
      this.members.all(),
      this.invitations.openFor(),
      this.programme.toCome(this.clock.now()),
    ]);
    const people = members.map(({ _id: id, name, mail, circles, circlesAsked }) => ({
      id,
      name,
      mail,
      circles: [...circles, ...circlesAsked.map(({ circle }) => circle)],
    }));
    const here = new Set(people.map(({ id }) => id));
    const matches = matchesIn({
      wishes: wishes
        .filter(({ _id }) => here.has(_id))
        .map(({ _id, names, members: chosen }) => ({ of: _id, names, members: chosen })),
      people,
      invitations,
      sessions,
    });
    const mailed = new Set<string>();
    for (const match of matches) {
      if ((await this.warnings.exists({ key: keyOf(match) })) !== null) continue;
      const wish = wishes.find(({ _id }) => _id === match.of);
      const readers = wish ? readersOf(wish, await this.leads.all()) : [];
      const forWhom = invitations.find(({ id }) => id === match.invitationId)?.forWhom ?? null;
      await this.warn(
        match,
        forWhom,
        readers.map(({ id }) => id),
      );
      for (const { mail } of readers) if (mail) mailed.add(mail);
    }
    // One mail, however many there are; it says nothing of whom or where (safety.md P7).
    for (const mail of mailed) this.mailer.queue(apartLetter(mail, this.links.toPage('/safeguarding/kept-apart')));
  }

  private async warn(match: Match, forWhom: string | null, readers: readonly string[]): Promise<void> {
    const { kind, of, memberId, placeId } = match;
    const warning: ApartWarning = {
      _id: this.ids.next(),
      key: keyOf(match),
      kind,
      of,
      memberId,
      forWhom,
      place: placeId === null ? null : { id: placeId, name: await this.nameOf(kind, placeId) },
      at: this.clock.now(),
      seenBy: null,
      pending: readers.map((reader) => ({
        changeId: `apart-${this.ids.next()}`,
        stream: `member:${reader}`,
        type: 'concern.changed',
        subject: reader,
        revision: 1,
      })),
    };
    try {
      await this.warnings.create(warning);
    } catch (error) {
      if (isDuplicate(error, 'key')) return;
      throw error;
    }
    await this.relay.deliver(this.warnings, warning);
  }

  private async nameOf(kind: Match['kind'], id: string): Promise<string> {
    if (kind === 'circle') return (await this.circles.names([id])).get(id) ?? '';
    return (await this.programme.sessionLabels([id])).get(id)?.title ?? '';
  }
}
