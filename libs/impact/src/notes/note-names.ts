import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { trusted, type Model } from 'mongoose';
import { Note } from './note.schema';

/** Titles of notes, for what belongs to them. */
@Injectable()
export class NoteNames {
  constructor(@InjectModel(Note.name) private readonly notes: Model<Note>) {}

  /** In the order of the ids; those that are not there are missing. */
  async titles(ids: readonly string[]): Promise<{ id: string; title: string }[]> {
    if (ids.length === 0) return [];
    const found = await this.notes.find({ _id: trusted({ $in: [...ids] }) }, { title: 1 }).lean();
    const titles = new Map(found.map(({ _id, title }) => [_id, title]));
    return [...new Set(ids)].flatMap((id) => {
      const title = titles.get(id);
      return title === undefined ? [] : [{ id, title }];
    });
  }

  /** All of them, to choose from. */
  async all(): Promise<{ id: string; title: string }[]> {
    const found = await this.notes.find({}, { title: 1 }).sort({ title: 1 }).limit(500).lean();
    return found.map(({ _id: id, title }) => ({ id, title }));
  }
}
