import { Body, Controller, Get, Header, HttpCode, Param, Post, StreamableFile } from '@nestjs/common';
import { type OwnDataLink, ownDataLink, ownDataRequest } from '@throughline/contracts';
import type { SignedIn } from '@throughline/kernel';
import { Action, dtoOf, TheActor, ZodResponse } from '@throughline/platform';
import { ApiProduces } from '@nestjs/swagger';
import { downloadOwnData } from '../identity.policy';
import { OwnData } from './own-data.service';

class RequestBody extends dtoOf(() => ownDataRequest) {}
class LinkDto extends dtoOf(() => ownDataLink) {}

/** Everything that is held about whoever asks. */
@Controller('api/own/data')
export class OwnDataController {
  constructor(private readonly data: OwnData) {}

  @Post()
  @HttpCode(200)
  @Action(downloadOwnData)
  @ZodResponse({ status: 200, type: LinkDto })
  ask(@TheActor() actor: SignedIn, @Body() body: RequestBody): Promise<OwnDataLink> {
    return this.data.ask(actor, body);
  }

  /** A zip. Its name says nothing of this place: it stays on whatever phone it was fetched with. */
  @Get(':ticket')
  @Action(downloadOwnData)
  @ApiProduces('application/zip')
  @Header('content-type', 'application/zip')
  @Header('content-disposition', 'attachment; filename="my-data.zip"')
  async fetch(@TheActor() actor: SignedIn, @Param('ticket') ticket: string): Promise<StreamableFile> {
    return new StreamableFile(await this.data.open(actor, ticket));
  }
}
