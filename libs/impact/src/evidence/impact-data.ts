import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { dayText, WordsInUse } from '@throughline/discussion';
import { Aliases } from '@throughline/identity';
import { type PersonalData, type PersonalEntry, type PersonalPart, Registries } from '@throughline/kernel';
import { trusted, type Model } from 'mongoose';
import { Note } from '../notes/note.schema';
import { NoteNames } from '../notes/note-names';
import { Sighting } from '../notes/sighting.schema';
import { titleOf } from '../outcomes/title-of';
import { Outcome } from '../outcomes/outcome.schema';
import { OutsideRequest } from '../outside/outside-request.schema';
import { Publication } from '../published/publication.schema';
import { Quotings } from '../quoted/quoting';
import { Report } from '../reports/report.schema';
import { ThemeAnswer } from '../whole/theme-answer.schema';
import { type Kept, withoutHistory } from './evidence.schema';

const sayingLabels = { about: 'About', text: 'What you said', on: 'On' } as const;

/** What somebody wrote down of changes, looks after, and says that they have seen. */
@Injectable()
export class ImpactData implements PersonalData {
  constructor(
    @InjectModel(Outcome.name) private readonly outcomes: Model<Outcome>,
    @InjectModel(Note.name) private readonly notes: Model<Note>,
    @InjectModel(Sighting.name) private readonly sightings: Model<Sighting>,
    @InjectModel(OutsideRequest.name) private readonly requests: Model<OutsideRequest>,
    @InjectModel(ThemeAnswer.name) private readonly answers: Model<ThemeAnswer>,
    @InjectModel(Publication.name) private readonly publications: Model<Publication>,
    @InjectModel(Report.name) private readonly reports: Model<Report>,
    private readonly names: NoteNames,
    private readonly quotings: Quotings,
    private readonly words: WordsInUse,
    private readonly aliases: Aliases,
    registries: Registries,
  ) {
    registries.personalData.add(this);
  }

  async partsFor(memberId: string, { aliases }: { aliases: boolean }): Promise<readonly PersonalPart[]> {
    const parts: PersonalPart[] = [
      {
        name: 'changes-written-down',
        title: 'Changes that you wrote down',
        labels: { title: 'What changed', when: 'When', where: 'Where' },
        entries: () => this.written(memberId),
      },
      {
        name: 'notes-looked-after',
        title: 'Notes that you look after',
        labels: { title: 'Title', nextReview: 'To be looked at again by' },
        entries: () => this.lookedAfter(memberId),
      },
      {
        name: 'seen',
        title: 'What you say that you have seen',
        about: 'Others see how many members said so, and that only where they are five or more.',
        labels: { note: 'Note', what: 'What', on: 'On' },
        entries: () => this.seen(memberId),
      },
      {
        name: 'document-files',
        title: 'Files that you added as documents behind a change',
        about: 'Every member can read them. Each is kept until its document is taken off.',
        labels: { about: 'Behind', title: 'Document', file: 'File', bytes: 'Bytes', on: 'On' },
        entries: () => this.documentsOf(memberId),
      },
      {
        name: 'asked-outside',
        title: 'People outside whom you asked about a change',
        labels: { whom: 'Whom', organisation: 'Organisation', text: 'What for', on: 'On', answered: 'Answered' },
        entries: () => this.asked(memberId),
      },
      {
        name: 'published',
        title: 'What you decided to show to visitors',
        labels: { title: 'What', on: 'On' },
        entries: () => this.approved(memberId),
      },
      {
        name: 'themes-answered',
        title: 'What you told the members of a theme came of it',
        labels: { said: 'They said', did: 'What came of it', on: 'On' },
        entries: () => this.answered(memberId),
      },
      {
        name: 'reports-made',
        title: 'Reports that you put together',
        labels: { title: 'Title', from: 'From', to: 'To', stored: 'Stored on' },
        entries: () => this.putTogether(memberId),
      },
    ];
    const saying = { title: 'What you said of words of yours that stand behind a change', labels: sayingLabels };
    const own: PersonalPart = {
      name: 'not-what-you-meant',
      ...saying,
      entries: () => this.saidOf((posts) => this.words.writtenBy([memberId], posts)),
    };
    if (!aliases) return [...parts, own];
    // Found with the member's own access, as always: nothing is noted of it (safety.md P2a).
    const names = (await this.aliases.ownEverywhere(memberId)).map(({ _id }) => _id);
    const under: PersonalPart = {
      name: 'not-what-you-meant-under-other-names',
      ...saying,
      entries: () => this.saidOf((posts) => this.words.writtenAs(names, posts)),
    };
    return [...parts, own, under];
  }

  /** What was seen stays counted, and is nobody's; what they wrote down is the community's. */
  async erase(memberId: string): Promise<void> {
    await this.sightings.updateMany({ by: memberId }, { $set: { by: null } });
    await this.outcomes.updateMany({ madeBy: memberId }, { $set: { madeBy: null } });
    await this.notes.updateMany({ owner: memberId }, { $set: { owner: null } });
    await this.requests.updateMany({ madeBy: memberId }, { $set: { madeBy: null } });
    await this.publications.updateMany({ by: memberId }, { $set: { by: null } });
    await this.reports.updateMany({ madeBy: memberId }, { $set: { madeBy: null } });
    await this.answers.updateMany({ by: memberId }, { $set: { by: null } });
  }

  private async *written(memberId: string): AsyncGenerator<PersonalEntry> {
    for await (const outcome of this.outcomes.find({ madeBy: memberId }).lean<Outcome[]>().cursor())
      yield { title: titleOf(outcome), when: outcome.when, where: outcome.where };
  }

  private async *lookedAfter(memberId: string): AsyncGenerator<PersonalEntry> {
    for await (const { title, nextReview } of this.notes.find({ owner: memberId }).lean<Note[]>().cursor())
      yield { title, nextReview };
  }

  private async *documentsOf(memberId: string): AsyncGenerator<PersonalEntry> {
    const mine = { evidence: trusted({ $elemMatch: { by: memberId, 'file.id': trusted({ $exists: true }) } }) };
    const entriesOf = ({ evidence }: Kept, about: string) =>
      evidence.flatMap((one): PersonalEntry[] => {
        if (one.kind !== 'document' || !one.file || one.by !== memberId) return [];
        return [{ about, title: one.title, file: one.file.name, bytes: one.file.bytes, on: dayText(one.on) }];
      });
    for await (const outcome of this.outcomes.find(mine, withoutHistory).lean<Outcome[]>().cursor())
      yield* entriesOf(outcome, titleOf(outcome));
    for await (const note of this.notes.find(mine, withoutHistory).lean<Note[]>().cursor())
      yield* entriesOf(note, note.title);
  }

  private async *saidOf(whose: (posts: readonly string[]) => Promise<string[]>): AsyncGenerator<PersonalEntry> {
    const said = (await this.quotings.find('all')).filter(({ words }) => words.said);
    const mine = new Set(await whose(said.map(({ words }) => words.postId)));
    for (const { title, words } of said)
      if (words.said && mine.has(words.postId))
        yield { about: title, text: words.said.text, on: dayText(words.said.on) };
  }

  private async *asked(memberId: string): AsyncGenerator<PersonalEntry> {
    for await (const request of this.requests.find({ madeBy: memberId }).lean<OutsideRequest[]>().cursor()) {
      const { forWhom: whom, organisation, text, on, answer } = request;
      yield { whom, organisation, text, on: dayText(on), answered: answer !== null };
    }
  }

  private async *approved(memberId: string): AsyncGenerator<PersonalEntry> {
    for await (const { said, on } of this.publications.find({ by: memberId }).lean<Publication[]>().cursor())
      yield { title: said.title, on };
  }

  private async *putTogether(memberId: string): AsyncGenerator<PersonalEntry> {
    for await (const { title, from, to, asAt } of this.reports.find({ madeBy: memberId }).lean<Report[]>().cursor())
      yield { title, from, to, stored: asAt };
  }

  private async *answered(memberId: string): AsyncGenerator<PersonalEntry> {
    for await (const { said, did, on } of this.answers.find({ by: memberId }).lean<ThemeAnswer[]>().cursor())
      yield { said, did, on };
  }

  private async *seen(memberId: string): AsyncGenerator<PersonalEntry> {
    const said = await this.sightings.find({ by: memberId }).lean();
    const titles = await this.names.titles(said.map(({ noteId }) => noteId));
    for (const { noteId, kind, on } of said)
      yield { note: titles.find(({ id }) => id === noteId)?.title ?? '', what: kind, on };
  }
}
