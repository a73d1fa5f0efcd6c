import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import {
  done,
  newEvidence,
  newOutcome,
  outcomeEdit,
  type OutcomeList,
  outcomeList,
  outcomeListQuery,
  type OutcomePage,
  outcomePage,
  seenVersion,
  selectedWords,
  type SentencesView,
  sentencesView,
  type VersionList,
  versionList,
} from '@throughline/contracts';
import { linkWords } from '@throughline/discussion';
import type { SignedIn } from '@throughline/kernel';
import { Action, dtoOf, IdPipe, TheActor, ValidationPipe, ZodResponse } from '@throughline/platform';
import { z } from 'zod';
import { SentencesService } from '../evidence/sentences.service';
import { createOutcome, editOutcome, listOutcomes, readOutcome } from './outcome.policy';
import { OutcomesService } from './outcomes.service';

class OutcomeDto extends dtoOf(() => outcomePage) {}
class OutcomeListDto extends dtoOf(() => outcomeList) {}
class VersionListDto extends dtoOf(() => versionList) {}
class SentencesDto extends dtoOf(() => sentencesView) {}
class DoneDto extends dtoOf(() => done) {}
class NewOutcomeBody extends dtoOf(() => newOutcome) {}
class OutcomeEditBody extends dtoOf(() => outcomeEdit) {}
class SeenBody extends dtoOf(() => seenVersion) {}
class NothingBody extends dtoOf(() => z.strictObject({})) {}
class SelectedQuery extends dtoOf(() => selectedWords) {}
class ListQuery extends dtoOf(() => outcomeListQuery) {}
const NewEvidenceBody = dtoOf(() => newEvidence);

@Controller('api')
export class OutcomesController {
  constructor(
    private readonly outcomes: OutcomesService,
    private readonly sentences: SentencesService,
  ) {}

  @Get('posts/:id/sentences')
  @Action(linkWords)
  @ZodResponse({ status: 200, type: SentencesDto })
  of(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) id: string,
    @Query() query: SelectedQuery,
  ): Promise<SentencesView> {
    return this.sentences.of(actor, id, query);
  }

  @Get('outcomes')
  @Action(listOutcomes)
  @ZodResponse({ status: 200, type: OutcomeListDto })
  list(@TheActor() actor: SignedIn, @Query() query: ListQuery): Promise<OutcomeList> {
    return this.outcomes.list(actor, query);
  }

  @Post('outcomes')
  @Action(createOutcome)
  @ZodResponse({ status: 201, type: OutcomeDto })
  create(@TheActor() actor: SignedIn, @Body() body: NewOutcomeBody): Promise<OutcomePage> {
    return this.outcomes.create(actor, body);
  }

  @Get('outcomes/:id')
  @Action(readOutcome)
  @ZodResponse({ status: 200, type: OutcomeDto })
  page(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string): Promise<OutcomePage> {
    return this.outcomes.page(actor, id);
  }

  @Patch('outcomes/:id')
  @Action(editOutcome)
  @ZodResponse({ status: 200, type: OutcomeDto })
  edit(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) id: string,
    @Body() body: OutcomeEditBody,
  ): Promise<OutcomePage> {
    return this.outcomes.edit(actor, id, body);
  }

  @Post('outcomes/:id/record')
  @HttpCode(200)
  @Action(editOutcome)
  @ZodResponse({ status: 200, type: OutcomeDto })
  record(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string, @Body() body: SeenBody): Promise<OutcomePage> {
    return this.outcomes.record(actor, id, body.textVersion);
  }

  @Delete('outcomes/:id')
  @Action(editOutcome)
  @ZodResponse({ status: 200, type: DoneDto })
  async discard(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string) {
    await this.outcomes.discard(actor, id);
    return { done: true } as const;
  }

  @Post('outcomes/:id/evidence')
  @HttpCode(200)
  @Action(editOutcome)
  @ApiBody({ type: NewEvidenceBody })
  @ZodResponse({ status: 200, type: OutcomeDto })
  link(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) id: string,
    // One of several shapes is no class that the pipe could read off the parameter.
    @Body(new ValidationPipe(NewEvidenceBody)) body: z.output<typeof newEvidence>,
  ): Promise<OutcomePage> {
    return this.outcomes.link(actor, id, body);
  }

  @Delete('outcomes/:id/evidence/:evidence')
  @Action(editOutcome)
  @ZodResponse({ status: 200, type: OutcomeDto })
  unlink(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) id: string,
    @Param('evidence', IdPipe) evidence: string,
  ): Promise<OutcomePage> {
    return this.outcomes.unlink(actor, id, evidence);
  }

  @Post('outcomes/:id/looked')
  @HttpCode(200)
  @Action(editOutcome)
  @ZodResponse({ status: 200, type: OutcomeDto })
  looked(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string, @Body() _: NothingBody): Promise<OutcomePage> {
    return this.outcomes.looked(actor, id);
  }

  @Get('outcomes/:id/history')
  @Action(readOutcome)
  @ZodResponse({ status: 200, type: VersionListDto })
  history(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string): Promise<VersionList> {
    return this.outcomes.history(actor, id);
  }
}
