import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { PublishedEvidence } from '@throughline/contracts';
import { Days, WordsInUse } from '@throughline/discussion';
import { type Table, table } from '@throughline/platform';
import type { Model } from 'mongoose';
import { everyMember, isWords, sayOf } from '../evidence/evidence.service';
import type { Evidence, Kept } from '../evidence/evidence.schema';
import { Note } from '../notes/note.schema';
import { Outcome } from '../outcomes/outcome.schema';
import { PublishedEvidences } from '../published/published-evidence';
import { type Chosen, notesOf, outcomesOf } from './chosen';
import { inParts } from './in-parts';

/** One piece of what something rests on, as far as it may be told outside. */
interface Piece {
  of: 'note' | 'change';
  about: string;
  one: Evidence;
  /** Null where its words are not given for this. */
  shown: PublishedEvidence | null;
  said: boolean;
}

const fileOf = (one: Evidence) => (one.kind === 'document' ? one.file : undefined);

/**
 * What notes and changes rest on, as a table. A table is passed on, so words are in it as in what is published (docs/decisions/0030):
 * where their author gave them for reports, every member may read them, and they stand as they were linked; without a name, a place or a
 * day. That words count, and are not given, is told by a row without them: the label says the same to every member. Of words that fewer
 * may read there is none.
 */
@Injectable()
export class EvidenceTables {
  constructor(
    @InjectModel(Note.name) private readonly notes: Model<Note>,
    @InjectModel(Outcome.name) private readonly outcomes: Model<Outcome>,
    private readonly published: PublishedEvidences,
    private readonly words: WordsInUse,
    private readonly days: Days,
  ) {}

  tables(chosen: Chosen): Table[] {
    return [
      table<Piece>({
        name: 'evidence',
        meaning: 'What notes and changes rest on: words of members, documents, counts.',
        columns: {
          evidence: { meaning: 'Its id', of: ({ one }) => one._id },
          of: { meaning: 'note or change', of: ({ of }) => of },
          id: { meaning: 'The id of that', of: ({ about }) => about },
          kind: { meaning: 'words (of a member), document, measure (a count)', of: ({ one }) => one.kind },
          words: {
            meaning:
              'The words, passages apart by […]; empty where their author has not given them for reports, or has changed them since. Without a name, as in a report.',
            of: ({ shown }) => (shown?.kind === 'words' ? shown.passages.join(' […] ') : null),
          },
          content_note: {
            meaning: 'What to know before reading the words',
            of: ({ shown }) => (shown?.kind === 'words' ? shown.contentNote : null),
          },
          given: {
            kind: 'yes or no',
            meaning: 'The words may be told outside; empty where it is no words',
            of: ({ one, shown }) => (isWords(one) ? shown !== null : null),
          },
          not_meant: {
            kind: 'yes or no',
            meaning: 'Their author says that this is not what they meant; empty where it is no words',
            of: ({ one, said }) => (isWords(one) ? said : null),
          },
          title: {
            meaning: 'What the document or the count is called',
            of: ({ one }) => (isWords(one) ? null : one.title),
          },
          date: { kind: 'day', meaning: 'Of which day it is', of: ({ one }) => (isWords(one) ? null : one.dated) },
          value: {
            kind: 'number',
            unit: 'in the column unit',
            meaning: 'What was counted',
            of: ({ one }) => (one.kind === 'measure' ? one.value : null),
          },
          unit: { meaning: 'The unit of the count', of: ({ one }) => (one.kind === 'measure' ? one.unit : null) },
          source: {
            meaning: 'Whose document it is, or where the count comes from',
            of: ({ one }) => (isWords(one) ? null : one.source),
          },
          link: {
            meaning: 'Where the document can be found',
            of: ({ one }) => (one.kind === 'document' ? one.link : null),
          },
          file_name: {
            meaning: 'What the file that is kept of the document is called; the file itself is not here',
            of: ({ one }) => fileOf(one)?.name ?? null,
          },
          file_kind: { meaning: 'pdf or picture', of: ({ one }) => fileOf(one)?.kind ?? null },
          file_bytes: {
            kind: 'number',
            unit: 'bytes',
            meaning: 'How large it is',
            of: ({ one }) => fileOf(one)?.bytes ?? null,
          },
          file_sha256: {
            meaning: 'Its SHA-256, by which it is known again',
            of: ({ one }) => fileOf(one)?.sha256 ?? null,
          },
        },
        rows: () => this.pieces(chosen),
      }),
    ];
  }

  private async *pieces(chosen: Chosen): AsyncGenerator<Piece> {
    for await (const part of inParts(notesOf(this.notes, chosen))) yield* await this.piecesOf('note', part);
    for await (const part of inParts(outcomesOf(this.outcomes, chosen))) yield* await this.piecesOf('change', part);
  }

  private async piecesOf(of: Piece['of'], kept: readonly Kept[]): Promise<Piece[]> {
    const all = kept.flatMap(({ evidence }) => evidence);
    const [standingOf, outside, today] = await Promise.all([
      this.words.standings(all.filter(isWords), 'evidence'),
      this.published.of(all),
      this.days.today(),
    ]);
    const counts = (one: Evidence) => {
      if (!isWords(one)) return true;
      const { standing, audience } = standingOf(one);
      return standing !== 'gone' && audience === everyMember;
    };
    return kept.flatMap(({ _id: about, evidence }) =>
      evidence.filter(counts).map((one) => {
        const told = outside(one);
        const said = isWords(one) && sayOf(one, today) !== undefined;
        return { of, about, one, shown: told.may ? told.shown : null, said };
      }),
    );
  }
}
