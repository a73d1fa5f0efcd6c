import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { NotePage, OutcomePage } from '@throughline/contracts';
import type { Model } from 'mongoose';
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

  /** In the order in which they were asked. */
  about(place: Place): Promise<OutsideRequest[]> {
    return this.requests.find(isAbout(place)).sort({ on: 1, askedAt: 1, _id: 1 }).lean<OutsideRequest[]>();
  }
}
