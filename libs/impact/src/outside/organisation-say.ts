import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Days, dayText } from '@throughline/discussion';
import { OrganisationsService } from '@throughline/identity';
import { trusted, type Model } from 'mongoose';
import { Note } from '../notes/note.schema';
import { Outcome } from '../outcomes/outcome.schema';
import { isAnswered } from './outside.presenter';
import type { OutsideRequest } from './outside-request.schema';
import { waitsUntil } from './waits-until';
import type { Place } from './place';
import { SaidOutside } from './said-outside';
import { type Statement, Statements } from './statements';

/** What an organisation says of what is to be published and names it: it is sent to it first, and its answer stands beside it. */
@Injectable()
export class OrganisationSay {
  constructor(
    @InjectModel(Outcome.name) private readonly outcomes: Model<Outcome>,
    @InjectModel(Note.name) private readonly notes: Model<Note>,
    private readonly said: SaidOutside,
    private readonly statements: Statements,
    private readonly communityOrganisations: OrganisationsService,
    private readonly days: Days,
  ) {}

  /**
   * Whether each organisation that it names has answered about it as it stands, or has had its ten working days since it was sent to it so;
   * and which have not. `until` is null where it has to be sent to them first.
   */
  async mayBePublished(
    place: Place,
  ): Promise<{ may: boolean; waitingFor: { organisation: string; until: string | null }[] }> {
    const statement = await this.statements.of(place);
    if (!statement) return { may: false, waitingFor: [] };
    const [requests, today] = await Promise.all([this.said.about(place), this.days.today()]);
    const named = requests.filter(({ kind, withdrawnOn }) => kind === 'named' && !withdrawnOn);
    const names = distinct([...(await this.namesIn(place, statement, requests)), ...named.map(organisationOf)]);
    const waitingFor = names.flatMap((organisation) => {
      const sent = named.filter((request) => sameName(organisationOf(request), organisation));
      const asItIs = sent.filter((request) =>
        isAnswered(request) ? request.answer.read === statement.read : request.sent === statement.read,
      );
      if (asItIs.some(isAnswered)) return [];
      const [until] = asItIs.map(waitsUntil).sort();
      return until !== undefined && until < dayText(today) ? [] : [{ organisation, until: until ?? null }];
    });
    return { may: waitingFor.length === 0, waitingFor };
  }

  /** Organisations that it names: where a note says so, and those that are known here and stand in its text. */
  private async namesIn(place: Place, statement: Statement, requests: readonly OutsideRequest[]): Promise<string[]> {
    const known = (await this.communityOrganisations.list()).map(({ name }) => name);
    const text = [statement.title, ...statement.fields.map((field) => field.text)].join('\n').toLowerCase();
    const stands = (name: string) => text.includes(name.toLowerCase());
    const asked = requests.filter(({ kind, withdrawnOn }) => kind === 'ask' && !withdrawnOn).map(organisationOf);
    if (place.about === 'notes') {
      const note = await this.notes.findById(place.id, { mustAct: 1, haveActed: 1 }).lean<Note>();
      return [...(note?.mustAct ?? []), ...(note?.haveActed ?? []), ...asked, ...known.filter(stands)];
    }
    const outcome = await this.outcomes.findById(place.id, { notes: 1 }).lean<Outcome>();
    const notes = await this.notes
      .find({ _id: trusted({ $in: [...(outcome?.notes ?? [])] }) }, { mustAct: 1, haveActed: 1 })
      .lean<Note[]>();
    const ofNotes = notes.flatMap(({ mustAct, haveActed }) => [...mustAct, ...haveActed]);
    return [...known, ...ofNotes].filter(stands);
  }
}

function organisationOf({ organisation }: OutsideRequest): string {
  return organisation ?? '';
}

function sameName(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

function distinct(names: readonly string[]): string[] {
  return names.filter((name, index) => name !== '' && names.findIndex((other) => sameName(other, name)) === index);
}
