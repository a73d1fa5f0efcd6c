import { Controller, Get } from '@nestjs/common';
import { impactReviewView, type ImpactReviewView } from '@throughline/contracts';
import type { SignedIn } from '@throughline/kernel';
import { Action, TheActor } from '@throughline/platform';
import { createZodDto, ZodResponse } from 'nestjs-zod';
import { publish } from '../published/published.policy';
import { ImpactReviews } from './reviews.service';

class ImpactReviewDto extends createZodDto(impactReviewView) {}

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
