import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { ThreadsService } from '@throughline/discussion';
import { type Table, table } from '@throughline/platform';
import { Programme } from '@throughline/programme';
import type { Model } from 'mongoose';
import { everyMember } from '../evidence/evidence.service';
import { Note } from '../notes/note.schema';
import { Outcome } from '../outcomes/outcome.schema';
import { ThemeAnswers } from '../whole/theme-answers.service';
import { type Chosen, notesOf, outcomesOf } from './chosen';
import { inParts } from './in-parts';
import { each } from './note-tables';

interface Link {
  of: 'note' | 'change';
  id: string;
  to: 'theme' | 'session' | 'thread' | 'note';
  target: string;
  title: string | null;
}

/** The most themes that are told of. */
const mostThemes = 500;

/** What notes and changes belong to, what they touch, and what the members of a theme were told. */
@Injectable()
export class PlaceTables {
  constructor(
    @InjectModel(Note.name) private readonly notes: Model<Note>,
    @InjectModel(Outcome.name) private readonly outcomes: Model<Outcome>,
    private readonly programme: Programme,
    private readonly threads: ThreadsService,
    private readonly answers: ThemeAnswers,
  ) {}

  tables(chosen: Chosen): Table[] {
    return [
      table<Pick<Link, 'of' | 'id'> & { condition: string }>({
        name: 'conditions',
        meaning:
          'Which of the six conditions of systems change a note or a change touches (Kania, Kramer, Senge 2018).',
        columns: {
          of: { meaning: 'note or change', of: ({ of }) => of },
          id: { meaning: 'The id of that', of: ({ id }) => id },
          condition: {
            meaning: 'policies, practices, resources, relationships, power, mental-models',
            of: ({ condition }) => condition,
          },
        },
        rows: () => this.conditions(chosen),
      }),
      table<Link>({
        name: 'links',
        meaning: 'What a note or a change belongs to. Threads that fewer than all members may read are not here.',
        columns: {
          of: { meaning: 'note or change', of: ({ of }) => of },
          id: { meaning: 'The id of that', of: ({ id }) => id },
          to: { meaning: 'theme, session, thread, note', of: ({ to }) => to },
          target: { meaning: 'The id of what it belongs to', of: ({ target }) => target },
          title: {
            meaning: 'What that is called; empty for a thread, whose title is the words of whoever began it',
            of: ({ title }) => title,
          },
        },
        rows: () => this.links(chosen),
      }),
      table<{ theme: string; title: string; said: string; did: string; on: string }>({
        name: 'theme_answers',
        meaning: '“You said, we did”: what the members of a theme were told.',
        columns: {
          theme: { meaning: 'The id of the theme', of: ({ theme }) => theme },
          title: { meaning: 'What it is called', of: ({ title }) => title },
          said: { meaning: 'What its members said', of: ({ said }) => said },
          did: { meaning: 'What came of it', of: ({ did }) => did },
          on: { kind: 'day', meaning: 'When it was written', of: ({ on }) => on },
        },
        rows: () => this.told(),
      }),
    ];
  }

  private async *conditions(chosen: Chosen) {
    yield* each(notesOf(this.notes, chosen), ({ _id, conditions }) =>
      conditions.map((condition) => ({ of: 'note' as const, id: _id, condition })),
    );
    yield* each(outcomesOf(this.outcomes, chosen), ({ _id, conditions }) =>
      conditions.map((condition) => ({ of: 'change' as const, id: _id, condition })),
    );
  }

  private async *links(chosen: Chosen): AsyncGenerator<Link> {
    for await (const part of inParts(notesOf(this.notes, chosen))) yield* await this.linksOf('note', part);
    for await (const part of inParts(outcomesOf(this.outcomes, chosen))) yield* await this.linksOf('change', part);
  }

  private async linksOf(of: Link['of'], part: readonly (Note | Outcome)[]): Promise<Link[]> {
    const all = (which: 'themes' | 'sessions' | 'threads') => [...new Set(part.flatMap((one) => one[which]))];
    const [themes, sessions, threads, notes] = await Promise.all([
      this.programme.themeTitles(all('themes')),
      this.programme.sessionLabels(all('sessions')),
      this.threads.placesOf(all('threads')),
      this.titles(part),
    ]);
    return part.flatMap((one) => {
      const link = (to: Link['to'], target: string, title: string | null) => ({ of, id: one._id, to, target, title });
      return [
        ...one.themes.map((id) => link('theme', id, themes.get(id) ?? '')),
        ...one.sessions.flatMap((id) => {
          const session = sessions.get(id);
          return session ? [link('session', id, session.title)] : [];
        }),
        ...one.threads.flatMap((id) => (threads.get(id)?.audience === everyMember ? [link('thread', id, null)] : [])),
        ...('notes' in one ? one.notes : []).map((id) => link('note', id, notes.get(id) ?? '')),
      ];
    });
  }

  private async titles(part: readonly (Note | Outcome)[]): Promise<ReadonlyMap<string, string>> {
    const ids = [...new Set(part.flatMap((one) => ('notes' in one ? one.notes : [])))];
    const titles = new Map<string, string>();
    if (ids.length > 0) for await (const { _id, title } of notesOf(this.notes, { notes: ids })) titles.set(_id, title);
    return titles;
  }

  private async *told() {
    const answers = await this.answers.all(mostThemes);
    const titles = await this.programme.themeTitles(answers.map(({ _id }) => _id));
    for (const { _id, said, did, on } of answers) yield { theme: _id, title: titles.get(_id) ?? '', said, did, on };
  }
}
