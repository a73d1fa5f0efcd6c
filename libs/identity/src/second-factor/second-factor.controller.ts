import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import {
  type AppKeyView,
  appKeyView,
  confirmApp,
  done,
  lookAtFactorReset,
  me,
  type Me,
  newPasskey,
  passkeyOptions,
  type PasskeyOptions,
  proof,
  recoveryCodes,
  type ResetLink,
  resetLink,
  secondFactorView,
  type SecondFactorView,
  secondStep,
  secondStepView,
  type SecondStepView,
  useFactorReset,
} from '@throughline/contracts';
import type { SignedIn } from '@throughline/kernel';
import { Action, dtoOf, IdPipe, TheActor, ZodResponse } from '@throughline/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Entrance } from '../sign-in/entrance';
import { FactorResets } from './factor-resets.service';
import { OwnSecondFactor } from './own-second-factor.service';
import * as actions from './second-factor.policy';
import { SecondSteps } from './second-steps.service';

class AppKeyDto extends dtoOf(() => appKeyView) {}
class ConfirmAppBody extends dtoOf(() => confirmApp) {}
class DoneDto extends dtoOf(() => done) {}
class LookQuery extends dtoOf(() => lookAtFactorReset) {}
class MeDto extends dtoOf(() => me) {}
class NewPasskeyBody extends dtoOf(() => newPasskey) {}
class PasskeyOptionsDto extends dtoOf(() => passkeyOptions) {}
class ProofBody extends dtoOf(() => proof) {}
class RecoveryCodesDto extends dtoOf(() => recoveryCodes) {}
class ResetLinkDto extends dtoOf(() => resetLink) {}
class SecondFactorDto extends dtoOf(() => secondFactorView) {}
class SecondStepBody extends dtoOf(() => secondStep) {}
class SecondStepDto extends dtoOf(() => secondStepView) {}
class UseResetBody extends dtoOf(() => useFactorReset) {}

const finished = { done: true } as const;
const asOptions = (options: object): PasskeyOptions => ({ options: { ...options } });

/** Between the password and the session. */
@Controller('api/sign-in/second')
export class SecondStepController {
  constructor(
    private readonly steps: SecondSteps,
    private readonly entrance: Entrance,
  ) {}

  @Get()
  @Action(actions.secondStepAction)
  @ZodResponse({ status: 200, type: SecondStepDto })
  look(@Headers('cookie') cookies: string | undefined): Promise<SecondStepView> {
    return this.steps.look(cookies);
  }

  @Post('challenge')
  @HttpCode(200)
  @Action(actions.secondStepAction)
  @ZodResponse({ status: 200, type: PasskeyOptionsDto })
  async challenge(@Headers('cookie') cookies: string | undefined): Promise<PasskeyOptions> {
    return asOptions(await this.steps.challenge(cookies));
  }

  @Post()
  @HttpCode(200)
  @Action(actions.secondStepAction)
  @ZodResponse({ status: 200, type: MeDto })
  async take(
    @Body() body: SecondStepBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Me> {
    const { member, mine } = await this.steps.take(request.headers.cookie, body);
    void reply.header('set-cookie', this.steps.emptyCookie);
    return this.entrance.letIn(member, mine, request, reply);
  }
}

/** One's own second factor, and taking away that of somebody who lost it. */
@Controller('api')
export class SecondFactorController {
  constructor(
    private readonly own: OwnSecondFactor,
    private readonly resets: FactorResets,
  ) {}

  @Get('second-factor')
  @Action(actions.readSecondFactor)
  @ZodResponse({ status: 200, type: SecondFactorDto })
  view(@TheActor() actor: SignedIn): Promise<SecondFactorView> {
    return this.own.view(actor);
  }

  @Post('second-factor/proof')
  @HttpCode(200)
  @Action(actions.proveOneself)
  @ZodResponse({ status: 200, type: DoneDto })
  async prove(@TheActor() actor: SignedIn, @Body() body: ProofBody) {
    await this.own.prove(actor, body);
    return finished;
  }

  @Post('second-factor/challenge')
  @HttpCode(200)
  @Action(actions.proveOneself)
  @ZodResponse({ status: 200, type: PasskeyOptionsDto })
  async challenge(@TheActor() actor: SignedIn): Promise<PasskeyOptions> {
    return asOptions(await this.own.challenge(actor));
  }

  @Post('second-factor/app')
  @HttpCode(200)
  @Action(actions.changeSecondFactor)
  @ZodResponse({ status: 200, type: DoneDto })
  async beginApp(@TheActor() actor: SignedIn) {
    await this.own.beginApp(actor);
    return finished;
  }

  @Get('second-factor/app')
  @Action(actions.changeSecondFactor)
  @ZodResponse({ status: 200, type: AppKeyDto })
  newKey(@TheActor() actor: SignedIn): Promise<AppKeyView> {
    return this.own.newKey(actor);
  }

  @Post('second-factor/app/confirm')
  @HttpCode(200)
  @Action(actions.changeSecondFactor)
  @ZodResponse({ status: 200, type: RecoveryCodesDto })
  async confirmApp(@TheActor() actor: SignedIn, @Body() body: ConfirmAppBody) {
    return { codes: await this.own.confirmApp(actor, body.code) };
  }

  @Delete('second-factor/app')
  @Action(actions.changeSecondFactor)
  @ZodResponse({ status: 200, type: DoneDto })
  async removeApp(@TheActor() actor: SignedIn) {
    await this.own.removeApp(actor);
    return finished;
  }

  @Post('second-factor/passkeys/options')
  @HttpCode(200)
  @Action(actions.changeSecondFactor)
  @ZodResponse({ status: 200, type: PasskeyOptionsDto })
  async beginPasskey(@TheActor() actor: SignedIn): Promise<PasskeyOptions> {
    return asOptions(await this.own.beginPasskey(actor));
  }

  @Post('second-factor/passkeys')
  @Action(actions.changeSecondFactor)
  @ZodResponse({ status: 201, type: RecoveryCodesDto })
  async addPasskey(@TheActor() actor: SignedIn, @Body() body: NewPasskeyBody) {
    return { codes: await this.own.addPasskey(actor, body) };
  }

  @Delete('second-factor/passkeys/:id')
  @Action(actions.changeSecondFactor)
  @ZodResponse({ status: 200, type: DoneDto })
  async removePasskey(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string) {
    await this.own.removePasskey(actor, id);
    return finished;
  }

  @Post('second-factor/recovery-codes')
  @HttpCode(200)
  @Action(actions.changeSecondFactor)
  @ZodResponse({ status: 200, type: RecoveryCodesDto })
  async renewRecoveryCodes(@TheActor() actor: SignedIn) {
    return { codes: await this.own.renewRecoveryCodes(actor) };
  }

  @Post('members/:id/second-factor-link')
  @HttpCode(200)
  @Action(actions.handOverFactorReset)
  @ZodResponse({ status: 200, type: ResetLinkDto })
  handOverReset(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string): Promise<ResetLink> {
    return this.resets.handOver(actor, id);
  }

  /** Says before a password is asked for that a link is no good. */
  @Get('second-factor/reset/look')
  @Action(actions.useFactorResetAction)
  @ZodResponse({ status: 200, type: DoneDto })
  async lookAtReset(@Query() query: LookQuery) {
    await this.resets.look(query.secret);
    return finished;
  }

  @Post('second-factor/reset')
  @HttpCode(200)
  @Action(actions.useFactorResetAction)
  @ZodResponse({ status: 200, type: DoneDto })
  async useReset(@Body() body: UseResetBody) {
    await this.resets.use(body.secret, body.password);
    return finished;
  }
}
