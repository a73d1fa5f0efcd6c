import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import {
  newEvidence,
  newMeasure,
  newNote,
  newPoint,
  newSighting,
  newUpdate,
  noteEdit,
  type NoteList,
  noteList,
  noteListQuery,
  type NotePage,
  notePage,
  stageChange,
  type VersionList,
  versionList,
} from '@throughline/contracts';
import type { SignedIn } from '@throughline/kernel';
import { Action, dtoOf, IdPipe, TheActor, ValidationPipe, ZodResponse } from '@throughline/platform';
import { z } from 'zod';
import { createNote, editNote, readNotes, saySighting } from './note.policy';
import { NotesService } from './notes.service';

class NoteDto extends dtoOf(() => notePage) {}
class NoteListDto extends dtoOf(() => noteList) {}
class ListQuery extends dtoOf(() => noteListQuery) {}
class VersionListDto extends dtoOf(() => versionList) {}
class NewNoteBody extends dtoOf(() => newNote) {}
class NoteEditBody extends dtoOf(() => noteEdit) {}
class StageBody extends dtoOf(() => stageChange) {}
class SightingBody extends dtoOf(() => newSighting) {}
class UpdateBody extends dtoOf(() => newUpdate) {}
class MeasureBody extends dtoOf(() => newMeasure) {}
class PointBody extends dtoOf(() => newPoint) {}
class NothingBody extends dtoOf(() => z.strictObject({})) {}
const NewEvidenceBody = dtoOf(() => newEvidence);

@Controller('api/notes')
export class NotesController {
  constructor(private readonly notes: NotesService) {}

  @Get()
  @Action(readNotes)
  @ZodResponse({ status: 200, type: NoteListDto })
  list(@TheActor() actor: SignedIn, @Query() query: ListQuery): Promise<NoteList> {
    return this.notes.list(actor, query);
  }

  @Post()
  @Action(createNote)
  @ZodResponse({ status: 201, type: NoteDto })
  create(@TheActor() actor: SignedIn, @Body() body: NewNoteBody): Promise<NotePage> {
    return this.notes.create(actor, body);
  }

  @Get(':id')
  @Action(readNotes)
  @ZodResponse({ status: 200, type: NoteDto })
  page(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string): Promise<NotePage> {
    return this.notes.page(actor, id);
  }

  @Patch(':id')
  @Action(editNote)
  @ZodResponse({ status: 200, type: NoteDto })
  edit(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string, @Body() body: NoteEditBody): Promise<NotePage> {
    return this.notes.edit(actor, id, body);
  }

  @Post(':id/stage')
  @HttpCode(200)
  @Action(editNote)
  @ZodResponse({ status: 200, type: NoteDto })
  stage(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string, @Body() body: StageBody): Promise<NotePage> {
    return this.notes.changeStage(actor, id, body);
  }

  @Put(':id/sightings')
  @Action(saySighting)
  @ZodResponse({ status: 200, type: NoteDto })
  sight(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string, @Body() body: SightingBody): Promise<NotePage> {
    return this.notes.sight(actor, id, body);
  }

  @Post(':id/updates')
  @HttpCode(200)
  @Action(editNote)
  @ZodResponse({ status: 200, type: NoteDto })
  update(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string, @Body() body: UpdateBody): Promise<NotePage> {
    return this.notes.addUpdate(actor, id, body);
  }

  @Delete(':id/updates/:update')
  @Action(editNote)
  @ZodResponse({ status: 200, type: NoteDto })
  removeUpdate(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) id: string,
    @Param('update', IdPipe) update: string,
  ): Promise<NotePage> {
    return this.notes.removeUpdate(actor, id, update);
  }

  @Post(':id/measures')
  @HttpCode(200)
  @Action(editNote)
  @ZodResponse({ status: 200, type: NoteDto })
  measure(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string, @Body() body: MeasureBody): Promise<NotePage> {
    return this.notes.addMeasure(actor, id, body);
  }

  @Put(':id/measures/:measure')
  @Action(editNote)
  @ZodResponse({ status: 200, type: NoteDto })
  point(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) id: string,
    @Param('measure', IdPipe) measure: string,
    @Body() body: PointBody,
  ): Promise<NotePage> {
    return this.notes.setPoint(actor, id, measure, body);
  }

  @Delete(':id/measures/:measure')
  @Action(editNote)
  @ZodResponse({ status: 200, type: NoteDto })
  removeMeasure(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) id: string,
    @Param('measure', IdPipe) measure: string,
  ): Promise<NotePage> {
    return this.notes.removeMeasure(actor, id, measure);
  }

  @Post(':id/evidence')
  @HttpCode(200)
  @Action(editNote)
  @ApiBody({ type: NewEvidenceBody })
  @ZodResponse({ status: 200, type: NoteDto })
  link(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) id: string,
    // One of several shapes is no class that the pipe could read off the parameter.
    @Body(new ValidationPipe(NewEvidenceBody)) body: z.output<typeof newEvidence>,
  ): Promise<NotePage> {
    return this.notes.link(actor, id, body);
  }

  @Delete(':id/evidence/:evidence')
  @Action(editNote)
  @ZodResponse({ status: 200, type: NoteDto })
  unlink(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) id: string,
    @Param('evidence', IdPipe) evidence: string,
  ): Promise<NotePage> {
    return this.notes.unlink(actor, id, evidence);
  }

  @Post(':id/looked')
  @HttpCode(200)
  @Action(editNote)
  @ZodResponse({ status: 200, type: NoteDto })
  looked(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string, @Body() _: NothingBody): Promise<NotePage> {
    return this.notes.looked(actor, id);
  }

  @Get(':id/history')
  @Action(readNotes)
  @ZodResponse({ status: 200, type: VersionListDto })
  history(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string): Promise<VersionList> {
    return this.notes.versions(actor, id);
  }
}
