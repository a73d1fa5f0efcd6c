import { Controller, Get } from '@nestjs/common';
import { impactReviewView, type ImpactReviewView } from '@throughline/contracts';
import type { SignedIn } from '@throughline/kernel';
import { Action, dtoOf, TheActor, ZodResponse } from '@throughline/platform';
import { publish } from '../published/published.policy';
import { ImpactReviews } from './reviews.service';

class ImpactReviewDto extends dtoOf(() => impactReviewView) {}

@Controller('api/impact/review')
export class ReviewsController {
  constructor(private readonly reviews: ImpactReviews) {}

  @Get()
  @Action(publish)
  @ZodResponse({ status: 200, type: ImpactReviewDto })
  view(@TheActor() actor: SignedIn): Promise<ImpactReviewView> {
    return this.reviews.view(actor);
  }
}
