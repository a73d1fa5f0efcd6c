import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import {
  impactView,
  type ImpactView,
  themeAnswerEdit,
  themeAnswerView,
  type ThemeAnswerView,
} from '@throughline/contracts';
import type { SignedIn } from '@throughline/kernel';
import { Action, dtoOf, IdPipe, TheActor, ZodResponse } from '@throughline/platform';
import { ThemeAnswers } from './theme-answers.service';
import { answerTheme, readImpact } from './whole.policy';
import { WholeImpact } from './whole.service';

class ImpactDto extends dtoOf(() => impactView) {}
class ThemeAnswerDto extends dtoOf(() => themeAnswerView) {}
class ThemeAnswerBody extends dtoOf(() => themeAnswerEdit) {}

@Controller('api')
export class WholeController {
  constructor(
    private readonly whole: WholeImpact,
    private readonly answers: ThemeAnswers,
  ) {}

  @Get('impact')
  @Action(readImpact)
  @ZodResponse({ status: 200, type: ImpactDto })
  view(@TheActor() actor: SignedIn): Promise<ImpactView> {
    return this.whole.view(actor);
  }

  @Get('themes/:id/answer')
  @Action(readImpact)
  @ZodResponse({ status: 200, type: ThemeAnswerDto })
  answer(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string): Promise<ThemeAnswerView> {
    return this.answers.view(actor, id);
  }

  @Put('themes/:id/answer')
  @Action(answerTheme)
  @ZodResponse({ status: 200, type: ThemeAnswerDto })
  write(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) id: string,
    @Body() body: ThemeAnswerBody,
  ): Promise<ThemeAnswerView> {
    return this.answers.write(actor, id, body);
  }
}
