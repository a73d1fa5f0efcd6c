import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import {
  done,
  lookOutside,
  newOutside,
  outsideAnswer,
  outsideAsking,
  type OutsideCard,
  outsideCard,
  type OutsideList,
  outsideList,
  type OutsidePage,
  outsidePage,
  outsideReminder,
  outsideReply,
  type OutsideRequestView,
  outsideRequestView,
  outsideSettling,
} from '@throughline/contracts';
import type { SignedIn } from '@throughline/kernel';
import { Action, dtoOf, IdPipe, TheActor, ZodResponse } from '@throughline/platform';
import { answerOutside, askOutside, lookAtOutside, questionOutside } from './outside.policy';
import { OutsideDoor } from './outside-door.service';
import { OutsideRequests } from './outside-requests.service';

class ListDto extends dtoOf(() => outsideList) {}
class CardDto extends dtoOf(() => outsideCard) {}
class RequestDto extends dtoOf(() => outsideRequestView) {}
class PageDto extends dtoOf(() => outsidePage) {}
class DoneDto extends dtoOf(() => done) {}
class NewBody extends dtoOf(() => newOutside) {}
class ReminderBody extends dtoOf(() => outsideReminder) {}
class ReplyBody extends dtoOf(() => outsideReply) {}
class SettlingBody extends dtoOf(() => outsideSettling) {}
class LookQuery extends dtoOf(() => lookOutside) {}
class AnswerBody extends dtoOf(() => outsideAnswer) {}
class AskingBody extends dtoOf(() => outsideAsking) {}

const finished = { done: true } as const;

/** Asking people outside, and their answers. */
@Controller('api')
export class OutsideController {
  constructor(
    private readonly requests: OutsideRequests,
    private readonly door: OutsideDoor,
  ) {}

  @Get('outcomes/:id/outside')
  @Action(askOutside)
  @ZodResponse({ status: 200, type: ListDto })
  ofOutcome(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string): Promise<OutsideList> {
    return this.requests.list(actor, { about: 'outcomes', id });
  }

  @Post('outcomes/:id/outside')
  @Action(askOutside)
  @ZodResponse({ status: 201, type: CardDto })
  askAboutOutcome(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) id: string,
    @Body() body: NewBody,
  ): Promise<OutsideCard> {
    return this.requests.ask(actor, { about: 'outcomes', id }, body);
  }

  @Get('notes/:id/outside')
  @Action(askOutside)
  @ZodResponse({ status: 200, type: ListDto })
  ofNote(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string): Promise<OutsideList> {
    return this.requests.list(actor, { about: 'notes', id });
  }

  @Post('notes/:id/outside')
  @Action(askOutside)
  @ZodResponse({ status: 201, type: CardDto })
  askAboutNote(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) id: string,
    @Body() body: NewBody,
  ): Promise<OutsideCard> {
    return this.requests.ask(actor, { about: 'notes', id }, body);
  }

  @Post('outside-requests/:id/remind')
  @HttpCode(200)
  @Action(askOutside)
  @ZodResponse({ status: 200, type: CardDto })
  remind(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) id: string,
    @Body() body: ReminderBody,
  ): Promise<OutsideCard> {
    return this.requests.remind(actor, id, body);
  }

  @Delete('outside-requests/:id')
  @Action(askOutside)
  @ZodResponse({ status: 200, type: RequestDto })
  withdraw(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string): Promise<OutsideRequestView> {
    return this.requests.withdraw(actor, id);
  }

  @Put('outside-requests/:id/questions/:question')
  @Action(askOutside)
  @ZodResponse({ status: 200, type: RequestDto })
  reply(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) id: string,
    @Param('question', IdPipe) question: string,
    @Body() body: ReplyBody,
  ): Promise<OutsideRequestView> {
    return this.requests.reply(actor, id, question, body.text);
  }

  @Put('outside-requests/:id/settled')
  @Action(askOutside)
  @ZodResponse({ status: 200, type: RequestDto })
  settle(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) id: string,
    @Body() body: SettlingBody,
  ): Promise<OutsideRequestView> {
    return this.requests.settle(actor, id, body.why);
  }

  /** Whoever holds a link; looking uses nothing up. */
  @Get('outside/look')
  @Action(lookAtOutside)
  @ZodResponse({ status: 200, type: PageDto })
  look(@Query() query: LookQuery): Promise<OutsidePage> {
    // Not counted: nobody guesses 160 random bits.
    return this.door.look(query.secret);
  }

  @Post('outside/answer')
  @HttpCode(200)
  @Action(answerOutside)
  @ZodResponse({ status: 200, type: DoneDto })
  async answer(@Body() body: AnswerBody) {
    await this.door.answer(body);
    return finished;
  }

  @Post('outside/questions')
  @HttpCode(200)
  @Action(questionOutside)
  @ZodResponse({ status: 200, type: DoneDto })
  async question(@Body() body: AskingBody) {
    await this.door.ask(body);
    return finished;
  }
}
