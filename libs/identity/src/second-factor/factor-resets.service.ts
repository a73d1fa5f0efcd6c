import { Injectable } from '@nestjs/common';
import type { ResetLink } from '@throughline/contracts';
import { DomainError, notFound, Policies, type SignedIn } from '@throughline/kernel';
import { Members } from '../accounts/members.service';
import { Resets } from '../resets/resets.service';
import { OwnPassword } from '../sign-in/own-password';
import { SecondFactors } from './second-factors.service';
import { handOverFactorReset } from './second-factor.policy';

/** For somebody who lost phone and recovery codes: a link that is handed over in person, and takes the second factor away. */
@Injectable()
export class FactorResets {
  constructor(
    private readonly members: Members,
    private readonly resets: Resets,
    private readonly factors: SecondFactors,
    private readonly ownPassword: OwnPassword,
    private readonly policies: Policies,
  ) {}

  /** A link to hand over in person. */
  async handOver(actor: SignedIn, memberId: string): Promise<ResetLink> {
    const member = await this.members.byId(memberId);
    if (!member || member.standing !== 'active') throw notFound();
    this.policies.authorize(actor, handOverFactorReset, { memberId, role: member.role, duties: member.duties });
    if (!member.secondFactor) throw new DomainError('already-done');
    return this.resets.linkFor(member, 'second-factor', actor.memberId);
  }

  /** Whether a link is still good, without using it up; throws `link-used` where it is not. */
  async look(secret: string): Promise<void> {
    await this.resets.open(secret, 'second-factor');
  }

  /** Takes the second factor away: the link is good once, and only together with the password. All sessions end. */
  async use(secret: string, password: string): Promise<void> {
    const { member, reset } = await this.resets.open(secret, 'second-factor');
    await this.ownPassword.expect(member, password);
    await this.resets.useUp(reset);
    await this.factors.reset(member, reset.madeBy ?? null);
  }

  /** At the machine itself, where nobody else can: see docs/running.md. */
  async atTheMachine(signInName: string): Promise<void> {
    const member = await this.members.bySignInName(signInName);
    if (!member) throw new Error(`Nobody signs in as “${signInName}”.`);
    if (!member.secondFactor) throw new Error(`“${signInName}” has no second step set up.`);
    await this.factors.reset(member, null);
  }
}
