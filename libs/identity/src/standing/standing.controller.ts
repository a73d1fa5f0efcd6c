import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { done, stillWithUs, toAskList, type ToAskList } from '@throughline/contracts';
import { Policies, type SignedIn } from '@throughline/kernel';
import { Action, dtoOf, IdPipe, TheActor, ZodResponse } from '@throughline/platform';
import { z } from 'zod';
import { confirmStillHere, listToAsk, openAccess, pauseAccess } from '../identity.policy';
import { People } from '../people/people';
import { Standing, toAskAbout } from './standing.service';
import { YearlyAsking } from './yearly-asking';

class DoneDto extends dtoOf(() => done) {}
class NothingBody extends dtoOf(() => z.strictObject({})) {}
class StillWithUsBody extends dtoOf(() => stillWithUs) {}
class ToAskDto extends dtoOf(() => toAskList) {}

const finished = { done: true } as const;

/** Access that ends, and is opened again. */
@Controller('api')
export class StandingController {
  constructor(
    private readonly standing: Standing,
    private readonly yearly: YearlyAsking,
    private readonly people: People,
    private readonly policies: Policies,
  ) {}

  @Post('still-here')
  @HttpCode(200)
  @Action(confirmStillHere)
  @ZodResponse({ status: 200, type: DoneDto })
  async confirm(@TheActor() actor: SignedIn, @Body() _: NothingBody) {
    await this.yearly.confirm(actor);
    return finished;
  }

  @Get('people-to-ask')
  @Action(listToAsk)
  @ZodResponse({ status: 200, type: ToAskDto })
  async toAsk(@TheActor() actor: SignedIn): Promise<ToAskList> {
    const members = await this.standing.toAsk();
    const views = await this.people.presentMembers(members);
    return {
      people: members.flatMap((member, index) => {
        const view = views[index];
        const asked = toAskAbout(member);
        if (!view || !asked) return [];
        const { id, name, role, organisation, hasMail } = view;
        const mayOpen = this.policies.can(actor, openAccess, { memberId: id, role });
        return [{ id, name, role, organisation, hasMail, why: asked.why, since: asked.since.toISOString(), mayOpen }];
      }),
    };
  }

  @Post('members/:id/still-with-us')
  @HttpCode(200)
  @Action(openAccess)
  @ZodResponse({ status: 200, type: DoneDto })
  async open(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string, @Body() body: StillWithUsBody) {
    await this.standing.stillWithUs(actor, id, body.how);
    return finished;
  }

  @Post('members/:id/address-gone')
  @HttpCode(200)
  @Action(pauseAccess)
  @ZodResponse({ status: 200, type: DoneDto })
  async addressGone(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string, @Body() _: NothingBody) {
    await this.standing.addressIsGone(actor, id);
    return finished;
  }
}
