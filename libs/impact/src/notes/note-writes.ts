import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Relay } from '@throughline/stream';
import type { Model } from 'mongoose';
import { KeptWrites } from '../evidence/kept-writes';
import { Note } from './note.schema';

/** The one way in which notes are written. */
@Injectable()
export class NoteWrites extends KeptWrites<Note> {
  constructor(@InjectModel(Note.name) notes: Model<Note>, relay: Relay) {
    super(notes, relay, 'note.changed');
  }
}
