import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import {
  done,
  flagRemoval,
  type FlagSent,
  flagSent,
  flagStays,
  type FromModerators,
  fromModerators,
  newFlag,
  type WrongForm,
  wrongQuery,
  wrongForm,
} from '@throughline/contracts';
import { type PictureAt, PictureOf, Pictures, sendPicture, ThePicture } from '@throughline/discussion';
import type { SignedIn } from '@throughline/kernel';
import { Action, dtoOf, IdPipe, TheActor, ZodResponse } from '@throughline/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ReviewQueueService } from '../review/review-queue.service';
import { decideFlag, readFromModerators, reportPost } from './flag.policy';
import { FlagReview } from './flag-review.service';
import { FlagsService } from './flags.service';
import { FlagsTold } from './flags-told';

class WrongQuery extends dtoOf(() => wrongQuery) {}
class FormDto extends dtoOf(() => wrongForm) {}
class NewFlagBody extends dtoOf(() => newFlag) {}
class SentDto extends dtoOf(() => flagSent) {}
class StaysBody extends dtoOf(() => flagStays) {}
class RemovalBody extends dtoOf(() => flagRemoval) {}
class FromModeratorsDto extends dtoOf(() => fromModerators) {}
class DoneDto extends dtoOf(() => done) {}
class NothingBody extends dtoOf(() => z.strictObject({})) {}

const finished = { done: true } as const;

/** "Something is wrong", beside every post. */
@Controller('api')
export class WrongController {
  constructor(private readonly flags: FlagsService) {}

  @Get('threads/:id/wrong')
  @Action(reportPost)
  @ZodResponse({ status: 200, type: FormDto })
  form(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) thread: string,
    @Query() { number, what }: WrongQuery,
  ): Promise<WrongForm> {
    return this.flags.form(actor, thread, number, what === 'safe');
  }

  @Post('posts/:id/flags')
  @Action(reportPost)
  @ZodResponse({ status: 201, type: SentDto })
  report(@TheActor() actor: SignedIn, @Param('id', IdPipe) post: string, @Body() body: NewFlagBody): Promise<FlagSent> {
    return this.flags.report(actor, post, body);
  }
}

/** What is decided about posts that were reported. */
@Controller('api/flags')
export class FlagsController {
  constructor(
    private readonly queue: ReviewQueueService,
    private readonly review: FlagReview,
    private readonly pictures: Pictures,
  ) {}

  @PictureOf(':id', decideFlag)
  async picture(@TheActor() actor: SignedIn, @ThePicture() at: PictureAt, @Res() reply: FastifyReply): Promise<void> {
    sendPicture(reply, await this.pictures.readOf(await this.review.picturesOf(actor, at.id), at));
  }

  @Post(':id/stays')
  @HttpCode(200)
  @Action(decideFlag)
  @ZodResponse({ status: 200, type: DoneDto })
  async stays(@TheActor() actor: SignedIn, @Param('id', IdPipe) flag: string, @Body() body: StaysBody) {
    await this.queue.decide(actor, flag, () => this.review.stays(actor, flag, body), { ends: true });
    return finished;
  }

  @Post(':id/remove')
  @HttpCode(200)
  @Action(decideFlag)
  @ZodResponse({ status: 200, type: DoneDto })
  async remove(@TheActor() actor: SignedIn, @Param('id', IdPipe) flag: string, @Body() body: RemovalBody) {
    await this.queue.decide(actor, flag, () => this.review.remove(actor, flag, body), { ends: true });
    return finished;
  }
}

/** What moderators have to say to somebody. */
@Controller('api/own/from-moderators')
export class FromModeratorsController {
  constructor(private readonly told: FlagsTold) {}

  @Get()
  @Action(readFromModerators)
  @ZodResponse({ status: 200, type: FromModeratorsDto })
  list(@TheActor() actor: SignedIn): Promise<FromModerators> {
    return this.told.fromModerators(actor);
  }

  @Post(':id/seen')
  @HttpCode(200)
  @Action(readFromModerators)
  @ZodResponse({ status: 200, type: DoneDto })
  async seen(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string, @Body() _: NothingBody) {
    await this.told.seenAsAlias(actor, id);
    return finished;
  }
}
