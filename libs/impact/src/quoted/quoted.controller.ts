import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { authorsSay, type QuotedList, quotedList, type QuotedOfPost, quotedOfPost } from '@throughline/contracts';
import { defineAction, type SignedIn } from '@throughline/kernel';
import { Action, dtoOf, IdPipe, TheActor, ZodResponse } from '@throughline/platform';
import { QuotedService } from './quoted.service';
import { QuotedTold } from './quoted-told';

class ListDto extends dtoOf(() => quotedList) {}
class OfPostDto extends dtoOf(() => quotedOfPost) {}
class SayBody extends dtoOf(() => authorsSay) {}

/** Whose the words are is asked of the post. */
const readQuoted = defineAction('quoted.read', 'member');
const sayOfQuoted = defineAction('quoted.say', 'member');

/** What came of somebody's words, to them alone. */
@Controller('api')
export class QuotedController {
  constructor(
    private readonly quoted: QuotedService,
    private readonly told: QuotedTold,
  ) {}

  @Get('own/quoted')
  @Action(readQuoted)
  @ZodResponse({ status: 200, type: ListDto })
  list(@TheActor() actor: SignedIn): Promise<QuotedList> {
    return this.told.toMember(actor);
  }

  @Get('posts/:id/quoted')
  @Action(readQuoted)
  @ZodResponse({ status: 200, type: OfPostDto })
  ofPost(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string): Promise<QuotedOfPost> {
    return this.quoted.ofPost(actor, id);
  }

  @Put('posts/:id/quoted/:evidence')
  @Action(sayOfQuoted)
  @ZodResponse({ status: 200, type: OfPostDto })
  say(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) id: string,
    @Param('evidence', IdPipe) evidence: string,
    @Body() body: SayBody,
  ): Promise<QuotedOfPost> {
    return this.quoted.say(actor, id, evidence, body.text);
  }
}
