import { Readable } from 'node:stream';
import { Body, Controller, Delete, Get, Header, HttpCode, Param, Patch, Post, StreamableFile } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import {
  done,
  newReport,
  reportEdit,
  reportList,
  type ReportList,
  reportView,
  type ReportView,
  seenVersion,
} from '@throughline/contracts';
import type { SignedIn } from '@throughline/kernel';
import { Action, dtoOf, IdPipe, jsonOfTables, TheActor, zipOfTables, ZodResponse } from '@throughline/platform';
import { z } from 'zod';
import { documentOf } from './report-document';
import { htmlOf } from './report-html';
import { tablesOf } from './report-tables';
import { wordOf } from './report-word';
import { createReport, dropReport, editReport, listReports, readReport, tellReport } from './report.policy';
import type { Reading } from './report-reader';
import { ReportsService } from './reports.service';

class ReportDto extends dtoOf(() => reportView) {}
class ReportListDto extends dtoOf(() => reportList) {}
class DoneDto extends dtoOf(() => done) {}
class NewReportBody extends dtoOf(() => newReport) {}
class ReportEditBody extends dtoOf(() => reportEdit) {}
class SeenBody extends dtoOf(() => seenVersion) {}
class NothingBody extends dtoOf(() => z.strictObject({})) {}

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Reports, and the forms in which they are taken away. */
@Controller('api/reports')
export class ReportsController {
  constructor(private readonly reports: ReportsService) {}

  @Get()
  @Action(listReports)
  @ZodResponse({ status: 200, type: ReportListDto })
  list(@TheActor() actor: SignedIn): Promise<ReportList> {
    return this.reports.list(actor);
  }

  @Post()
  @Action(createReport)
  @ZodResponse({ status: 201, type: ReportDto })
  create(@TheActor() actor: SignedIn, @Body() body: NewReportBody): Promise<ReportView> {
    return this.reports.create(actor, body);
  }

  @Get(':id')
  @Action(readReport)
  @ZodResponse({ status: 200, type: ReportDto })
  view(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string): Promise<ReportView> {
    return this.reports.view(actor, id);
  }

  @Patch(':id')
  @Action(editReport)
  @ZodResponse({ status: 200, type: ReportDto })
  edit(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) id: string,
    @Body() body: ReportEditBody,
  ): Promise<ReportView> {
    return this.reports.edit(actor, id, body);
  }

  @Post(':id/store')
  @HttpCode(200)
  @Action(editReport)
  @ZodResponse({ status: 200, type: ReportDto })
  store(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string, @Body() body: SeenBody): Promise<ReportView> {
    return this.reports.store(actor, id, body.textVersion);
  }

  @Post(':id/told')
  @HttpCode(200)
  @Action(tellReport)
  @ZodResponse({ status: 200, type: ReportDto })
  told(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string, @Body() _: NothingBody): Promise<ReportView> {
    return this.reports.told(actor, id);
  }

  @Delete(':id')
  @Action(dropReport)
  @ZodResponse({ status: 200, type: DoneDto })
  async drop(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string) {
    await this.reports.drop(actor, id);
    return { done: true } as const;
  }

  /** What the page of a report shows, written as it is made. */
  @Get(':id/sheets')
  @Action(readReport)
  @ApiProduces('text/html')
  @Header('content-type', 'text/html; charset=utf-8')
  async sheets(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string): Promise<StreamableFile> {
    const reading = await this.reports.reading(actor, id);
    return new StreamableFile(Readable.from(inPieces(htmlOf(documentOf(reading))), { objectMode: false }));
  }

  /** A document for Word and its like. */
  @Get(':id/word')
  @Action(readReport)
  @ApiProduces(wordType)
  async word(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string): Promise<StreamableFile> {
    const reading = await this.reports.reading(actor, id);
    const disposition = savedAs(reading, '.docx');
    return new StreamableFile(await wordOf(documentOf(reading), reading), { type: wordType, disposition });
  }

  /** Tidy tables with their dictionary, in a zip. */
  @Get(':id/tables')
  @Action(readReport)
  @ApiProduces('application/zip')
  async tables(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string): Promise<StreamableFile> {
    const reading = await this.reports.reading(actor, id);
    const pieces = zipOfTables(tablesOf(reading));
    const disposition = savedAs(reading, '-tables.zip');
    return new StreamableFile(Readable.from(pieces, { objectMode: false }), { type: 'application/zip', disposition });
  }

  /** The same tables as JSON. */
  @Get(':id/json')
  @Action(readReport)
  @ApiProduces('application/json')
  async json(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string): Promise<StreamableFile> {
    const reading = await this.reports.reading(actor, id);
    const pieces = jsonOfTables(tablesOf(reading));
    const disposition = savedAs(reading, '.json');
    return new StreamableFile(Readable.from(pieces, { objectMode: false }), { type: 'application/json', disposition });
  }
}

/** Under which name it is saved: by its number, so that two reports in one folder are told apart. */
function savedAs({ number }: Reading, ending: string): string {
  return `attachment; filename="report-${number ?? 'draft'}${ending}"`;
}

/** As many letters as are worth sending on their own. */
const pieceLength = 16_384;

function* inPieces(parts: Iterable<string>): Generator<string> {
  let piece = '';
  for (const part of parts) {
    piece += part;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}
