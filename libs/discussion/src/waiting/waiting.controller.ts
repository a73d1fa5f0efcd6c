import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import {
  askForAliasPosts,
  done,
  ownPosts,
  type OwnPosts,
  waitingEdit,
  waitingList,
  type WaitingList,
  waitingPublish,
  waitingQuestion,
  waitingRefusal,
  waitingView,
  type WaitingView,
} from '@throughline/contracts';
import type { SignedIn } from '@throughline/kernel';
import { Action, IdPipe, TheActor } from '@throughline/platform';
import { createZodDto, ZodResponse } from 'nestjs-zod';
import { z } from 'zod';
import { OwnPostsService } from '../personas/own-posts.service';
import { OwnWaiting } from './own-waiting.service';
import { Review } from './review.service';
import {
  askForChange,
  changeWaiting,
  declineWaiting,
  letGoOfAlias,
  listWaiting,
  publishWaiting,
  readOwnPosts,
  readOwnWaiting,
  withdrawWaiting,
} from './waiting.policy';

class WaitingDto extends createZodDto(waitingView) {}
class WaitingListDto extends createZodDto(waitingList) {}
class OwnPostsDto extends createZodDto(ownPosts) {}
class DoneDto extends createZodDto(done) {}
class PublishBody extends createZodDto(waitingPublish) {}
class QuestionBody extends createZodDto(waitingQuestion) {}
class RefusalBody extends createZodDto(waitingRefusal) {}
class EditBody extends createZodDto(waitingEdit) {}
class PasswordBody extends createZodDto(askForAliasPosts) {}
class NothingBody extends createZodDto(z.strictObject({})) {}

const answered = { done: true } as const;

/** What waits, for who checks it. */
@Controller('api/waiting')
export class WaitingController {
  constructor(private readonly review: Review) {}

  @Get()
  @Action(listWaiting)
  @ZodResponse({ status: 200, type: WaitingListDto })
  list(@TheActor() actor: SignedIn): Promise<WaitingList> {
    return this.review.list(actor);
  }

  @Post(':id/publish')
  @HttpCode(200)
  @Action(publishWaiting)
  @ZodResponse({ status: 200, type: DoneDto })
  async publish(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string, @Body() body: PublishBody) {
    await this.review.publish(actor, id, body.contentNote ?? null);
    return answered;
  }

  @Post(':id/ask')
  @HttpCode(200)
  @Action(askForChange)
  @ZodResponse({ status: 200, type: WaitingDto })
  ask(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string, @Body() body: QuestionBody): Promise<WaitingView> {
    return this.review.ask(actor, id, body.text);
  }

  @Post(':id/decline')
  @HttpCode(200)
  @Action(declineWaiting)
  @ZodResponse({ status: 200, type: DoneDto })
  async decline(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string, @Body() body: RefusalBody) {
    await this.review.decline(actor, id, body.reason);
    return answered;
  }
}

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
  list(@TheActor() actor: SignedIn): Promise<OwnPosts> {
    return this.posts.named(actor);
  }

  /** Those under aliases too: told once, for the password. */
  @Post('alias-posts')
  @HttpCode(200)
  @Action(readOwnPosts)
  @ZodResponse({ status: 200, type: OwnPostsDto })
  listOfAliases(@TheActor() actor: SignedIn, @Body() body: PasswordBody): Promise<OwnPosts> {
    return this.posts.underAliases(actor, body.password);
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
