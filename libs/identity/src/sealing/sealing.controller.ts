import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  answerUnsealing,
  askUnsealing,
  type FoundAuthor,
  foundAuthor,
  type KeptView,
  keptView,
  openTold,
  readUnsealing,
  sealingPassphrase,
  sealingSetUp,
  type SealingView,
  sealingView,
  toldNews,
  type ToldView,
  toldView,
  unsealingList,
  type UnsealingSubject,
  unsealingSubject,
  type UnsealingView,
  unsealingView,
} from '@throughline/contracts';
import type { SignedIn } from '@throughline/kernel';
import { Action, dtoOf, IdPipe, TheActor, ZodResponse } from '@throughline/platform';
import { AuthorsTold } from './authors-told';
import { Sealing } from './sealing';
import { SealingLeads } from './sealing-leads';
import * as actions from './sealing.policy';
import { Unsealings } from './unsealings.service';

class SealingDto extends dtoOf(() => sealingView) {}
class SetUpBody extends dtoOf(() => sealingSetUp) {}
class PassphraseBody extends dtoOf(() => sealingPassphrase) {}
class AskBody extends dtoOf(() => askUnsealing) {}
class AnswerBody extends dtoOf(() => answerUnsealing) {}
class ReadBody extends dtoOf(() => readUnsealing) {}
class SubjectDto extends dtoOf(() => unsealingSubject) {}
class UnsealingDto extends dtoOf(() => unsealingView) {}
class UnsealingListDto extends dtoOf(() => unsealingList) {}
class FoundDto extends dtoOf(() => foundAuthor) {}
class NewsDto extends dtoOf(() => toldNews) {}
class ToldBody extends dtoOf(() => openTold) {}
class ToldDto extends dtoOf(() => toldView) {}
class KeptDto extends dtoOf(() => keptView) {}

/** What safeguarding leads do so that two of them can find out who wrote something, and nobody else. */
@Controller('api/sealing')
export class SealingController {
  constructor(private readonly leads: SealingLeads) {}

  @Get()
  @Action(actions.readSealing)
  @ZodResponse({ status: 200, type: SealingDto })
  view(@TheActor() actor: SignedIn): Promise<SealingView> {
    return this.leads.view(actor);
  }

  @Post('set-up')
  @HttpCode(200)
  @Action(actions.setUpSealing)
  @ZodResponse({ status: 200, type: SealingDto })
  setUp(@TheActor() actor: SignedIn, @Body() body: SetUpBody): Promise<SealingView> {
    return this.leads.setUp(actor, body);
  }

  @Post('passphrase')
  @HttpCode(200)
  @Action(actions.setUpSealing)
  @ZodResponse({ status: 200, type: SealingDto })
  changePassphrase(@TheActor() actor: SignedIn, @Body() body: PassphraseBody): Promise<SealingView> {
    return this.leads.changePassphrase(actor, body);
  }
}

/** Requests to find out who wrote something: asked by one lead, answered by another, read by both. */
@Controller('api/unsealings')
export class UnsealingsController {
  constructor(private readonly unsealings: Unsealings) {}

  @Get()
  @Action(actions.listUnsealings)
  @ZodResponse({ status: 200, type: UnsealingListDto })
  async list(@TheActor() actor: SignedIn) {
    return { requests: await this.unsealings.list(actor) };
  }

  @Get('about/:alias')
  @Action(actions.askUnsealing)
  @ZodResponse({ status: 200, type: SubjectDto })
  about(@TheActor() actor: SignedIn, @Param('alias', IdPipe) alias: string): Promise<UnsealingSubject> {
    return this.unsealings.subject(actor, alias);
  }

  @Get(':id')
  @Action(actions.seeUnsealing)
  @ZodResponse({ status: 200, type: UnsealingDto })
  view(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string): Promise<UnsealingView> {
    return this.unsealings.view(actor, id);
  }

  @Post()
  @Action(actions.askUnsealing)
  @ZodResponse({ status: 201, type: UnsealingDto })
  ask(@TheActor() actor: SignedIn, @Body() body: AskBody): Promise<UnsealingView> {
    return this.unsealings.ask(actor, body);
  }

  @Post(':id/answer')
  @HttpCode(200)
  @Action(actions.answerUnsealing)
  @ZodResponse({ status: 200, type: UnsealingDto })
  answer(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string, @Body() body: AnswerBody) {
    return this.unsealings.answer(actor, id, body);
  }

  @Post(':id/read')
  @HttpCode(200)
  @Action(actions.readUnsealed)
  @ZodResponse({ status: 200, type: FoundDto })
  read(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string, @Body() body: ReadBody): Promise<FoundAuthor> {
    return this.unsealings.read(actor, id, body.passphrase);
  }
}

/** What authors are told of it, and everybody of how often it was done. */
@Controller('api')
export class ToldController {
  constructor(
    private readonly told: AuthorsTold,
    private readonly sealing: Sealing,
  ) {}

  @Get('told')
  @Action(actions.readTold)
  @ZodResponse({ status: 200, type: NewsDto })
  async news(@TheActor() actor: SignedIn) {
    return { news: await this.told.hasNews(actor) };
  }

  @Post('told')
  @HttpCode(200)
  @Action(actions.readTold)
  @ZodResponse({ status: 200, type: ToldDto })
  open(@TheActor() actor: SignedIn, @Body() body: ToldBody): Promise<ToldView> {
    return this.told.open(actor, body.password);
  }

  @Get('kept')
  @Action(actions.readKept)
  @ZodResponse({ status: 200, type: KeptDto })
  async kept(): Promise<KeptView> {
    const [{ offered }, found] = await Promise.all([this.sealing.readiness(), this.told.byYear()]);
    return { offered, found };
  }
}
