import { Controller, Get, StreamableFile } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import type { SignedIn } from '@throughline/kernel';
import { Action, TheActor } from '@throughline/platform';
import { ImpactTables } from './impact-tables';
import { takeOut } from './out.policy';

/** All that came of the discussions, to take along. */
@Controller('api/impact/tables')
export class OutController {
  constructor(private readonly impact: ImpactTables) {}

  @Get('csv')
  @Action(takeOut)
  @ApiProduces('application/zip')
  async csv(@TheActor() actor: SignedIn): Promise<StreamableFile> {
    const { pieces, name } = await this.impact.zip(actor);
    return new StreamableFile(pieces, { type: 'application/zip', disposition: `attachment; filename="${name}"` });
  }

  @Get('json')
  @Action(takeOut)
  @ApiProduces('application/json')
  async json(@TheActor() actor: SignedIn): Promise<StreamableFile> {
    const { pieces, name } = await this.impact.json(actor);
    return new StreamableFile(pieces, {
      type: 'application/json; charset=utf-8',
      disposition: `attachment; filename="${name}"`,
    });
  }
}
