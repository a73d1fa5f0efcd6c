import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { personasStream } from '@throughline/identity';
import { Memory } from '@throughline/stream';
import type { Model } from 'mongoose';
import { Move } from './move.schema';

/** Threads from which posts are on their way, as remembered: a move tells the servers by `personasStream` that it begins. */
@Injectable()
export class OpenMoves {
  constructor(
    @InjectModel(Move.name) private readonly moves: Model<Move>,
    private readonly memory: Memory,
  ) {}

  async areFrom(threadId: string): Promise<boolean> {
    const from = await this.memory.get('moves-open', [personasStream], async () =>
      (await this.moves.find({ open: true }, { from: 1 }).lean()).map((move) => move.from),
    );
    return from.includes(threadId);
  }
}
