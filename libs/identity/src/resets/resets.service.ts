import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ResetLink } from '@throughline/contracts';
import { Clock, DomainError, notFound, Policies, type SignedIn } from '@throughline/kernel';
import { Secrets } from '@throughline/platform';
import { AuditTrail, type PendingChange, Relay } from '@throughline/stream';
import { trusted, type Model } from 'mongoose';
import { Member } from '../accounts/member.schema';
import { Members } from '../accounts/members.service';
import { Passwords } from '../accounts/passwords';
import { handOverReset } from '../identity.policy';
import { passwordChangedLetter, resetLetter } from '../mail/letters';
import { Mailer } from '../mail/mailer';
import { SecretLinks } from '../secret-links';
import { OwnPassword } from '../sign-in/own-password';
import { SignIns } from '../sign-in/sign-ins.service';
import { Reset, type ResetOf } from './reset.schema';

const mailedFor = 10 * 60_000;
const handedOverFor = 24 * 3_600_000;
const purposes: Record<ResetOf, string> = { password: 'reset', 'second-factor': 'second-factor-reset' };
const madeActs = { password: 'password-link.made', 'second-factor': 'second-factor.link-made' } as const;
const paths = { password: 'reset', 'second-factor': 'lost-second-step' } as const;
const nobody = { _id: 'nobody', accessVersion: 0 };

/** New passwords: by a mailed link, by one that a moderator hands over in person, or by giving the old one. */
@Injectable()
export class Resets {
  constructor(
    @InjectModel(Reset.name) private readonly resets: Model<Reset>,
    private readonly members: Members,
    private readonly passwords: Passwords,
    private readonly ownPassword: OwnPassword,
    private readonly signIns: SignIns,
    private readonly mailer: Mailer,
    private readonly links: SecretLinks,
    private readonly secrets: Secrets,
    private readonly policies: Policies,
    private readonly relay: Relay,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Mails a link to whoever signs in with this name, if they gave an address. Says nothing of whether there is anybody. */
  async request(name: string): Promise<void> {
    const member = await this.members.bySignInName(name);
    const secret = this.links.newSecret();
    // The same write for nobody, so that both take the same work (S12); it can never be used.
    await this.store(secret, member?.mail ? member : nobody, { of: 'password', madeBy: null, validFor: mailedFor });
    if (member?.mail) this.mailer.queue(resetLetter(member.mail, this.links.to('reset', secret)));
  }

  /** A link to hand over in person. */
  async handOver(actor: SignedIn, memberId: string): Promise<ResetLink> {
    const member = await this.members.byId(memberId);
    if (!member || member.standing !== 'active') throw notFound();
    this.policies.authorize(actor, handOverReset, { memberId, role: member.role });
    return this.linkFor(member, 'password', actor.memberId);
  }

  /** A link to hand over, good for a day and once: who may have it made is the caller's to say. */
  async linkFor(member: Member, of: ResetOf, madeBy: string): Promise<ResetLink> {
    const secret = this.links.newSecret();
    const expiresAt = await this.store(secret, member, { of, madeBy, validFor: handedOverFor }, [
      this.audit.change({ act: madeActs[of], by: madeBy, about: { member: member._id } }),
    ]);
    const link = this.links.to(paths[of], secret);
    return { link, qr: this.links.qr(link), expiresAt: expiresAt.toISOString() };
  }

  /** Whether a link is still good, without using it up; throws `link-used` where it is not. */
  async look(secret: string): Promise<void> {
    await this.open(secret, 'password');
  }

  /** Uses a link up. All sessions of the member end. Throws `link-used`; a refused password leaves the link good. */
  async use(secret: string, password: string): Promise<Member> {
    const { reset, member } = await this.open(secret, 'password');
    await this.passwords.make(password, member);
    await this.useUp(reset);
    return this.change(member, password);
  }

  /** Uses a link up that was opened; throws `link-used` where somebody was quicker. */
  async useUp({ _id }: Reset): Promise<void> {
    const used = await this.resets.updateOne({ _id, usedAt: null }, { $set: { usedAt: this.clock.now() } });
    if (used.modifiedCount === 0) throw new DomainError('link-used');
  }

  /** A link that is good, and whose it is; throws `link-used` where it is not. */
  async open(secret: string, of: ResetOf): Promise<{ reset: Reset; member: Member }> {
    const _id = this.secrets.digest(purposes[of], secret);
    const reset = await this.resets
      .findOne({ _id, usedAt: null, expiresAt: trusted({ $gt: this.clock.now() }) })
      .lean<Reset>();
    const member = reset && (await this.members.byId(reset.memberId));
    if (!member || member.standing !== 'active') throw new DomainError('link-used');
    // Compared here and not made void where the role changes: so no link is forgotten that was being made at that moment.
    if (member.accessVersion !== reset.accessVersion) throw new DomainError('link-used');
    return { reset, member };
  }

  /** Changes one's own password; the other devices are signed out. Throws `wrong-password`. */
  async changeOwn(actor: SignedIn, current: string, password: string): Promise<void> {
    const member = await this.members.byId(actor.memberId);
    if (!member) throw notFound();
    await this.ownPassword.expect(member, current);
    await this.change(member, password, actor.sessionId);
  }

  private async change(member: Member, password: string, keepSession?: string): Promise<Member> {
    const changed = await this.members.setPassword(member, password);
    const otherLinks = { memberId: member._id, usedAt: null, of: trusted({ $ne: 'second-factor' as const }) };
    await this.resets.updateMany(otherLinks, { $set: { usedAt: this.clock.now() } });
    await this.signIns.endAll(member._id, keepSession);
    if (member.mail) this.mailer.queue(passwordChangedLetter(member.mail));
    return changed;
  }

  private async store(
    secret: string,
    { _id: memberId, accessVersion }: Pick<Member, '_id' | 'accessVersion'>,
    { of, madeBy, validFor }: Pick<Reset, 'of' | 'madeBy'> & { validFor: number },
    pending: PendingChange[] = [],
  ): Promise<Date> {
    const expiresAt = new Date(this.clock.now().getTime() + validFor);
    const _id = this.secrets.digest(purposes[of], secret);
    await this.resets.create({ _id, memberId, of, madeBy, accessVersion, expiresAt, usedAt: null, pending });
    await this.relay.deliver(this.resets, { _id, pending });
    return expiresAt;
  }
}
