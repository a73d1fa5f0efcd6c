import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import {
  measureTableAdd,
  measureTableCheck,
  measureTableView,
  type MeasureTableView,
  notePage,
  type NotePage,
} from '@throughline/contracts';
import type { SignedIn } from '@throughline/kernel';
import { Action, dtoOf, IdPipe, TheActor, ZodResponse } from '@throughline/platform';
import { editNote } from '../notes/note.policy';
import { MeasureTables } from './measure-tables.service';

class NoteDto extends dtoOf(() => notePage) {}
class MeasureTableDto extends dtoOf(() => measureTableView) {}
class CheckBody extends dtoOf(() => measureTableCheck) {}
class AddBody extends dtoOf(() => measureTableAdd) {}

/** Numbers of a note that come in as a table. */
@Controller('api/notes/:id/measure-table')
export class MeasureTablesController {
  constructor(private readonly tables: MeasureTables) {}

  @Post('check')
  @HttpCode(200)
  @Action(editNote)
  @ZodResponse({ status: 200, type: MeasureTableDto })
  check(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) id: string,
    @Body() { text }: CheckBody,
  ): Promise<MeasureTableView> {
    return this.tables.check(actor, id, text);
  }

  @Post()
  @HttpCode(200)
  @Action(editNote)
  @ZodResponse({ status: 200, type: NoteDto })
  add(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string, @Body() body: AddBody): Promise<NotePage> {
    return this.tables.add(actor, id, body);
  }
}
