import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { NotePage, OutcomePage, PublishedNote } from '@throughline/contracts';
import { type QueryFilter, trusted, type Model } from 'mongoose';
import type { Note } from '../notes/note.schema';
import type { Outcome } from '../outcomes/outcome.schema';
import { OutsidePresenter } from './outside.presenter';
import { OutsideRequest } from './outside-request.schema';
import { isAbout, type Place } from './place';
import { statementOfNote, statementOfOutcome } from './statements';

/** What people outside said of changes and notes, as every member reads it. */
@Injectable()
export class SaidOutside {
  constructor(
    @InjectModel(OutsideRequest.name) private readonly requests: Model<OutsideRequest>,
    private readonly presenter: OutsidePresenter,
  ) {}

  async ofOutcome(outcome: Outcome): Promise<Pick<OutcomePage, 'outside' | 'organisations'>> {
    const requests = await this.about({ about: 'outcomes', id: outcome._id });
    const { read } = statementOfOutcome(outcome);
    return {
      outside: this.presenter.saidOfChange(requests, read),
      organisations: this.presenter.organisations(requests, read),
    };
  }

  async ofNote(note: Note): Promise<Pick<NotePage, 'asks' | 'organisations'>> {
    const requests = await this.about({ about: 'notes', id: note._id });
    const { read } = statementOfNote(note);
    return { asks: this.presenter.asks(requests), organisations: this.presenter.organisations(requests, read) };
  }

  /** What organisations said of several notes and outcomes, by their ids, as visitors read it: unedited, without a name. */
  async organisationsOf(ids: readonly string[]): Promise<(id: string) => PublishedNote['organisations']> {
    const theirs = trusted({ $in: [...ids] });
    const requests = await this.inOrder({ $or: [{ noteId: theirs }, { outcomeId: theirs }] });
    return (id) =>
      this.presenter
        .organisations(
          requests.filter(({ noteId, outcomeId }) => noteId === id || outcomeId === id),
          '',
        )
        .map(({ organisation, answer, text, role, on }) => ({ organisation, answer, text, role, on }));
  }

  /** In the order in which they were asked. */
  about(place: Place): Promise<OutsideRequest[]> {
    return this.inOrder(isAbout(place));
  }

  private inOrder(which: QueryFilter<OutsideRequest>): Promise<OutsideRequest[]> {
    return this.requests.find(which).sort({ on: 1, askedAt: 1, _id: 1 }).lean<OutsideRequest[]>();
  }
}
