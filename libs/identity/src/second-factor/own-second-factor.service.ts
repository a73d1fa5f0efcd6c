import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { AppKeyView, NewPasskey, Proof, SecondFactorView } from '@throughline/contracts';
import { Clock, DomainError, inFull, notFound, type SignedIn } from '@throughline/kernel';
import { Secrets } from '@throughline/platform';
import { trusted, type Model, type UpdateQuery } from 'mongoose';
import type { Member } from '../accounts/member.schema';
import { Members } from '../accounts/members.service';
import { CommunityService } from '../community/community.service';
import { SecretLinks } from '../secret-links';
import { OwnPassword } from '../sign-in/own-password';
import { appAddress, newAppKey } from './app-codes';
import { needsSecondFactor } from './needs';
import { Passkeys } from './passkeys';
import { SecondFactors } from './second-factors.service';
import { DeviceProof } from './second-step.schema';

/** How long it holds that somebody gave password and second factor again. */
const provenFor = 10 * 60_000;
const purpose = 'new-app-key';

/** One's own second factor: changed only by who has just shown, on this device, that it is them. */
@Injectable()
export class OwnSecondFactor {
  constructor(
    @InjectModel(DeviceProof.name) private readonly proofs: Model<DeviceProof>,
    private readonly members: Members,
    private readonly factors: SecondFactors,
    private readonly passkeys: Passkeys,
    private readonly ownPassword: OwnPassword,
    private readonly community: CommunityService,
    private readonly links: SecretLinks,
    private readonly secrets: Secrets,
    private readonly clock: Clock,
  ) {}

  async view(actor: SignedIn): Promise<SecondFactorView> {
    const { secondFactor } = await this.self(actor);
    return {
      app: Boolean(secondFactor?.app),
      passkeys: (secondFactor?.passkeys ?? []).map(({ id, name, addedOn, lastUsedOn }) => ({
        id,
        name,
        addedOn,
        lastUsedOn,
      })),
      recoveryCodesLeft: secondFactor?.recoveryCodes.length ?? 0,
      needed: needsSecondFactor(inFull(actor) as SignedIn),
      proven: (await this.proofOf(actor)) !== null,
    };
  }

  /** Password, and second factor where there is one, again. Throws `wrong-password`, `wrong-code` or `wrong-passkey`. */
  async prove(actor: SignedIn, { password, code, passkey }: Proof): Promise<void> {
    const member = await this.self(actor);
    await this.ownPassword.expect(member, password);
    if (member.secondFactor) {
      const challenge = passkey ? await this.takeChallenge(actor) : null;
      await this.factors.verify(member, { code, passkey }, challenge);
    }
    const provenUntil = new Date(this.clock.now().getTime() + provenFor);
    await this.note(actor, { $set: { provenUntil, expiresAt: provenUntil } });
  }

  /** What a browser needs to use a passkey as proof. */
  async challenge(actor: SignedIn) {
    const { secondFactor } = await this.self(actor);
    const options = await this.passkeys.optionsToUse(secondFactor?.passkeys ?? []);
    await this.note(actor, { $set: { challenge: options.challenge } });
    return options;
  }

  /** Begins to set an app up, with a new key. */
  async beginApp(actor: SignedIn): Promise<void> {
    await this.expectProof(actor);
    await this.note(actor, { $set: { newKey: this.secrets.encrypt(purpose, actor.memberId, newAppKey()) } });
  }

  /** The key of the app that is being set up. */
  async newKey(actor: SignedIn): Promise<AppKeyView> {
    const key = await this.begunKey(actor);
    const [{ signInName }, { name }] = await Promise.all([this.self(actor), this.community.get()]);
    return { key: (key.match(/.{4}/g) ?? []).join(' '), qr: this.links.qr(await appAddress(key, name, signInName)) };
  }

  async confirmApp(actor: SignedIn, code: string): Promise<string[]> {
    const key = await this.begunKey(actor);
    const codes = await this.factors.setApp(actor, await this.self(actor), key, code);
    await this.note(actor, { $set: { newKey: null } });
    return codes;
  }

  async removeApp(actor: SignedIn): Promise<void> {
    await this.expectProof(actor);
    await this.factors.removeApp(actor, await this.self(actor));
  }

  /** What a browser needs to make a passkey. */
  async beginPasskey(actor: SignedIn) {
    await this.expectProof(actor);
    const member = await this.self(actor);
    const options = await this.passkeys.optionsToMake(member, member.secondFactor?.passkeys ?? []);
    await this.note(actor, { $set: { challenge: options.challenge } });
    return options;
  }

  async addPasskey(actor: SignedIn, { name, response }: NewPasskey): Promise<string[]> {
    await this.expectProof(actor);
    const challenge = await this.takeChallenge(actor);
    if (challenge === null) throw new DomainError('wrong-passkey');
    const credential = await this.passkeys.made(response, challenge);
    return this.factors.addPasskey(actor, await this.self(actor), name, credential);
  }

  async removePasskey(actor: SignedIn, id: string): Promise<void> {
    await this.expectProof(actor);
    await this.factors.removePasskey(actor, await this.self(actor), id);
  }

  async renewRecoveryCodes(actor: SignedIn): Promise<string[]> {
    await this.expectProof(actor);
    return this.factors.renewRecoveryCodes(actor, await this.self(actor));
  }

  private async self({ memberId }: SignedIn): Promise<Member> {
    const member = await this.members.byId(memberId);
    if (!member) throw notFound();
    return member;
  }

  private proofOf({ sessionId }: SignedIn): Promise<DeviceProof | null> {
    return this.proofs
      .findOne({ _id: sessionId, provenUntil: trusted({ $gt: this.clock.now() }) })
      .lean<DeviceProof>()
      .exec();
  }

  private async expectProof(actor: SignedIn): Promise<DeviceProof> {
    const proof = await this.proofOf(actor);
    if (!proof) throw new DomainError('proof-needed');
    return proof;
  }

  private async begunKey(actor: SignedIn): Promise<string> {
    const { newKey } = await this.expectProof(actor);
    if (newKey === null) throw new DomainError('proof-needed');
    return this.secrets.decrypt(purpose, actor.memberId, newKey);
  }

  /** The challenge that this device was given last, once. */
  private async takeChallenge({ sessionId }: SignedIn): Promise<string | null> {
    const before = await this.proofs
      .findOneAndUpdate({ _id: sessionId }, { $set: { challenge: null } }, { returnDocument: 'before' })
      .lean<DeviceProof>();
    return before && before.expiresAt > this.clock.now() ? before.challenge : null;
  }

  private async note({ sessionId, memberId }: SignedIn, update: UpdateQuery<DeviceProof>): Promise<void> {
    const expiresAt = new Date(this.clock.now().getTime() + provenFor);
    const $set = { expiresAt, ...update.$set } as Partial<DeviceProof>;
    await this.proofs.updateOne({ _id: sessionId }, { $set, $setOnInsert: { memberId } }, { upsert: true });
  }
}
