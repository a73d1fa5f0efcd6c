import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { InvitationCard, InvitationPreview, InvitationView, join, newInvitation } from '@throughline/contracts';
import type { ErrorCode, Role } from '@throughline/contracts/names';
import { Clock, DomainError, Ids, notFound, Policies, type SignedIn } from '@throughline/kernel';
import { type Creation, Creations, Secrets } from '@throughline/platform';
import { AuditTrail, Relay } from '@throughline/stream';
import { trusted, type Model } from 'mongoose';
import type { z } from 'zod';
import { Member, signInKey } from '../accounts/member.schema';
import { Members } from '../accounts/members.service';
import { Passwords } from '../accounts/passwords';
import { CommunityService, presentAgreement } from '../community/community.service';
import { createInvitation, listInvitations, withdrawInvitation } from '../identity.policy';
import { OrganisationsService } from '../people/organisations.service';
import { People } from '../people/people';
import { SecretLinks } from '../secret-links';
import { codeWords } from './code-words';
import { Invitation } from './invitation.schema';

type NewInvitation = z.output<typeof newInvitation>;
type Join = z.output<typeof join>;

const validFor = 14 * 86_400_000;
/** A claim whose member never came to be (a server fell over in between) may be taken over after this. */
const claimHolds = 60_000;
/** What the second of two taps runs into. */
const meanwhile: readonly ErrorCode[] = ['link-used', 'name-taken', 'name-looked-up-to'];

/** Invitations: the only way in. A link, a QR code and a short typed code open the same door, once. */
@Injectable()
export class Invitations {
  constructor(
    @InjectModel(Invitation.name) private readonly invitations: Model<Invitation>,
    private readonly members: Members,
    private readonly passwords: Passwords,
    private readonly people: People,
    private readonly organisations: OrganisationsService,
    private readonly community: CommunityService,
    private readonly links: SecretLinks,
    private readonly secrets: Secrets,
    private readonly policies: Policies,
    private readonly creations: Creations,
    private readonly relay: Relay,
    private readonly audit: AuditTrail,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async create(actor: SignedIn, request: NewInvitation): Promise<InvitationCard> {
    const role = request.role ?? 'member';
    this.policies.authorize(actor, createInvitation, { role });
    const creation = this.creations.stamp(actor, createInvitation.name, request);
    return this.make(role, request.forWhom || null, actor.memberId, creation);
  }

  async list(actor: SignedIn): Promise<InvitationView[]> {
    this.policies.authorize(actor, listInvitations, undefined);
    return this.present(await this.invitations.find().sort({ madeAt: -1 }).limit(200).lean<Invitation[]>());
  }

  /** Those that somebody may still come in by, with whom they are for, where that was said. */
  async openFor(): Promise<{ id: string; forWhom: string }[]> {
    const open = await this.invitations
      .find({ usedAt: null, withdrawnAt: null, expiresAt: trusted({ $gt: this.clock.now() }) }, { forWhom: 1 })
      .lean<Pick<Invitation, '_id' | 'forWhom'>[]>();
    return open.flatMap(({ _id: id, forWhom }) => (forWhom === null ? [] : [{ id, forWhom }]));
  }

  /** Those by which a member came in. */
  async usedBy(memberId: string): Promise<string[]> {
    return (await this.invitations.find({ usedBy: memberId }, { _id: 1 }).lean()).map(({ _id }) => _id);
  }

  async withdraw(actor: SignedIn, id: string): Promise<void> {
    this.policies.authorize(actor, withdrawInvitation, undefined);
    const line = this.audit.change({ act: 'invitation.withdrawn', by: actor.memberId, about: { invitation: id } });
    const withdrawn = await this.invitations
      .findOneAndUpdate(
        { _id: id, usedBy: null, withdrawnAt: null },
        { $set: { withdrawnAt: this.clock.now() }, $push: { pending: line } },
        { returnDocument: 'after' },
      )
      .lean<Invitation>();
    if (withdrawn) return this.relay.deliver(this.invitations, withdrawn);
    const found = await this.invitations.findById(id, { usedBy: 1 }).lean<Pick<Invitation, 'usedBy'>>();
    if (!found) throw notFound();
    if (found.usedBy !== null) throw new DomainError('already-done');
  }

  /** What somebody sees who holds the link or the code; looking uses nothing up. */
  async look(secret: string): Promise<InvitationPreview> {
    const invitation = await this.find(secret);
    if (!invitation || !this.isOpen(invitation) || !(await this.makerMay(invitation)))
      throw new DomainError('link-used');
    const [community, organisations, names] = await Promise.all([
      this.community.get(),
      this.organisations.list(),
      this.people.byIds(invitation.madeBy ? [invitation.madeBy] : []),
    ]);
    return {
      invitedBy: (invitation.madeBy && names.get(invitation.madeBy)?.name) ?? community.name,
      expiresAt: invitation.expiresAt.toISOString(),
      firstAdministrator: invitation.madeBy === null,
      agreement: presentAgreement(community),
      organisations,
    };
  }

  /**
   * Makes a member. The invitation is claimed first, so that of two who come at once one wins; what fails afterwards frees it
   * again. The same join again, after a lost answer, answers the member that it made.
   */
  async join(request: Join): Promise<Member> {
    try {
      return await this.joinOnce(request);
    } catch (error) {
      if (!(error instanceof DomainError && meanwhile.includes(error.code))) throw error;
      const member = await this.joinedMeanwhile(request);
      if (!member) throw error;
      return member;
    }
  }

  private async joinOnce(request: Join): Promise<Member> {
    const invitation = await this.find(request.secret);
    if (!invitation) throw new DomainError('link-used');
    const before = await this.joinedBefore(invitation, request);
    if (before) return before;
    if (!(await this.mayClaim(invitation))) throw new DomainError('link-used');
    const community = await this.community.get();
    if (request.agreed !== community.agreementVersion) throw new DomainError('changed-meanwhile');
    const member = await this.members.prepare({
      name: request.name,
      signInName: request.signInName,
      password: request.password,
      role: invitation.role,
      expertise: request.expertise,
      showExpertise: request.showExpertise,
      organisationId: request.organisationId,
      agreedVersion: request.agreed,
    });
    const claimed = await this.invitations.updateOne(
      { _id: invitation._id, usedBy: invitation.usedBy, withdrawnAt: null },
      { $set: { usedBy: member._id, usedAt: this.clock.now() } },
    );
    if (claimed.modifiedCount === 0) throw new DomainError('link-used');
    try {
      // Asked once it is claimed: whoever makes its maker less from here on does so after it was used.
      if (!(await this.makerMay(invitation))) throw new DomainError('link-used');
      await this.members.store(member, invitation._id);
    } catch (error) {
      await this.invitations.updateOne(
        { _id: invitation._id, usedBy: member._id },
        { $set: { usedBy: null, usedAt: null } },
      );
      throw error;
    }
    return member;
  }

  /** A way in for the first administrator, or null where there is one already; each call makes the last one's link void. */
  async forFirstAdministrator(): Promise<string | null> {
    if (await this.members.hasAdministrator()) return null;
    await this.invitations.deleteMany({ madeBy: null, usedBy: null });
    return (await this.make('administrator', null, null)).link;
  }

  private async make(
    role: Role,
    forWhom: string | null,
    madeBy: string | null,
    creation?: Creation,
  ): Promise<InvitationCard> {
    // Derived from the request's key, so that a retry after a lost answer shows the same link and code again.
    const secret = creation
      ? this.secrets.digest('invitation-link', creation.key).slice(0, 27)
      : this.links.newSecret();
    const code = creation ? this.codeFrom(creation.key) : newCode((most) => randomInt(most));
    const now = this.clock.now();
    const _id = this.ids.next();
    const document: Invitation = {
      _id,
      linkDigest: this.secrets.digest('invitation', secret),
      codeDigest: this.secrets.digest('invitation', normaliseCode(code)),
      role,
      forWhom,
      madeBy,
      madeAt: now,
      expiresAt: new Date(now.getTime() + validFor),
      usedBy: null,
      usedAt: null,
      withdrawnAt: null,
      pending: [this.audit.change({ act: 'invitation.made', by: madeBy, about: { invitation: _id, role } })],
      ...(creation ? { creation } : {}),
    };
    const stored = creation
      ? await this.creations.once(this.invitations, { ...document, creation })
      : await this.invitations.create(document);
    await this.relay.deliver(this.invitations, stored);
    const [invitation] = await this.present([stored]);
    if (!invitation) throw new Error('An invitation was not presented.');
    const link = this.links.to('join', secret);
    return { invitation, link, code, qr: this.links.qr(link) };
  }

  private codeFrom(key: string): string {
    const bytes = Buffer.from(this.secrets.digest('invitation-code', key), 'base64url');
    let offset = 0;
    return newCode((most) => bytes.readUInt32BE((offset += 4) - 4) % most);
  }

  private find(secret: string): Promise<Invitation | null> {
    const link = this.secrets.digest('invitation', secret.trim());
    const code = this.secrets.digest('invitation', normaliseCode(secret));
    return this.invitations
      .findOne({ $or: [{ linkDigest: link }, { codeDigest: code }] })
      .lean<Invitation>()
      .exec();
  }

  /** By when it was used and not by whom: of somebody who left that is not kept, and their link lets nobody in. */
  private isOpen(invitation: Invitation): boolean {
    return invitation.usedAt === null && invitation.withdrawnAt === null && invitation.expiresAt > this.clock.now();
  }

  /**
   * Whether its maker may still invite to this role. Looked at when it is used, and not made void where the maker's role changes:
   * so there is none that was being made at that moment.
   */
  private async makerMay({ role, madeBy }: Invitation): Promise<boolean> {
    if (role === 'member' || madeBy === null) return true;
    const maker = await this.members.byId(madeBy);
    return maker?.standing === 'active' && maker.role === 'administrator';
  }

  private async mayClaim(invitation: Invitation): Promise<boolean> {
    if (this.isOpen(invitation)) return true;
    if (invitation.withdrawnAt !== null || invitation.expiresAt <= this.clock.now() || invitation.usedBy === null)
      return false;
    const stale = (invitation.usedAt?.getTime() ?? 0) < this.clock.now().getTime() - claimHolds;
    return stale && (await this.members.byId(invitation.usedBy)) === null;
  }

  /** Two taps on the button: the second waits for what comes of the first. */
  private async joinedMeanwhile(request: Join): Promise<Member | null> {
    for (let waits = 0; waits < 20; waits += 1) {
      const invitation = await this.find(request.secret);
      if (!invitation?.usedBy) return null;
      if (await this.members.byId(invitation.usedBy)) return this.joinedBefore(invitation, request);
      await new Promise((later) => setTimeout(later, 100));
    }
    return null;
  }

  private async joinedBefore(invitation: Invitation, request: Join): Promise<Member | null> {
    if (invitation.usedBy === null) return null;
    const member = await this.members.byId(invitation.usedBy);
    if (!member || member.signInKey !== signInKey(request.signInName)) return null;
    return (await this.passwords.matches(request.password, member.passwordHash)) ? member : null;
  }

  private async present(invitations: readonly Invitation[]): Promise<InvitationView[]> {
    const makers = await this.people.byIds(invitations.flatMap(({ madeBy }) => madeBy ?? []));
    return invitations.map((invitation) => ({
      id: invitation._id,
      forWhom: invitation.forWhom,
      role: invitation.role,
      madeBy: (invitation.madeBy && makers.get(invitation.madeBy)?.name) ?? '',
      madeAt: invitation.madeAt.toISOString(),
      expiresAt: invitation.expiresAt.toISOString(),
      state: this.stateOf(invitation, makers.get(invitation.madeBy ?? '')?.role),
    }));
  }

  private stateOf({ usedAt, withdrawnAt, role, madeBy, expiresAt }: Invitation, maker?: Role): InvitationView['state'] {
    if (usedAt !== null) return 'used';
    if (withdrawnAt !== null) return 'withdrawn';
    if (role !== 'member' && madeBy !== null && maker !== 'administrator') return 'withdrawn';
    return expiresAt > this.clock.now() ? 'open' : 'expired';
  }
}

/** Two words and a number: `kettle-maple-4071`. */
function newCode(below: (most: number) => number): string {
  const word = () => codeWords[below(codeWords.length)] ?? '';
  return `${word()}-${word()}-${String(1_000 + below(9_000))}`;
}

/** A code as people type it from a card: any case, spaces or dots for the dashes. */
export function normaliseCode(typed: string): string {
  return typed
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((part) => part !== '')
    .join('-');
}
