import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  type AliasStepList,
  aliasStepList,
  done,
  type MemberStepList,
  memberStepList,
  newAliasStep,
  newMemberStep,
  stepEnd,
  stepWord,
} from '@throughline/contracts';
import type { SignedIn } from '@throughline/kernel';
import { Action, dtoOf, IdPipe, TheActor, ZodResponse } from '@throughline/platform';
import { z } from 'zod';
import { answerStep, listSteps, stepAgainstAlias, stepAgainstMember } from './step.policy';
import { StepsService } from './steps.service';

class MemberListDto extends dtoOf(() => memberStepList) {}
class AliasListDto extends dtoOf(() => aliasStepList) {}
class MemberStepBody extends dtoOf(() => newMemberStep) {}
class AliasStepBody extends dtoOf(() => newAliasStep) {}
class EndBody extends dtoOf(() => stepEnd) {}
class WordBody extends dtoOf(() => stepWord) {}
class NothingBody extends dtoOf(() => z.strictObject({})) {}
class DoneDto extends dtoOf(() => done) {}

const finished = { done: true } as const;

/** What moderators do about somebody. */
@Controller('api')
export class StepsController {
  constructor(private readonly steps: StepsService) {}

  @Get('members/:id/steps')
  @Action(listSteps)
  @ZodResponse({ status: 200, type: MemberListDto })
  ofMember(@TheActor() actor: SignedIn, @Param('id', IdPipe) member: string): Promise<MemberStepList> {
    return this.steps.ofMember(actor, member);
  }

  @Post('members/:id/steps')
  @Action(stepAgainstMember)
  @ZodResponse({ status: 201, type: DoneDto })
  async takeAgainstMember(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) member: string,
    @Body() body: MemberStepBody,
  ) {
    await this.steps.takeAgainstMember(actor, member, body);
    return finished;
  }

  @Get('aliases/:id/steps')
  @Action(stepAgainstAlias)
  @ZodResponse({ status: 200, type: AliasListDto })
  ofAlias(@TheActor() actor: SignedIn, @Param('id', IdPipe) alias: string): Promise<AliasStepList> {
    return this.steps.ofAlias(actor, alias);
  }

  @Post('aliases/:id/steps')
  @Action(stepAgainstAlias)
  @ZodResponse({ status: 201, type: DoneDto })
  async takeAgainstAlias(@TheActor() actor: SignedIn, @Param('id', IdPipe) alias: string, @Body() body: AliasStepBody) {
    await this.steps.takeAgainstAlias(actor, alias, body);
    return finished;
  }

  @Post('steps/:id/end')
  @HttpCode(200)
  @Action(listSteps)
  @ZodResponse({ status: 200, type: DoneDto })
  async end(@TheActor() actor: SignedIn, @Param('id', IdPipe) step: string, @Body() body: EndBody) {
    await this.steps.end(actor, step, body);
    return finished;
  }

  @Post('steps/:id/words')
  @Action(listSteps)
  @ZodResponse({ status: 201, type: DoneDto })
  async write(@TheActor() actor: SignedIn, @Param('id', IdPipe) step: string, @Body() body: WordBody) {
    await this.steps.write(actor, step, body);
    return finished;
  }

  /** Whom it is about answers. */
  @Post('own/steps/:id/answer')
  @Action(answerStep)
  @ZodResponse({ status: 201, type: DoneDto })
  async answer(@TheActor() actor: SignedIn, @Param('id', IdPipe) step: string, @Body() body: WordBody) {
    await this.steps.answer(actor, step, body);
    return finished;
  }

  @Post('own/steps/:id/seen')
  @HttpCode(200)
  @Action(answerStep)
  @ZodResponse({ status: 200, type: DoneDto })
  async seen(@TheActor() actor: SignedIn, @Param('id', IdPipe) step: string, @Body() _: NothingBody) {
    await this.steps.seen(actor, step);
    return finished;
  }
}
