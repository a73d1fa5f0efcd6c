import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { AskView, OrganisationSaid, SaidOfChange } from '@throughline/contracts';
import { type Table, table } from '@throughline/platform';
import type { Model } from 'mongoose';
import { Note } from '../notes/note.schema';
import { Outcome } from '../outcomes/outcome.schema';
import { SaidOutside } from '../outside/said-outside';
import { type Chosen, notesOf, outcomesOf } from './chosen';

interface Said extends OrganisationSaid {
  of: 'note' | 'change';
  about: string;
}

/** What people outside were asked and said, as every member reads it: unedited. */
@Injectable()
export class OutsideTables {
  constructor(
    @InjectModel(Note.name) private readonly notes: Model<Note>,
    @InjectModel(Outcome.name) private readonly outcomes: Model<Outcome>,
    private readonly said: SaidOutside,
  ) {}

  tables(chosen: Chosen): Table[] {
    return [
      table<SaidOfChange & { change: string }>({
        name: 'outside_answers',
        meaning: 'What people outside this community said of a change, as they wrote it.',
        columns: {
          answer_id: { meaning: 'The id of the answer', of: ({ id }) => id },
          change: { meaning: 'The id of the change', of: ({ change }) => change },
          answer: { meaning: 'agree, partly, disagree', of: ({ answer }) => answer },
          text: { meaning: 'In their own words', of: ({ text }) => text },
          how: { meaning: 'How they know', of: ({ how }) => how },
          role: { meaning: 'What they do', of: ({ role }) => role },
          relation: {
            meaning: 'How they stand to the change: who made it, who is affected by it, who saw it, who pays for it',
            of: ({ relation }) => relation,
          },
          name: { meaning: 'Their name, where they said that they may be named', of: ({ name }) => name },
          on: { kind: 'day', meaning: 'When', of: ({ on }) => on },
          by_hand: {
            kind: 'yes or no',
            meaning: 'The link was handed over, and not mailed',
            of: ({ byHand }) => byHand,
          },
          changed_since: {
            kind: 'yes or no',
            meaning: 'The change is told in other words by now',
            of: ({ changedSince }) => changedSince,
          },
          settled_on: {
            kind: 'day',
            meaning: 'When a disagreement was settled',
            of: ({ settled }) => settled?.on ?? null,
          },
          settled_how: { meaning: 'How it was settled', of: ({ settled }) => settled?.why ?? null },
        },
        rows: () => this.answers(chosen),
      }),
      table<AskView & { note: string }>({
        name: 'asks',
        meaning: 'What a note asks of an organisation, and what it answered.',
        columns: {
          ask: { meaning: 'The id of the ask', of: ({ id }) => id },
          note: { meaning: 'The id of the note', of: ({ note }) => note },
          organisation: { meaning: 'Who was asked', of: ({ organisation }) => organisation },
          text: { meaning: 'What for', of: ({ text }) => text },
          by: { kind: 'day', meaning: 'By when it is wished for', of: ({ by }) => by },
          asked_on: { kind: 'day', meaning: 'When they were asked', of: ({ askedOn }) => askedOn },
          reminded: {
            kind: 'number',
            unit: 'times',
            meaning: 'How often they were reminded',
            of: ({ remindedOn }) => remindedOn.length,
          },
          answer: { meaning: 'yes, partly, no; empty where none has come', of: ({ answer }) => answer?.answer ?? null },
          answer_text: { meaning: 'In their own words', of: ({ answer }) => answer?.text ?? null },
          role: { meaning: 'What whoever answered does', of: ({ answer }) => answer?.role ?? null },
          name: {
            meaning: 'Their name, where they said that they may be named',
            of: ({ answer }) => answer?.name ?? null,
          },
          answered_on: { kind: 'day', meaning: 'When', of: ({ answer }) => answer?.on ?? null },
        },
        rows: () => this.asks(chosen),
      }),
      table<Said>({
        name: 'organisations_said',
        meaning: 'What an organisation says of a note or a change that names it, as it wrote it.',
        columns: {
          answer_id: { meaning: 'The id of the answer', of: ({ id }) => id },
          of: { meaning: 'note or change', of: ({ of }) => of },
          id: { meaning: 'The id of that', of: ({ about }) => about },
          organisation: { meaning: 'Who says it', of: ({ organisation }) => organisation },
          answer: { meaning: 'Whether it is right, partly right, or wrong', of: ({ answer }) => answer },
          text: { meaning: 'In their own words', of: ({ text }) => text },
          role: { meaning: 'What whoever answered does', of: ({ role }) => role },
          name: { meaning: 'Their name, where they said that they may be named', of: ({ name }) => name },
          on: { kind: 'day', meaning: 'When', of: ({ on }) => on },
          changed_since: {
            kind: 'yes or no',
            meaning: 'It is told in other words by now',
            of: ({ changedSince }) => changedSince,
          },
        },
        rows: () => this.organisations(chosen),
      }),
    ];
  }

  private async *answers(chosen: Chosen): AsyncGenerator<SaidOfChange & { change: string }> {
    for await (const outcome of outcomesOf(this.outcomes, chosen))
      for (const one of (await this.said.ofOutcome(outcome)).outside) yield { ...one, change: outcome._id };
  }

  private async *asks(chosen: Chosen): AsyncGenerator<AskView & { note: string }> {
    for await (const note of notesOf(this.notes, chosen))
      for (const ask of (await this.said.ofNote(note)).asks) yield { ...ask, note: note._id };
  }

  private async *organisations(chosen: Chosen): AsyncGenerator<Said> {
    for await (const note of notesOf(this.notes, chosen))
      for (const one of (await this.said.ofNote(note)).organisations) yield { ...one, of: 'note', about: note._id };
    for await (const outcome of outcomesOf(this.outcomes, chosen))
      for (const one of (await this.said.ofOutcome(outcome)).organisations)
        yield { ...one, of: 'change', about: outcome._id };
  }
}
