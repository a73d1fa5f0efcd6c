import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { DomainError, notFound } from '@throughline/kernel';
import { Memory, peopleStream } from '@throughline/stream';
import type { Model } from 'mongoose';
import { Circle } from './circle.schema';

/** What other features ask of circles: names for ids, and whether something may begin in one. */
@Injectable()
export class Circles {
  constructor(
    @InjectModel(Circle.name) private readonly circles: Model<Circle>,
    private readonly memory: Memory,
  ) {}

  /** For those alone who are in them: whoever asks has authorised. */
  async names(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const names = await Promise.all(
      ids.map((id) =>
        this.memory.get(`circle-name/${id}`, [peopleStream], async () => {
          const circle = await this.circles.findById(id, { name: 1 }).lean();
          return circle?.name ?? '';
        }),
      ),
    );
    return new Map(ids.map((id, index) => [id, names[index] ?? '']));
  }

  /** Throws `circle-closed` where nothing new begins. */
  async expectOpen(id: string): Promise<void> {
    const circle = await this.circles.findById(id, { state: 1 }).lean();
    if (!circle) throw notFound();
    if (circle.state === 'closed') throw new DomainError('circle-closed');
  }
}
