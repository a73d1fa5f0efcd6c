import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import {
  claimReview as claimRequest,
  done,
  reviewQueue,
  type ReviewQueue,
  rotaEdit,
  rotaView,
  type RotaView,
  waitingPublish,
  waitingQuestion,
  waitingRefusal,
} from '@throughline/contracts';
import { askForChange, declineWaiting, publishWaiting, Review } from '@throughline/discussion';
import type { SignedIn } from '@throughline/kernel';
import { Action, dtoOf, IdPipe, TheActor, ZodResponse } from '@throughline/platform';
import { RotaService } from './rota.service';
import { ReviewQueueService } from './review-queue.service';
import { claimReview, readReview, setRota } from './review.policy';

class QueueDto extends dtoOf(() => reviewQueue) {}
class RotaDto extends dtoOf(() => rotaView) {}
class RotaBody extends dtoOf(() => rotaEdit) {}
class DoneDto extends dtoOf(() => done) {}
class ClaimBody extends dtoOf(() => claimRequest) {}
class PublishBody extends dtoOf(() => waitingPublish) {}
class QuestionBody extends dtoOf(() => waitingQuestion) {}
class RefusalBody extends dtoOf(() => waitingRefusal) {}

const answered = { done: true } as const;

/** The queue of moderators. */
@Controller('api/review')
export class ReviewController {
  constructor(
    private readonly queue: ReviewQueueService,
    private readonly rota: RotaService,
  ) {}

  @Get()
  @Action(readReview)
  @ZodResponse({ status: 200, type: QueueDto })
  read(@TheActor() actor: SignedIn): Promise<ReviewQueue> {
    return this.queue.read(actor);
  }

  @Get('rota')
  @Action(readReview)
  @ZodResponse({ status: 200, type: RotaDto })
  readRota(@TheActor() actor: SignedIn): Promise<RotaView> {
    return this.rota.view(actor);
  }

  @Put('rota')
  @Action(setRota)
  @ZodResponse({ status: 200, type: RotaDto })
  setRota(@TheActor() actor: SignedIn, @Body() body: RotaBody): Promise<RotaView> {
    return this.rota.edit(actor, body);
  }

  @Post(':id/claim')
  @HttpCode(200)
  @Action(claimReview)
  @ZodResponse({ status: 200, type: DoneDto })
  async claim(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string, @Body() { take = false }: ClaimBody) {
    await this.queue.claim(actor, id, take);
    return answered;
  }

  @Delete(':id/claim')
  @Action(claimReview)
  @ZodResponse({ status: 200, type: DoneDto })
  async letGo(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string) {
    await this.queue.letGo(actor, id);
    return answered;
  }
}

/** What is decided about words that wait. */
@Controller('api/waiting')
export class WaitingDecisionsController {
  constructor(
    private readonly queue: ReviewQueueService,
    private readonly review: Review,
  ) {}

  @Post(':id/publish')
  @HttpCode(200)
  @Action(publishWaiting)
  @ZodResponse({ status: 200, type: DoneDto })
  async publish(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string, @Body() body: PublishBody) {
    const { revision, contentNote = null } = body;
    await this.queue.decide(actor, id, () => this.review.publish(actor, id, revision, contentNote), { ends: true });
    return answered;
  }

  @Post(':id/ask')
  @HttpCode(200)
  @Action(askForChange)
  @ZodResponse({ status: 200, type: DoneDto })
  async ask(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string, @Body() { revision, text }: QuestionBody) {
    await this.queue.decide(actor, id, () => this.review.ask(actor, id, revision, text));
    return answered;
  }

  @Post(':id/decline')
  @HttpCode(200)
  @Action(declineWaiting)
  @ZodResponse({ status: 200, type: DoneDto })
  async decline(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) id: string,
    @Body() { revision, reason }: RefusalBody,
  ) {
    await this.queue.decide(actor, id, () => this.review.decline(actor, id, revision, reason));
    return answered;
  }
}
