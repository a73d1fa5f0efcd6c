import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  claimReview as claimRequest,
  done,
  reviewQueue,
  type ReviewQueue,
  waitingPublish,
  waitingQuestion,
  waitingRefusal,
} from '@throughline/contracts';
import { askForChange, declineWaiting, publishWaiting, Review } from '@throughline/discussion';
import type { SignedIn } from '@throughline/kernel';
import { Action, IdPipe, TheActor } from '@throughline/platform';
import { createZodDto, ZodResponse } from 'nestjs-zod';
import { ReviewQueueService } from './review-queue.service';
import { claimReview, readReview } from './review.policy';

class QueueDto extends createZodDto(reviewQueue) {}
class DoneDto extends createZodDto(done) {}
class ClaimBody extends createZodDto(claimRequest) {}
class PublishBody extends createZodDto(waitingPublish) {}
class QuestionBody extends createZodDto(waitingQuestion) {}
class RefusalBody extends createZodDto(waitingRefusal) {}

const answered = { done: true } as const;

/** The queue of moderators. */
@Controller('api/review')
export class ReviewController {
  constructor(private readonly queue: ReviewQueueService) {}

  @Get()
  @Action(readReview)
  @ZodResponse({ status: 200, type: QueueDto })
  read(@TheActor() actor: SignedIn): Promise<ReviewQueue> {
    return this.queue.read(actor);
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
