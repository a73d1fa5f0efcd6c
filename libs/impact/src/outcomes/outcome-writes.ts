import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Relay } from '@throughline/stream';
import type { Model } from 'mongoose';
import { KeptWrites } from '../evidence/kept-writes';
import { Outcome } from './outcome.schema';

/** The one way in which outcomes are written. */
@Injectable()
export class OutcomeWrites extends KeptWrites<Outcome> {
  constructor(@InjectModel(Outcome.name) outcomes: Model<Outcome>, relay: Relay) {
    super(outcomes, relay, 'outcome.changed');
  }
}
