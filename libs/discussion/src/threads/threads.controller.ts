import { Body, Controller, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import {
  done,
  id,
  mergeThread,
  movePosts,
  newPost,
  newThread,
  reading,
  type ReadingView,
  readMark,
  summaryAnswer,
  summaryEdit,
  threadEdit,
  threadBeginning,
  type ThreadBeginning,
  threadList,
  type ThreadList,
  threadPage,
  threadView,
  type ThreadView,
  waitingView,
  type WaitingView,
  type WrittenPost,
  writtenPost,
} from '@throughline/contracts';
import type { SignedIn } from '@throughline/kernel';
import { Action, dtoOf, IdPipe, TheActor, WrittenAnswer, ZodResponse } from '@throughline/platform';
import { z } from 'zod';
import { MovesService } from '../moves/moves.service';
import { createPost } from '../posts/post.policy';
import { PostsService } from '../posts/posts.service';
import { Beginnings } from './beginnings.service';
import { ThreadListsService } from './thread-lists.service';
import { ThreadPagesService } from './thread-pages.service';
import {
  editThread,
  listThreads,
  mergeThreads,
  movePostsAway,
  readThread,
  startThread,
  offerSummary,
  summariseThread,
} from './thread.policy';
import { ThreadsService } from './threads.service';

class ThreadDto extends dtoOf(() => threadView) {}
class ThreadListDto extends dtoOf(() => threadList) {}
class ThreadPageDto extends dtoOf(() => threadPage) {}
const WrittenPostDto = dtoOf(() => writtenPost);
const BegunDto = dtoOf(() => z.union([threadView, waitingView]));
class BeginningDto extends dtoOf(() => threadBeginning) {}
class ReadingDto extends dtoOf(() => reading) {}
class NewThreadBody extends dtoOf(() => newThread) {}
class ThreadEditBody extends dtoOf(() => threadEdit) {}
class SummaryBody extends dtoOf(() => summaryEdit) {}
class SummaryAnswerBody extends dtoOf(() => summaryAnswer) {}
class NewPostBody extends dtoOf(() => newPost) {}
class DoneDto extends dtoOf(() => done) {}
class MoveBody extends dtoOf(() => movePosts) {}
class MergeBody extends dtoOf(() => mergeThread) {}
class ReadBody extends dtoOf(() => readMark) {}
class ListQuery extends dtoOf(() =>
  z.strictObject({
    theme: id.optional(),
    session: id.optional(),
    circle: id.optional(),
    unread: z.literal('true').optional(),
    after: z.string().max(10).optional(),
  }),
) {}
const place = z.coerce.number().int().min(1).max(1_000_000_000).optional();
class PlaceQuery extends dtoOf(() => z.strictObject({ page: place, number: place })) {}

@Controller('api/threads')
export class ThreadsController {
  constructor(
    private readonly threads: ThreadsService,
    private readonly lists: ThreadListsService,
    private readonly pages: ThreadPagesService,
    private readonly posts: PostsService,
    private readonly moves: MovesService,
    private readonly beginnings: Beginnings,
  ) {}

  @Get()
  @Action(listThreads)
  @ZodResponse({ status: 200, type: ThreadListDto })
  list(@TheActor() actor: SignedIn, @Query() query: ListQuery): Promise<ThreadList> {
    return this.lists.list(actor, { ...query, unread: query.unread === 'true' });
  }

  @Post()
  @Action(startThread)
  @ZodResponse({ status: 201, type: BegunDto })
  create(@TheActor() actor: SignedIn, @Body() body: NewThreadBody): Promise<ThreadView | WaitingView> {
    return this.threads.create(actor, body);
  }

  /** What a page for a new thread needs: a key of its own, and the names that its writer may take in it. */
  @Get('beginning')
  @Action(startThread)
  @ZodResponse({ status: 200, type: BeginningDto })
  beginning(@TheActor() actor: SignedIn): Promise<ThreadBeginning> {
    return this.beginnings.view(actor);
  }

  @Get(':id/page')
  @Action(readThread)
  @WrittenAnswer(ThreadPageDto)
  page(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) threadId: string,
    @Query() query: PlaceQuery,
  ): Promise<Buffer> {
    return this.pages.page(actor, threadId, query);
  }

  @Patch(':id')
  @Action(editThread)
  @ZodResponse({ status: 200, type: ThreadDto })
  edit(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) threadId: string,
    @Body() body: ThreadEditBody,
  ): Promise<ThreadView> {
    return this.threads.edit(actor, threadId, body);
  }

  /** A moderator's words stand at once; a member's are an offer. */
  @Put(':id/summary')
  @Action(offerSummary)
  @ZodResponse({ status: 200, type: ThreadDto })
  summarise(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) threadId: string,
    @Body() body: SummaryBody,
  ): Promise<ThreadView> {
    return this.threads.summarise(actor, threadId, body);
  }

  @Post(':id/summary/answer')
  @HttpCode(200)
  @Action(summariseThread)
  @ZodResponse({ status: 200, type: ThreadDto })
  answerSummary(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) threadId: string,
    @Body() body: SummaryAnswerBody,
  ): Promise<ThreadView> {
    return this.threads.answerOfferedSummary(actor, threadId, body);
  }

  @Post(':id/posts')
  @Action(createPost)
  @ZodResponse({ status: 201, type: WrittenPostDto })
  write(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) threadId: string,
    @Body() body: NewPostBody,
  ): Promise<WrittenPost> {
    return this.posts.create(actor, threadId, body);
  }

  @Post(':id/read')
  @HttpCode(200)
  @Action(readThread)
  @ZodResponse({ status: 200, type: ReadingDto })
  read(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) threadId: string,
    @Body() body: ReadBody,
  ): Promise<ReadingView> {
    return this.pages.markRead(actor, threadId, body.ranges);
  }

  @Post(':id/move')
  @HttpCode(200)
  @Action(movePostsAway)
  @ZodResponse({ status: 200, type: DoneDto })
  async move(@TheActor() actor: SignedIn, @Param('id', IdPipe) threadId: string, @Body() body: MoveBody) {
    await this.moves.move(actor, threadId, body.numbers, body.to);
    return { done: true } as const;
  }

  @Post(':id/merge')
  @HttpCode(200)
  @Action(mergeThreads)
  @ZodResponse({ status: 200, type: DoneDto })
  async merge(@TheActor() actor: SignedIn, @Param('id', IdPipe) threadId: string, @Body() body: MergeBody) {
    await this.moves.merge(actor, threadId, body.into);
    return { done: true } as const;
  }
}
