import { Readable } from 'node:stream';
import { applyDecorators, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse } from '@nestjs/swagger';
import { unsentDocument, type UnsentDocument } from '@throughline/contracts';
import type { SignedIn } from '@throughline/kernel';
import { Action, dtoOf, IdPipe, TheActor, ZodResponse } from '@throughline/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readNotes } from '../notes/note.policy';
import { NotesService } from '../notes/notes.service';
import { readOutcome } from '../outcomes/outcome.policy';
import { OutcomesService } from '../outcomes/outcomes.service';
import { addDocument } from './document.policy';
import { DocumentFiles, type ReadDocument } from './document-files.service';
import { attachment, kindsOfFiles } from './file-name';

class UnsentDocumentDto extends dtoOf(() => unsentDocument) {}

const aFile = () =>
  applyDecorators(
    ApiOkResponse({
      content: Object.fromEntries(
        Object.values(kindsOfFiles).map(({ type }) => [type, { schema: { type: 'string', format: 'binary' } }]),
      ),
      description: 'The file, to be kept and never opened in its place.',
    }),
  );

/** Files of documents come in here, and go out at the address of what they stand in: whoever may read that may read them. */
@Controller('api')
export class DocumentsController {
  constructor(
    private readonly documents: DocumentFiles,
    private readonly outcomes: OutcomesService,
    private readonly notes: NotesService,
  ) {}

  /** The bytes of a file as they are, `application/octet-stream`. What kind it is they say themselves. */
  @Post('documents')
  @Action(addDocument)
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ZodResponse({ status: 201, type: UnsentDocumentDto })
  add(@TheActor() actor: SignedIn, @Req() request: FastifyRequest): Promise<UnsentDocument> {
    const length = request.headers['content-length'];
    return this.documents.add(actor, request.body as Readable, length === undefined ? undefined : Number(length));
  }

  @Get('outcomes/:id/evidence/:evidence/file')
  @Action(readOutcome)
  @aFile()
  async ofOutcome(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) id: string,
    @Param('evidence', IdPipe) evidence: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    send(reply, await this.outcomes.file(actor, id, evidence));
  }

  @Get('notes/:id/evidence/:evidence/file')
  @Action(readNotes)
  @aFile()
  async ofNote(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) id: string,
    @Param('evidence', IdPipe) evidence: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    send(reply, await this.notes.file(actor, id, evidence));
  }
}

/** As no page of its own, and of what it may do here, nothing: what is within a PDF nobody has looked through. */
function send(reply: FastifyReply, { file, length, pieces }: ReadDocument): void {
  void reply
    .header('content-type', kindsOfFiles[file.kind].type)
    .header('content-length', String(length))
    .header('content-disposition', attachment(file.name))
    .header('content-security-policy', "sandbox; default-src 'none'; frame-ancestors 'none'")
    .send(Readable.from(pieces, { objectMode: false }));
}
