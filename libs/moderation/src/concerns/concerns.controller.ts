import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import {
  concernClosing,
  concernForm,
  type ConcernForm,
  type ConcernList,
  concernList,
  concernNote,
  type ConcernSent,
  concernSent,
  type ConcernView,
  concernView,
  done,
  handOver,
  type HelpNow,
  helpNow,
  id,
  leadLetter,
  leadPhone,
  letterAnswer,
  type LetterList,
  letterList,
  newConcern,
  safeguardingEdit,
  type SafeguardingSettings,
  safeguardingSettings,
} from '@throughline/contracts';
import type { SignedIn } from '@throughline/kernel';
import { Action, dtoOf, IdPipe, TheActor, ZodResponse } from '@throughline/platform';
import { z } from 'zod';
import {
  answerLetter,
  listConcerns,
  readConcern,
  readHelp,
  readLetters,
  reportConcern,
  setSafeguarding,
  workOnConcern,
} from './concern.policy';
import { ConcernWork } from './concern-work.service';
import { ConcernsService } from './concerns.service';
import { SafeguardingService } from './safeguarding.service';

class HelpDto extends dtoOf(() => helpNow) {}
class FormDto extends dtoOf(() => concernForm) {}
class FormQuery extends dtoOf(() => z.strictObject({ post: id.optional() })) {}
class SentDto extends dtoOf(() => concernSent) {}
class ListDto extends dtoOf(() => concernList) {}
class ConcernDto extends dtoOf(() => concernView) {}
class LettersDto extends dtoOf(() => letterList) {}
class SettingsDto extends dtoOf(() => safeguardingSettings) {}
class DoneDto extends dtoOf(() => done) {}
class NewConcernBody extends dtoOf(() => newConcern) {}
class NoteBody extends dtoOf(() => concernNote) {}
class HandOverBody extends dtoOf(() => handOver) {}
class LeadLetterBody extends dtoOf(() => leadLetter) {}
class ClosingBody extends dtoOf(() => concernClosing) {}
class LetterAnswerBody extends dtoOf(() => letterAnswer) {}
class SettingsBody extends dtoOf(() => safeguardingEdit) {}
class PhoneBody extends dtoOf(() => leadPhone) {}
class NothingBody extends dtoOf(() => z.strictObject({})) {}

@Controller('api/help')
export class HelpController {
  constructor(private readonly safeguarding: SafeguardingService) {}

  @Get()
  @Action(readHelp)
  @ZodResponse({ status: 200, type: HelpDto })
  now(): Promise<HelpNow> {
    return this.safeguarding.help();
  }
}

@Controller('api/concerns')
export class ConcernsController {
  constructor(
    private readonly concerns: ConcernsService,
    private readonly concernWork: ConcernWork,
  ) {}

  @Get('form')
  @Action(reportConcern)
  @ZodResponse({ status: 200, type: FormDto })
  form(@TheActor() actor: SignedIn, @Query() { post }: FormQuery): Promise<ConcernForm> {
    return this.concerns.form(actor, post);
  }

  /** Taken also when other writes are refused (safety.md R10): see `neverShed` in the pipeline. */
  @Post()
  @Action(reportConcern)
  @ZodResponse({ status: 201, type: SentDto })
  report(@TheActor() actor: SignedIn, @Body() body: NewConcernBody): Promise<ConcernSent> {
    return this.concerns.report(actor, body);
  }

  @Get()
  @Action(listConcerns)
  @ZodResponse({ status: 200, type: ListDto })
  list(@TheActor() actor: SignedIn): Promise<ConcernList> {
    return this.concernWork.list(actor);
  }

  @Get(':id')
  @Action(readConcern)
  @ZodResponse({ status: 200, type: ConcernDto })
  read(@TheActor() actor: SignedIn, @Param('id', IdPipe) concern: string): Promise<ConcernView> {
    return this.concernWork.read(actor, concern);
  }

  @Post(':id/answer')
  @HttpCode(200)
  @Action(workOnConcern)
  @ZodResponse({ status: 200, type: ConcernDto })
  answer(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) concern: string,
    @Body() _: NothingBody,
  ): Promise<ConcernView> {
    return this.concernWork.answer(actor, concern);
  }

  @Post(':id/hand-over')
  @HttpCode(200)
  @Action(workOnConcern)
  @ZodResponse({ status: 200, type: ConcernDto })
  handOver(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) concern: string,
    @Body() body: HandOverBody,
  ): Promise<ConcernView> {
    return this.concernWork.handOver(actor, concern, body.to);
  }

  @Post(':id/notes')
  @Action(workOnConcern)
  @ZodResponse({ status: 201, type: ConcernDto })
  note(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) concern: string,
    @Body() body: NoteBody,
  ): Promise<ConcernView> {
    return this.concernWork.note(actor, concern, body);
  }

  @Post(':id/letters')
  @Action(workOnConcern)
  @ZodResponse({ status: 201, type: ConcernDto })
  write(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) concern: string,
    @Body() body: LeadLetterBody,
  ): Promise<ConcernView> {
    return this.concernWork.write(actor, concern, body);
  }

  @Post(':id/close')
  @HttpCode(200)
  @Action(workOnConcern)
  @ZodResponse({ status: 200, type: ConcernDto })
  close(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) concern: string,
    @Body() body: ClosingBody,
  ): Promise<ConcernView> {
    return this.concernWork.close(actor, concern, body);
  }
}

@Controller('api/letters')
export class LettersController {
  constructor(private readonly concerns: ConcernsService) {}

  @Get()
  @Action(readLetters)
  @ZodResponse({ status: 200, type: LettersDto })
  list(@TheActor() actor: SignedIn): Promise<LetterList> {
    return this.concerns.letters(actor);
  }

  @Post(':id')
  @Action(answerLetter)
  @ZodResponse({ status: 201, type: LettersDto })
  answer(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) letter: string,
    @Body() body: LetterAnswerBody,
  ): Promise<LetterList> {
    return this.concerns.answer(actor, letter, body);
  }
}

@Controller('api/safeguarding')
export class SafeguardingController {
  constructor(private readonly safeguarding: SafeguardingService) {}

  @Get()
  @Action(setSafeguarding)
  @ZodResponse({ status: 200, type: SettingsDto })
  view(@TheActor() actor: SignedIn): Promise<SafeguardingSettings> {
    return this.safeguarding.view(actor);
  }

  @Put()
  @Action(setSafeguarding)
  @ZodResponse({ status: 200, type: SettingsDto })
  edit(@TheActor() actor: SignedIn, @Body() body: SettingsBody): Promise<SafeguardingSettings> {
    return this.safeguarding.edit(actor, body);
  }

  @Put('phone')
  @Action(listConcerns)
  @ZodResponse({ status: 200, type: DoneDto })
  async phone(@TheActor() actor: SignedIn, @Body() body: PhoneBody): Promise<{ done: true }> {
    await this.safeguarding.setPhone(actor, body.phone);
    return { done: true };
  }
}
