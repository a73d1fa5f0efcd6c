import type { Readable } from 'node:stream';
import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { unsentPicture, type UnsentPicture } from '@throughline/contracts';
import type { PictureSize } from '@throughline/contracts/names';
import type { SignedIn } from '@throughline/kernel';
import { Action, dtoOf, IdPipe, TheActor, ZodResponse } from '@throughline/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readPost } from '../posts/post.policy';
import { PostsService } from '../posts/posts.service';
import { OwnWaiting } from '../waiting/own-waiting.service';
import { Review } from '../waiting/review.service';
import { publishWaiting, readOwnWaiting } from '../waiting/waiting.policy';
import { aPicture, type PictureAt, PictureOf, sendPicture, SizePipe, ThePicture } from './picture-answer';
import { addPicture, readUnsentPicture } from './picture.policy';
import { Pictures } from './pictures.service';

class UnsentPictureDto extends dtoOf(() => unsentPicture) {}

/**
 * Pictures come in here, and go out at the address of what holds them: whoever may see that may see them, and nobody else. They are
 * kept by no browser, so access that ends leaves nothing behind.
 */
@Controller('api')
export class PicturesController {
  constructor(
    private readonly pictures: Pictures,
    private readonly posts: PostsService,
    private readonly own: OwnWaiting,
    private readonly review: Review,
  ) {}

  /** The bytes of a picture as they are, `application/octet-stream`. What kind it is they say themselves. */
  @Post('pictures')
  @Action(addPicture)
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ZodResponse({ status: 201, type: UnsentPictureDto })
  add(@TheActor() actor: SignedIn, @Req() request: FastifyRequest): Promise<UnsentPicture> {
    const length = Number(request.headers['content-length']);
    const announced = request.headers['content-length'] === undefined ? undefined : length;
    return this.pictures.add(actor, request.body as Readable, announced);
  }

  @Get('pictures/:id/:size')
  @Action(readUnsentPicture)
  @aPicture()
  async unsent(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) id: string,
    @Param('size', SizePipe) size: PictureSize,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendPicture(reply, await this.pictures.readUnsent(actor, id, size));
  }

  @PictureOf('posts/:id', readPost)
  async ofPost(@TheActor() actor: SignedIn, @ThePicture() at: PictureAt, @Res() reply: FastifyReply): Promise<void> {
    sendPicture(reply, await this.pictures.readOf(await this.posts.picturesOf(actor, at.id), at));
  }

  @PictureOf('own/waiting/:id', readOwnWaiting)
  async ofOwnWaiting(
    @TheActor() actor: SignedIn,
    @ThePicture() at: PictureAt,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendPicture(reply, await this.pictures.readOf(await this.own.picturesOf(actor, at.id), at));
  }

  @PictureOf('waiting/:id', publishWaiting)
  async ofWaiting(@TheActor() actor: SignedIn, @ThePicture() at: PictureAt, @Res() reply: FastifyReply): Promise<void> {
    sendPicture(reply, await this.pictures.readOf(await this.review.picturesOf(actor, at.id), at));
  }
}
