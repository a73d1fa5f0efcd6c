import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import {
  done,
  postEdit,
  postSource,
  postUsesEdit,
  type PostUsesView,
  postUsesView,
  type PostSource,
  postView,
  type PostView,
  preview,
  previewView,
  reaction,
  removal,
  type RevisionList,
  revisionList,
  type WrittenPost,
  writtenPost,
} from '@throughline/contracts';
import type { SignedIn } from '@throughline/kernel';
import { Action, dtoOf, IdPipe, renderMarkdown, TheActor, ZodResponse } from '@throughline/platform';
import { z } from 'zod';
import { PostUses } from '../consents/post-uses.service';
import { OwnWords } from '../erasure/own-words.service';
import {
  chooseUses,
  editPost,
  erasePost,
  previewPost,
  reactToPost,
  readPost,
  removePost,
  takeNameOff,
  withdrawPost,
} from './post.policy';
import { PostsService } from './posts.service';

class PostDto extends dtoOf(() => postView) {}
const WrittenPostDto = dtoOf(() => writtenPost);
class PostSourceDto extends dtoOf(() => postSource) {}
class RevisionListDto extends dtoOf(() => revisionList) {}
class PreviewDto extends dtoOf(() => previewView) {}
class PostEditBody extends dtoOf(() => postEdit) {}
class RemovalBody extends dtoOf(() => removal) {}
class ReactionBody extends dtoOf(() => reaction) {}
class PostUsesDto extends dtoOf(() => postUsesView) {}
class PostUsesBody extends dtoOf(() => postUsesEdit) {}
class DoneDto extends dtoOf(() => done) {}
class PreviewBody extends dtoOf(() => preview) {}
class NothingBody extends dtoOf(() => z.strictObject({})) {}

const finished = { done: true } as const;

@Controller('api')
export class PostsController {
  constructor(
    private readonly posts: PostsService,
    private readonly uses: PostUses,
    private readonly own: OwnWords,
  ) {}

  @Get('posts/:id/source')
  @Action(readPost)
  @ZodResponse({ status: 200, type: PostSourceDto })
  source(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string): Promise<PostSource> {
    return this.posts.source(actor, id);
  }

  @Get('posts/:id/revisions')
  @Action(readPost)
  @ZodResponse({ status: 200, type: RevisionListDto })
  revisions(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string): Promise<RevisionList> {
    return this.posts.revisions(actor, id);
  }

  @Get('posts/:id/uses')
  @Action(chooseUses)
  @ZodResponse({ status: 200, type: PostUsesDto })
  usesOf(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string): Promise<PostUsesView> {
    return this.uses.view(actor, id);
  }

  @Put('posts/:id/uses')
  @Action(chooseUses)
  @ZodResponse({ status: 200, type: PostUsesDto })
  chooseUses(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) id: string,
    @Body() body: PostUsesBody,
  ): Promise<PostUsesView> {
    return this.uses.choose(actor, id, body);
  }

  @Put('posts/:id')
  @Action(editPost)
  @ZodResponse({ status: 200, type: WrittenPostDto })
  edit(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string, @Body() body: PostEditBody): Promise<WrittenPost> {
    return this.posts.edit(actor, id, body);
  }

  @Post('posts/:id/withdraw')
  @HttpCode(200)
  @Action(withdrawPost)
  @ZodResponse({ status: 200, type: PostDto })
  withdraw(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string, @Body() _: NothingBody): Promise<PostView> {
    return this.posts.withdraw(actor, id);
  }

  /** For good: nothing of its words is left anywhere here. */
  @Post('posts/:id/erase')
  @HttpCode(200)
  @Action(erasePost)
  @ZodResponse({ status: 200, type: DoneDto })
  async erase(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string, @Body() _: NothingBody) {
    await this.own.erase(actor, id);
    return finished;
  }

  @Post('posts/:id/name-off')
  @HttpCode(200)
  @Action(takeNameOff)
  @ZodResponse({ status: 200, type: DoneDto })
  async nameOff(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string, @Body() _: NothingBody) {
    await this.own.takeNameOff(actor, id);
    return finished;
  }

  @Post('posts/:id/remove')
  @HttpCode(200)
  @Action(removePost)
  @ZodResponse({ status: 200, type: PostDto })
  remove(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string, @Body() body: RemovalBody): Promise<PostView> {
    return this.posts.remove(actor, id, body.reason);
  }

  @Put('posts/:id/reaction')
  @Action(reactToPost)
  @ZodResponse({ status: 200, type: WrittenPostDto })
  react(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) id: string,
    @Body() body: ReactionBody,
  ): Promise<WrittenPost> {
    return this.posts.react(actor, id, body);
  }

  /** How a text would look, stored nowhere. */
  @Post('preview')
  @HttpCode(200)
  @Action(previewPost)
  @ZodResponse({ status: 200, type: PreviewDto })
  preview(@Body() body: PreviewBody): { bodyHtml: string } {
    return { bodyHtml: renderMarkdown(body.text) };
  }
}
