import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import {
  circleAnswer,
  circleAsk,
  circleEdit,
  circleList,
  type CircleList,
  circlePage,
  type CirclePage,
  done,
  newCircle,
} from '@throughline/contracts';
import type { SignedIn } from '@throughline/kernel';
import { Action, dtoOf, IdPipe, TheActor, ZodResponse } from '@throughline/platform';
import { z } from 'zod';
import * as actions from './circle.policy';
import { CircleMembers } from './circle-members.service';
import { CirclesService } from './circles.service';

class CircleListDto extends dtoOf(() => circleList) {}
class CircleDto extends dtoOf(() => circlePage) {}
class NewCircleBody extends dtoOf(() => newCircle) {}
class CircleEditBody extends dtoOf(() => circleEdit) {}
class CircleAskBody extends dtoOf(() => circleAsk) {}
class CircleAnswerBody extends dtoOf(() => circleAnswer) {}
class NothingBody extends dtoOf(() => z.strictObject({})) {}
class DoneDto extends dtoOf(() => done) {}

const finished = { done: true } as const;

@Controller('api/circles')
export class CirclesController {
  constructor(
    private readonly circles: CirclesService,
    private readonly members: CircleMembers,
  ) {}

  @Get()
  @Action(actions.listCircles)
  @ZodResponse({ status: 200, type: CircleListDto })
  list(@TheActor() actor: SignedIn): Promise<CircleList> {
    return this.circles.list(actor);
  }

  @Post()
  @Action(actions.createCircle)
  @ZodResponse({ status: 201, type: CircleDto })
  create(@TheActor() actor: SignedIn, @Body() body: NewCircleBody): Promise<CirclePage> {
    return this.circles.create(actor, body);
  }

  @Get(':id')
  @Action(actions.readCircle)
  @ZodResponse({ status: 200, type: CircleDto })
  page(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string): Promise<CirclePage> {
    return this.circles.page(actor, id);
  }

  @Put(':id')
  @Action(actions.editCircle)
  @ZodResponse({ status: 200, type: CircleDto })
  edit(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) id: string,
    @Body() body: CircleEditBody,
  ): Promise<CirclePage> {
    return this.circles.edit(actor, id, body);
  }

  @Delete(':id')
  @Action(actions.deleteCircle)
  @ZodResponse({ status: 200, type: DoneDto })
  async delete(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string) {
    await this.circles.delete(actor, id);
    return finished;
  }

  @Post(':id/close')
  @HttpCode(200)
  @Action(actions.closeCircle)
  @ZodResponse({ status: 200, type: CircleDto })
  close(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string, @Body() _: NothingBody): Promise<CirclePage> {
    return this.circles.close(actor, id);
  }

  @Post(':id/ask')
  @HttpCode(200)
  @Action(actions.askIntoCircle)
  @ZodResponse({ status: 200, type: DoneDto })
  async ask(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string, @Body() body: CircleAskBody) {
    await this.members.ask(actor, id, body.member);
    return finished;
  }

  @Post(':id/answer')
  @HttpCode(200)
  @Action(actions.answerCircle)
  @ZodResponse({ status: 200, type: DoneDto })
  async answer(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string, @Body() body: CircleAnswerBody) {
    await this.members.answer(actor, id, body.yes);
    return finished;
  }

  @Post(':id/leave')
  @HttpCode(200)
  @Action(actions.leaveCircle)
  @ZodResponse({ status: 200, type: DoneDto })
  async leave(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string, @Body() _: NothingBody) {
    await this.members.leave(actor, id);
    return finished;
  }

  @Delete(':id/members/:member')
  @Action(actions.takeOutOfCircle)
  @ZodResponse({ status: 200, type: DoneDto })
  async takeOut(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string, @Param('member', IdPipe) member: string) {
    await this.members.takeOut(actor, id, member);
    return finished;
  }
}
