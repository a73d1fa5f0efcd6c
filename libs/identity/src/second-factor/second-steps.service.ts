import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { SecondStep as GivenStep, SecondStepView } from '@throughline/contracts';
import { Clock, DomainError } from '@throughline/kernel';
import { Config, Secrets } from '@throughline/platform';
import { trusted, type Model } from 'mongoose';
import type { Member } from '../accounts/member.schema';
import { Members } from '../accounts/members.service';
import { cookieIn, cookieLine } from '../sign-in/cookies';
import { Passkeys } from './passkeys';
import { SecondFactors } from './second-factors.service';
import { SecondStep } from './second-step.schema';

/** Long enough to look for a phone and wait for its next code. */
const waitsFor = 5 * 60_000;

/**
 * What waits between the password and the second step: a secret in a cookie of the browser that gave the password, good for
 * minutes and once, and for nothing but the second step.
 */
@Injectable()
export class SecondSteps {
  private readonly cookieName: string;

  constructor(
    @InjectModel(SecondStep.name) private readonly steps: Model<SecondStep>,
    private readonly members: Members,
    private readonly factors: SecondFactors,
    private readonly passkeys: Passkeys,
    private readonly config: Config,
    private readonly secrets: Secrets,
    private readonly clock: Clock,
  ) {
    this.cookieName = config.publicUrl ? '__Host-second-step' : 'second-step';
  }

  /** Begins to wait for the second step of a member whose password was right; answers the cookie to set. */
  async begin(member: Member, mine: boolean): Promise<string> {
    const secret = randomBytes(24).toString('base64url');
    await this.steps.create({
      _id: this.digestOf(secret),
      memberId: member._id,
      password: this.digestOfPassword(member),
      mine,
      challenge: null,
      expiresAt: new Date(this.clock.now().getTime() + waitsFor),
    });
    return cookieLine(this.cookieName, secret, Boolean(this.config.publicUrl), waitsFor / 1_000);
  }

  /** A cookie that takes it away. */
  get emptyCookie(): string {
    return cookieLine(this.cookieName, '', Boolean(this.config.publicUrl), 0);
  }

  /** Which ways there are; throws `second-step-over` where nothing waits for this browser. */
  async look(cookies: string | undefined): Promise<SecondStepView> {
    const { member } = await this.find(cookies);
    return {
      app: Boolean(member.secondFactor?.app),
      passkeys: (member.secondFactor?.passkeys.length ?? 0) > 0,
      demonstrationCode: await this.factors.demonstrationCode(member),
    };
  }

  /** What a browser needs to use one of the member's passkeys. */
  async challenge(cookies: string | undefined) {
    const { step, member } = await this.find(cookies);
    const options = await this.passkeys.optionsToUse(member.secondFactor?.passkeys ?? []);
    await this.steps.updateOne({ _id: step._id }, { $set: { challenge: options.challenge } });
    return options;
  }

  /** Takes the step: answers the member whose session may now be opened. What is wrong leaves it waiting. */
  async take(cookies: string | undefined, given: GivenStep): Promise<{ member: Member; mine: boolean }> {
    const { step, member } = await this.find(cookies);
    // Gone before it is tried: each challenge is signed once.
    if (given.passkey) await this.steps.updateOne({ _id: step._id }, { $set: { challenge: null } });
    await this.factors.verify(member, given, step.challenge);
    const { deletedCount } = await this.steps.deleteOne({ _id: step._id });
    if (deletedCount === 0) throw new DomainError('second-step-over');
    return { member, mine: step.mine };
  }

  /** Lets go of what waits for this browser, if anything does. */
  async forget(cookies: string | undefined): Promise<void> {
    const secret = cookieIn(cookies, this.cookieName);
    if (secret) await this.steps.deleteOne({ _id: this.digestOf(secret) });
  }

  private async find(cookies: string | undefined): Promise<{ step: SecondStep; member: Member }> {
    const secret = cookieIn(cookies, this.cookieName);
    const step = await this.steps
      .findOne({ _id: this.digestOf(secret ?? ''), expiresAt: trusted({ $gt: this.clock.now() }) })
      .lean<SecondStep>();
    const member = step && (await this.members.byId(step.memberId));
    if (!step || member?.standing !== 'active' || !member.secondFactor) throw new DomainError('second-step-over');
    if (this.digestOfPassword(member) !== step.password) throw new DomainError('second-step-over');
    return { step, member };
  }

  private digestOf(secret: string): string {
    return this.secrets.digest('second-step', secret);
  }

  private digestOfPassword({ passwordHash }: Member): string {
    return this.secrets.digest('second-step-password', passwordHash);
  }
}
