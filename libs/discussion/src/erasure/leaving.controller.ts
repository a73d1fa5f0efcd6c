import { Body, Controller, Get, HttpCode, Post, Put, Query, Res } from '@nestjs/common';
import { done, leave, leavingPage, leavingPosts, type LeavingView, leavingView } from '@throughline/contracts';
import { leaveForGood, SignIns } from '@throughline/identity';
import type { SignedIn } from '@throughline/kernel';
import { Action, dtoOf, TheActor, ZodResponse } from '@throughline/platform';
import type { FastifyReply } from 'fastify';
import { LeavingPosts } from './leaving-posts.service';

class LeavingDto extends dtoOf(() => leavingView) {}
class PageQuery extends dtoOf(() => leavingPage) {}
class PostsBody extends dtoOf(() => leavingPosts) {}
class LeaveBody extends dtoOf(() => leave) {}
class DoneDto extends dtoOf(() => done) {}

const finished = { done: true } as const;

/** Leaving: what it means, what becomes of each post, and doing it. */
@Controller('api/own/leaving')
export class LeavingController {
  constructor(
    private readonly posts: LeavingPosts,
    private readonly signIns: SignIns,
  ) {}

  @Get()
  @Action(leaveForGood)
  @ZodResponse({ status: 200, type: LeavingDto })
  view(@TheActor() actor: SignedIn, @Query() query: PageQuery): Promise<LeavingView> {
    return this.posts.view(actor, query.page ?? 1);
  }

  @Put('posts')
  @Action(leaveForGood)
  @ZodResponse({ status: 200, type: DoneDto })
  async choose(@TheActor() actor: SignedIn, @Body() body: PostsBody) {
    await this.posts.choose(actor, body);
    return finished;
  }

  @Post()
  @HttpCode(200)
  @Action(leaveForGood)
  @ZodResponse({ status: 200, type: DoneDto })
  async leave(@TheActor() actor: SignedIn, @Body() body: LeaveBody, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.posts.leave(actor, body);
    void reply.header('set-cookie', this.signIns.emptyCookie.header);
    return finished;
  }
}
