import { Controller, Get, Param, Query } from '@nestjs/common';
import { changesAnswer, streamName, type ChangesAnswer } from '@throughline/contracts';
import { type Actor, defineAction, notFound } from '@throughline/kernel';
import { Action, dtoOf, TheActor, ZodResponse } from '@throughline/platform';
import { z } from 'zod';
import { Streams } from './streams';

class ChangesQuery extends dtoOf(() =>
  z.strictObject({ epoch: z.string().max(40), after: z.coerce.number().int().min(0) }),
) {}
class ChangesDto extends dtoOf(() => changesAnswer) {}

export const readStream = defineAction('stream.read', 'member');

/** The log over HTTP: for gaps, and where no socket can be had. */
@Controller('api/streams')
export class StreamsController {
  constructor(private readonly streams: Streams) {}

  @Get(':stream/changes')
  @Action(readStream)
  @ZodResponse({ status: 200, type: ChangesDto })
  async changes(
    @TheActor() actor: Actor,
    @Param('stream') stream: string,
    @Query() query: ChangesQuery,
  ): Promise<ChangesAnswer> {
    if (!streamName.safeParse(stream).success) throw notFound();
    await this.streams.authorize(actor, stream);
    return this.streams.since(stream, { epoch: query.epoch, seq: query.after });
  }
}
