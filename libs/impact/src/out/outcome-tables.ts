import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { LabelView } from '@throughline/contracts';
import { dayText } from '@throughline/discussion';
import { type Column, type Table, table } from '@throughline/platform';
import type { Model } from 'mongoose';
import { OutcomePresenter } from '../outcomes/outcome.presenter';
import { Outcome } from '../outcomes/outcome.schema';
import { type Chosen, outcomesOf } from './chosen';
import { inParts } from './in-parts';
import { each } from './note-tables';

const theOutcome = 'The id of the change';

interface Labelled {
  outcome: Outcome;
  label: LabelView;
}

const counted = (kind: keyof LabelView['counts'], unit: string, meaning: string): Column<Labelled> => ({
  kind: 'number',
  unit,
  meaning,
  of: ({ label }) => label.counts[kind],
});

/** What changed, as tables, with how sure one can be of each and what that rests on. */
@Injectable()
export class OutcomeTables {
  constructor(
    @InjectModel(Outcome.name) private readonly outcomes: Model<Outcome>,
    private readonly presenter: OutcomePresenter,
  ) {}

  tables(chosen: Chosen): Table[] {
    const outcomes = () => outcomesOf(this.outcomes, chosen);
    return [
      table<Labelled>({
        name: 'changes',
        meaning: 'What changed: a row for each change that members see. Drafts are not here.',
        columns: {
          change: { meaning: theOutcome, of: ({ outcome }) => outcome._id },
          who: { meaning: 'Who does something differently', of: ({ outcome }) => outcome.who },
          what: { meaning: 'What they do', of: ({ outcome }) => outcome.what },
          when: { meaning: 'When, in words', of: ({ outcome }) => outcome.when },
          where: { meaning: 'Where', of: ({ outcome }) => outcome.where },
          why: { meaning: 'Why it matters', of: ({ outcome }) => outcome.why },
          our_part: { meaning: 'How this community helped', of: ({ outcome }) => outcome.ourPart },
          others: { meaning: 'Who else helped', of: ({ outcome }) => outcome.others },
          direction: { meaning: 'positive or negative', of: ({ outcome }) => outcome.direction ?? null },
          origin: { meaning: 'planned or emergent', of: ({ outcome }) => outcome.origin ?? null },
          recorded_on: {
            kind: 'day',
            meaning: 'Since when members see it',
            of: ({ outcome }) => (outcome.recordedOn ? dayText(outcome.recordedOn) : null),
          },
          label: {
            meaning:
              'How sure one can be: reported (a statement), evidenced (something stands behind it), substantiated (somebody outside confirmed it)',
            of: ({ label }) => label.label,
          },
          label_words: { meaning: 'The same as pages say it', of: ({ label }) => label.said },
          basis: { meaning: 'What that rests on, as pages say it', of: ({ label }) => label.basis },
          disputed: {
            kind: 'yes or no',
            meaning: 'Somebody outside disagrees, and that is not settled',
            of: ({ label }) => label.disputed,
          },
          posts: counted('words', 'posts', 'Posts of members that stand behind it and that every member may read'),
          documents: counted('document', 'documents', 'Documents that stand behind it'),
          counts: counted('measure', 'counts', 'Counts that stand behind it'),
        },
        rows: () => this.labelled(outcomes()),
      }),
      table<{ outcome: string; kind: string }>({
        name: 'change_kinds',
        meaning: 'What kind of change it is: a row for each kind of each change.',
        columns: {
          change: { meaning: theOutcome, of: ({ outcome }) => outcome },
          kind: { meaning: 'behaviour, relationship, policy, practice, resources, attitude', of: ({ kind }) => kind },
        },
        rows: () => each(outcomes(), ({ _id, kinds }) => kinds.map((kind) => ({ outcome: _id, kind }))),
      }),
    ];
  }

  private async *labelled(outcomes: AsyncIterable<Outcome>): AsyncGenerator<Labelled> {
    for await (const part of inParts(outcomes)) {
      const labels = await this.presenter.labels(part);
      for (const outcome of part) {
        const label = labels.get(outcome._id);
        if (label) yield { outcome, label };
      }
    }
  }
}
