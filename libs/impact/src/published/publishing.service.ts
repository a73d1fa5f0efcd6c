import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { PublishingView, publishRequest } from '@throughline/contracts';
import { type PublishedKind, publishedKinds } from '@throughline/contracts/names';
import { Days, dayText } from '@throughline/discussion';
import { People } from '@throughline/identity';
import { DomainError, notFound, Policies, type SignedIn, wrongField } from '@throughline/kernel';
import { Secrets } from '@throughline/platform';
import { Programme } from '@throughline/programme';
import type { Model } from 'mongoose';
import type { z } from 'zod';
import type { Evidence } from '../evidence/evidence.schema';
import { Note } from '../notes/note.schema';
import { titleOf } from '../outcomes/title-of';
import { Outcome } from '../outcomes/outcome.schema';
import { OrganisationSay } from '../outside/organisation-say';
import { ThemeAnswers } from '../whole/theme-answers.service';
import { Publication, type SaidAnswer, type SaidNote, type SaidOutcome } from './publication.schema';
import { publish } from './published.policy';
import { PublishedEvidences } from './published-evidence';
import { Published } from './published.service';

/** Something as it is now, as it could be published. */
interface Current {
  said: SaidNote | SaidOutcome | SaidAnswer;
  notes: string[];
  evidence: Evidence[];
}

/** Deciding what visitors see: one thing at a time, exactly as it was looked at, and taken back at once. */
@Injectable()
export class PublishingService {
  constructor(
    @InjectModel(Publication.name) private readonly publications: Model<Publication>,
    @InjectModel(Note.name) private readonly notes: Model<Note>,
    @InjectModel(Outcome.name) private readonly outcomes: Model<Outcome>,
    private readonly published: Published,
    private readonly evidences: PublishedEvidences,
    private readonly organisations: OrganisationSay,
    private readonly answers: ThemeAnswers,
    private readonly programme: Programme,
    private readonly people: People,
    private readonly policies: Policies,
    private readonly secrets: Secrets,
    private readonly days: Days,
  ) {}

  async view(actor: SignedIn, kind: PublishedKind, id: string): Promise<PublishingView> {
    this.policies.authorize(actor, publish, undefined);
    const [current, before, waitingFor, today] = await Promise.all([
      this.current(kind, id),
      this.publications.findById(id).lean<Publication>(),
      this.waitingFor(kind, id),
      this.days.today(),
    ]);
    const shownOf = await this.evidences.of(current.evidence);
    const all = current.evidence.map((one) => ({ id: one._id, outside: shownOf(one) }));
    const choices = all.flatMap(({ id: one, outside }) => (outside.may ? [{ id: one, shown: outside.shown }] : []));
    const chosen = before?.evidence ?? choices.map((one) => one.id);
    const would = await this.published.shown([
      { _id: id, kind, by: null, on: dayText(today), ...saidAnd(current), evidence: choices.map((one) => one.id) },
    ]);
    const by = before?.by ? (await this.people.byIds([before.by])).get(before.by)?.name : null;
    return {
      ...{ kind, id, would, waitingFor },
      title: current.said.title,
      choices: choices.map((one) => ({ ...one, chosen: chosen.includes(one.id) })),
      notGiven: all.filter(({ outside }) => !outside.may && outside.why === 'not-given').length,
      published: before
        ? { on: before.on, by: by ?? null, changedSince: digestable(before) !== digestable(saidAnd(current)) }
        : null,
      seen: this.seenOf(current),
      abilities: this.policies.abilities(actor, [publish], undefined),
    };
  }

  /**
   * Shows it to visitors as it was looked at. Throws `changed-meanwhile` where it says something else by now, and
   * `organisation-first` where somebody who is named in it has not seen it for ten working days.
   */
  async publish(
    actor: SignedIn,
    kind: PublishedKind,
    id: string,
    { seen, evidence }: z.output<typeof publishRequest>,
  ): Promise<PublishingView> {
    this.policies.authorize(actor, publish, undefined);
    const current = await this.current(kind, id);
    if (seen !== this.seenOf(current)) throw new DomainError('changed-meanwhile');
    if ((await this.waitingFor(kind, id)).length > 0) throw new DomainError('organisation-first');
    const shownOf = await this.evidences.of(current.evidence);
    const may = new Set(current.evidence.filter((one) => shownOf(one).may).map(({ _id }) => _id));
    if (evidence.some((one) => !may.has(one))) throw wrongField('evidence', 'This may not be shown to visitors.');
    const approved = { kind, by: actor.memberId, on: dayText(await this.days.today()), ...saidAnd(current), evidence };
    await this.publications.replaceOne({ _id: id }, { _id: id, ...approved }, { upsert: true });
    return this.view(actor, kind, id);
  }

  /** It is gone from where visitors see it with the next answer. */
  async takeBack(actor: SignedIn, kind: PublishedKind, id: string): Promise<PublishingView> {
    this.policies.authorize(actor, publish, undefined);
    await this.publications.deleteOne({ _id: id, kind });
    return this.view(actor, kind, id);
  }

  /** What visitors read as it was approved, and says something else by now. */
  async changedSince(): Promise<{ kind: PublishedKind; id: string; title: string }[]> {
    const ofEach = publishedKinds.map((kind) =>
      this.publications.find({ kind }).sort({ on: -1, _id: 1 }).limit(200).lean<Publication[]>(),
    );
    const approved = (await Promise.all(ofEach)).flat();
    const now = await Promise.all(approved.map(({ kind, _id }) => this.current(kind, _id)));
    return approved.flatMap((before, index) => {
      const current = now[index];
      if (!current || digestable(before) === digestable(saidAnd(current))) return [];
      return [{ kind: before.kind, id: before._id, title: current.said.title }];
    });
  }

  private async waitingFor(kind: PublishedKind, id: string): Promise<PublishingView['waitingFor']> {
    if (kind === 'answer') return [];
    const about = kind === 'note' ? 'notes' : 'outcomes';
    return (await this.organisations.mayBePublished({ about, id })).waitingFor;
  }

  private async current(kind: PublishedKind, id: string): Promise<Current> {
    if (kind === 'note') return this.currentNote(id);
    return kind === 'outcome' ? this.currentOutcome(id) : this.currentAnswer(id);
  }

  private async currentNote(id: string): Promise<Current> {
    const note = await this.notes.findById(id).lean<Note>();
    if (!note) throw notFound();
    const { title, lead, blockage, bestHopes, exceptions, changeSought, conditions, mustAct, haveActed } = note;
    const history = note.history.map(({ stage, on, why }) => ({ stage, on, why }));
    return {
      said: { title, lead, blockage, bestHopes, exceptions, changeSought, conditions, mustAct, haveActed, history },
      notes: [],
      evidence: note.evidence,
    };
  }

  /** Drafts are not there. */
  private async currentOutcome(id: string): Promise<Current> {
    const outcome = await this.outcomes.findOne({ _id: id, state: 'recorded' }).lean<Outcome>();
    if (!outcome) throw notFound();
    const { when, where, why, ourPart, others, kinds, conditions } = outcome;
    const [direction, origin] = [outcome.direction ?? null, outcome.origin ?? null];
    return {
      said: { title: titleOf(outcome), when, where, why, ourPart, others, kinds, conditions, direction, origin },
      notes: outcome.notes,
      evidence: outcome.evidence,
    };
  }

  private async currentAnswer(id: string): Promise<Current> {
    const answer = (await this.answers.of([id])).get(id);
    if (!answer) throw notFound();
    const title = (await this.programme.themeTitles([id])).get(id) ?? '';
    return { said: { title, said: answer.said, did: answer.did }, notes: [], evidence: [] };
  }

  private seenOf(current: Current): string {
    return this.secrets.digest('publishing', digestable(saidAnd(current)));
  }
}

function saidAnd({ said, notes }: Current): Pick<Publication, 'said' | 'notes'> {
  return { said, notes: [...notes] };
}

/** The same for the same texts, whatever order a database keeps them in. */
function digestable({ said, notes }: Pick<Publication, 'said' | 'notes'>): string {
  const inOrder = (value: unknown): unknown =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([one], [other]) => (one < other ? -1 : 1))
            .map(([name, part]) => [name, inOrder(part)]),
        )
      : Array.isArray(value)
        ? value.map(inOrder)
        : value;
  return JSON.stringify(inOrder({ said, notes }));
}
