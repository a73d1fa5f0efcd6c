import { Body, Controller, Delete, Get, Param, Put } from '@nestjs/common';
import {
  type PublishedFront,
  publishedFront,
  publishedView,
  type PublishedView,
  publishingView,
  type PublishingView,
  publishRequest,
} from '@throughline/contracts';
import { publishedKinds } from '@throughline/contracts/names';
import { notFound, type SignedIn } from '@throughline/kernel';
import { Action, dtoOf, IdPipe, TheActor, ZodResponse } from '@throughline/platform';
import { publish, readPublished } from './published.policy';
import { Published } from './published.service';
import { PublishingService } from './publishing.service';

class PublishedDto extends dtoOf(() => publishedView) {}
class PublishedShortDto extends dtoOf(() => publishedFront) {}
class PublishingDto extends dtoOf(() => publishingView) {}
class PublishBody extends dtoOf(() => publishRequest) {}

@Controller('api')
export class PublishedController {
  constructor(
    private readonly published: Published,
    private readonly publishing: PublishingService,
  ) {}

  @Get('changes')
  @Action(readPublished)
  @ZodResponse({ status: 200, type: PublishedDto })
  all(): Promise<PublishedView> {
    return this.published.view();
  }

  @Get('changes/short')
  @Action(readPublished)
  @ZodResponse({ status: 200, type: PublishedShortDto })
  async short(): Promise<PublishedFront> {
    return { published: await this.published.short() };
  }

  @Get('publishing/:kind/:id')
  @Action(publish)
  @ZodResponse({ status: 200, type: PublishingDto })
  view(
    @TheActor() actor: SignedIn,
    @Param('kind') kind: string,
    @Param('id', IdPipe) id: string,
  ): Promise<PublishingView> {
    return this.publishing.view(actor, kindOf(kind), id);
  }

  @Put('publishing/:kind/:id')
  @Action(publish)
  @ZodResponse({ status: 200, type: PublishingDto })
  publish(
    @TheActor() actor: SignedIn,
    @Param('kind') kind: string,
    @Param('id', IdPipe) id: string,
    @Body() body: PublishBody,
  ): Promise<PublishingView> {
    return this.publishing.publish(actor, kindOf(kind), id, body);
  }

  @Delete('publishing/:kind/:id')
  @Action(publish)
  @ZodResponse({ status: 200, type: PublishingDto })
  takeBack(
    @TheActor() actor: SignedIn,
    @Param('kind') kind: string,
    @Param('id', IdPipe) id: string,
  ): Promise<PublishingView> {
    return this.publishing.takeBack(actor, kindOf(kind), id);
  }
}

/** Throws `not-found` where nothing of that name is published. */
function kindOf(name: string) {
  const kind = publishedKinds.find((one) => one === name);
  if (!kind) throw notFound();
  return kind;
}
