import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { apartList, type ApartList, keptApart, keptApartEdit, type KeptApartView } from '@throughline/contracts';
import type { SignedIn } from '@throughline/kernel';
import { Action, dtoOf, IdPipe, TheActor, ZodResponse } from '@throughline/platform';
import { z } from 'zod';
import { editKeptApart, listKeptApart, readKeptApart, seeToWarning } from './kept-apart.policy';
import { KeptApartService } from './kept-apart.service';

class OwnDto extends dtoOf(() => keptApart) {}
class EditBody extends dtoOf(() => keptApartEdit) {}
class ListDto extends dtoOf(() => apartList) {}
class NothingBody extends dtoOf(() => z.strictObject({})) {}

@Controller('api/kept-apart')
export class KeptApartController {
  constructor(private readonly keptApartOf: KeptApartService) {}

  @Get()
  @Action(readKeptApart)
  @ZodResponse({ status: 200, type: OwnDto })
  own(@TheActor() actor: SignedIn): Promise<KeptApartView> {
    return this.keptApartOf.own(actor);
  }

  @Put()
  @Action(editKeptApart)
  @ZodResponse({ status: 200, type: OwnDto })
  edit(@TheActor() actor: SignedIn, @Body() body: EditBody): Promise<KeptApartView> {
    return this.keptApartOf.edit(actor, body);
  }

  @Get('all')
  @Action(listKeptApart)
  @ZodResponse({ status: 200, type: ListDto })
  list(@TheActor() actor: SignedIn): Promise<ApartList> {
    return this.keptApartOf.list(actor);
  }

  @Post('warnings/:id/seen')
  @HttpCode(200)
  @Action(seeToWarning)
  @ZodResponse({ status: 200, type: ListDto })
  seeTo(@TheActor() actor: SignedIn, @Param('id', IdPipe) warning: string, @Body() _: NothingBody): Promise<ApartList> {
    return this.keptApartOf.seeTo(actor, warning);
  }
}
