import { Body, Controller, Delete, Get, Param, Put } from '@nestjs/common';
import { blockList, type BlockList, blockQuestion, type BlockQuestion, done } from '@throughline/contracts';
import type { SignedIn } from '@throughline/kernel';
import { Action, dtoOf, IdPipe, TheActor, ZodResponse } from '@throughline/platform';
import { z } from 'zod';
import { blockMember, readBlocks, unblockMember } from './block.policy';
import { Blocks } from './blocks.service';

class ListDto extends dtoOf(() => blockList) {}
class QuestionDto extends dtoOf(() => blockQuestion) {}
class DoneDto extends dtoOf(() => done) {}
class NothingBody extends dtoOf(() => z.strictObject({})) {}

const finished = { done: true } as const;

@Controller('api/blocks')
export class BlocksController {
  constructor(private readonly blocks: Blocks) {}

  @Get()
  @Action(readBlocks)
  @ZodResponse({ status: 200, type: ListDto })
  list(@TheActor() actor: SignedIn): Promise<BlockList> {
    return this.blocks.list(actor);
  }

  @Get(':id')
  @Action(readBlocks)
  @ZodResponse({ status: 200, type: QuestionDto })
  question(@TheActor() actor: SignedIn, @Param('id', IdPipe) member: string): Promise<BlockQuestion> {
    return this.blocks.question(actor, member);
  }

  @Put(':id')
  @Action(blockMember)
  @ZodResponse({ status: 200, type: DoneDto })
  async block(@TheActor() actor: SignedIn, @Param('id', IdPipe) member: string, @Body() _: NothingBody) {
    await this.blocks.block(actor, member);
    return finished;
  }

  @Delete(':id')
  @Action(unblockMember)
  @ZodResponse({ status: 200, type: DoneDto })
  async unblock(@TheActor() actor: SignedIn, @Param('id', IdPipe) member: string) {
    await this.blocks.unblock(actor, member);
    return finished;
  }
}
