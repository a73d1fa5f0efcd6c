import { timingSafeEqual } from 'node:crypto';
import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { OwnDataLink, ownDataRequest } from '@throughline/contracts';
import { Clock, notFound, Registries, type SignedIn } from '@throughline/kernel';
import { type Counter, Limits, Secrets } from '@throughline/platform';
import type { z } from 'zod';
import { Members } from '../accounts/members.service';
import { CommunityService } from '../community/community.service';
import { OwnPassword } from '../sign-in/own-password';
import { archive } from './archive';

/** How long a link can be used, in milliseconds. */
const linkFor = 600_000;

/**
 * "Download my data". The password is asked for first, because a phone may lie about; what it opens is a link that says for whom
 * and until when it is good, by a keyed digest. So nothing is stored of an archive, not even that there was one (safety.md P2a).
 */
@Injectable()
export class OwnData {
  private readonly fetched: Counter;

  constructor(
    private readonly members: Members,
    private readonly ownPassword: OwnPassword,
    private readonly registries: Registries,
    private readonly community: CommunityService,
    private readonly secrets: Secrets,
    private readonly clock: Clock,
    limits: Limits,
  ) {
    this.fetched = limits.counter({ name: 'own-data', times: 3, within: 300, counted: 'in-memory' });
  }

  /** Throws `wrong-password`. */
  async ask(actor: SignedIn, { password, aliases }: z.output<typeof ownDataRequest>): Promise<OwnDataLink> {
    const member = await this.members.byId(actor.memberId);
    if (!member) throw notFound();
    await this.ownPassword.expect(member, password);
    const until = (this.clock.now().getTime() + linkFor).toString(36);
    const kind = aliases ? 'a' : 'n';
    return { link: `/api/own/data/${until}.${kind}.${this.proof(actor, until, kind)}`, aliases };
  }

  /** The archive, as it is made. Throws `not-found` for a link that is not this session's, or is over, and `too-many`. */
  async open(actor: SignedIn, ticket: string): Promise<Readable> {
    const [until = '', kind = '', proof = ''] = ticket.split('.');
    const given = Buffer.from(proof);
    const right = Buffer.from(this.proof(actor, until, kind));
    if (given.length !== right.length || !timingSafeEqual(given, right)) throw notFound();
    if (parseInt(until, 36) <= this.clock.now().getTime()) throw notFound();
    await this.fetched.spend(actor.memberId);
    const choice = { aliases: kind === 'a' };
    const parts = await Promise.all(
      this.registries.personalData.all().map((data) => data.partsFor(actor.memberId, choice)),
    );
    return Readable.from(archive(parts.flat(), await this.today()), { objectMode: false });
  }

  private proof({ memberId, sessionId }: SignedIn, until: string, kind: string): string {
    return this.secrets.digest('own-data', memberId, sessionId, until, kind);
  }

  private async today(): Promise<string> {
    const { timeZone } = await this.community.get();
    // Swedish writes dates as ISO 8601 does.
    return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(this.clock.now());
  }
}
