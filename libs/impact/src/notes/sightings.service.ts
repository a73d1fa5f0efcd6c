import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { NotePage } from '@throughline/contracts';
import { sightingKinds, type SightingKind } from '@throughline/contracts/names';
import { Ids } from '@throughline/kernel';
import { tellable } from '@throughline/rules/impact';
import { trusted, type Model } from 'mongoose';
import { Sighting } from './sighting.schema';

/** What members have seen of what notes are about, counted by year. */
@Injectable()
export class Sightings {
  constructor(
    @InjectModel(Sighting.name) private readonly sightings: Model<Sighting>,
    private readonly ids: Ids,
  ) {}

  /** How many members said so in each year, as far as that may be told; no sum is told beside it. */
  async byYear(noteId: string): Promise<NotePage['sightings']> {
    const counts = await this.sightings.aggregate<{ _id: { year: number; kind: SightingKind }; count: number }>([
      { $match: { noteId } },
      { $group: { _id: { year: '$year', kind: '$kind' }, count: { $sum: 1 } } },
    ]);
    const years = [...new Set(counts.map(({ _id }) => _id.year))].sort((one, other) => one - other);
    const of = (year: number, kind: SightingKind) =>
      tellable(counts.find(({ _id }) => _id.year === year && _id.kind === kind)?.count ?? 0);
    return years.map((year) => ({ year, there: of(year, 'there'), working: of(year, 'working') }));
  }

  /** How many members said so of these notes, untold: whoever shows it tells by `libs/rules`. */
  async counts(
    noteIds: readonly string[],
  ): Promise<{ noteId: string; year: number; kind: SightingKind; count: number }[]> {
    const counts = await this.sightings.aggregate<{
      _id: { noteId: string; year: number; kind: SightingKind };
      count: number;
    }>([
      { $match: { noteId: trusted({ $in: [...noteIds] }) } },
      { $group: { _id: { noteId: '$noteId', year: '$year', kind: '$kind' }, count: { $sum: 1 } } },
    ]);
    return counts.map(({ _id, count }) => ({ ..._id, count }));
  }

  /** What somebody said in a year, of one note. */
  async own(noteId: string, by: string, year: number): Promise<SightingKind[]> {
    const said = await this.sightings.find({ by, noteId, year }, { kind: 1 }).lean();
    return sightingKinds.filter((kind) => said.some((one) => one.kind === kind));
  }

  /** Says it once a year; the later day holds. */
  async say(noteId: string, by: string, kind: SightingKind, on: string): Promise<void> {
    const year = Number(on.slice(0, 4));
    await this.sightings.updateOne(
      { noteId, by, kind, year },
      { $set: { on }, $setOnInsert: { _id: this.ids.next() } },
      { upsert: true },
    );
  }

  async takeBack(noteId: string, by: string, kind: SightingKind, year: number): Promise<void> {
    await this.sightings.deleteOne({ noteId, by, kind, year });
  }
}
