import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import {
  askForAliasPosts,
  done,
  ownPosts,
  type OwnPosts,
  waitingChecker,
  waitingEdit,
  waitingView,
  type WaitingView,
} from '@throughline/contracts';
import type { SignedIn } from '@throughline/kernel';
import { Action, dtoOf, IdPipe, TheActor, ZodResponse } from '@throughline/platform';
import { z } from 'zod';
import { OwnPostsService } from '../personas/own-posts.service';
import { OwnWaiting } from './own-waiting.service';
import { changeWaiting, letGoOfAlias, readOwnPosts, readOwnWaiting, withdrawWaiting } from './waiting.policy';

class WaitingDto extends dtoOf(() => waitingView) {}
class OwnPostsDto extends dtoOf(() => ownPosts) {}
class DoneDto extends dtoOf(() => done) {}
class EditBody extends dtoOf(() => waitingEdit) {}
class CheckerBody extends dtoOf(() => waitingChecker) {}
class PasswordBody extends dtoOf(() => askForAliasPosts) {}
class PartQuery extends dtoOf(() => z.strictObject({ after: z.string().max(10).optional() })) {}
class NothingBody extends dtoOf(() => z.strictObject({})) {}

const answered = { done: true } as const;

/** One's own words: those that wait, those that are out, and the names they were written under. */
@Controller('api/own')
export class OwnWordsController {
  constructor(
    private readonly own: OwnWaiting,
    private readonly posts: OwnPostsService,
  ) {}

  @Get('posts')
  @Action(readOwnPosts)
  @ZodResponse({ status: 200, type: OwnPostsDto })
  list(@TheActor() actor: SignedIn, @Query() { after }: PartQuery): Promise<OwnPosts> {
    return this.posts.named(actor, after);
  }

  /** Those under aliases too: told once, for the password. */
  @Post('alias-posts')
  @HttpCode(200)
  @Action(readOwnPosts)
  @ZodResponse({ status: 200, type: OwnPostsDto })
  listOfAliases(@TheActor() actor: SignedIn, @Body() body: PasswordBody): Promise<OwnPosts> {
    return this.posts.underAliases(actor, body);
  }

  @Get('waiting/:id')
  @Action(readOwnWaiting)
  @ZodResponse({ status: 200, type: WaitingDto })
  one(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string): Promise<WaitingView> {
    return this.own.one(actor, id);
  }

  @Put('waiting/:id')
  @Action(changeWaiting)
  @ZodResponse({ status: 200, type: WaitingDto })
  edit(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string, @Body() body: EditBody): Promise<WaitingView> {
    return this.own.edit(actor, id, body);
  }

  @Put('waiting/:id/checker')
  @Action(changeWaiting)
  @ZodResponse({ status: 200, type: WaitingDto })
  choose(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) id: string,
    @Body() body: CheckerBody,
  ): Promise<WaitingView> {
    return this.own.choose(actor, id, body);
  }

  @Post('waiting/:id/withdraw')
  @HttpCode(200)
  @Action(withdrawWaiting)
  @ZodResponse({ status: 200, type: DoneDto })
  async withdraw(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string, @Body() _: NothingBody) {
    await this.own.withdraw(actor, id);
    return answered;
  }

  @Post('aliases/:id/let-go')
  @HttpCode(200)
  @Action(letGoOfAlias)
  @ZodResponse({ status: 200, type: DoneDto })
  async letGo(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string, @Body() _: NothingBody) {
    await this.posts.letGo(actor, id);
    return answered;
  }
}
