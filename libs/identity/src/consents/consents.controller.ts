import { Body, Controller, Get, Put } from '@nestjs/common';
import { consentsEdit, type ConsentsView, consentsView } from '@throughline/contracts';
import type { SignedIn } from '@throughline/kernel';
import { Action, dtoOf, TheActor, ZodResponse } from '@throughline/platform';
import { chooseConsents, readConsents } from '../identity.policy';
import { GeneralConsents } from './general-consents';

class ConsentsDto extends dtoOf(() => consentsView) {}
class ConsentsBody extends dtoOf(() => consentsEdit) {}

@Controller('api/consents')
export class ConsentsController {
  constructor(private readonly consents: GeneralConsents) {}

  @Get()
  @Action(readConsents)
  @ZodResponse({ status: 200, type: ConsentsDto })
  view(@TheActor() actor: SignedIn): Promise<ConsentsView> {
    return this.consents.view(actor);
  }

  @Put()
  @Action(chooseConsents)
  @ZodResponse({ status: 200, type: ConsentsDto })
  choose(@TheActor() actor: SignedIn, @Body() body: ConsentsBody): Promise<ConsentsView> {
    return this.consents.choose(actor, body);
  }
}
