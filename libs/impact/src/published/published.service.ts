import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type {
  PublishedAnswer,
  PublishedEvidence,
  PublishedNote,
  PublishedOutcome,
  PublishedShort,
  PublishedView,
} from '@throughline/contracts';
import type { PublishedKind } from '@throughline/contracts/names';
import { CommunityService } from '@throughline/identity';
import { basisWords, labelOf, labelWords, surenessOf } from '@throughline/rules/impact';
import { trusted, type Model } from 'mongoose';
import { isWords } from '../evidence/evidence.service';
import type { Evidence } from '../evidence/evidence.schema';
import { Note } from '../notes/note.schema';
import { Outcome } from '../outcomes/outcome.schema';
import { OutsideAnswers } from '../outcomes/outside-answers';
import { SaidOutside } from '../outside/said-outside';
import { statementOfChange } from '../outside/statements';
import { Publication, type SaidAnswer, type SaidNote, type SaidOutcome } from './publication.schema';
import { PublishedEvidences } from './published-evidence';
import { mostTold, publishedShortOf } from './published-short';

/** A piece of evidence as visitors see it; of words also which post they are of, which they do not. */
interface Stands {
  shown: PublishedEvidence;
  of?: string;
}

/** The most of each kind that is shown. */
const most = 200;

/**
 * What visitors see. It is made from the publications alone: texts as they were approved, the evidence that was approved with them as
 * far as it may be shown now, and what people outside said of these same things. Nothing else is asked, so nothing else can be inferred.
 */
@Injectable()
export class Published {
  constructor(
    @InjectModel(Publication.name) private readonly publications: Model<Publication>,
    @InjectModel(Note.name) private readonly notes: Model<Note>,
    @InjectModel(Outcome.name) private readonly outcomes: Model<Outcome>,
    private readonly community: CommunityService,
    private readonly evidences: PublishedEvidences,
    private readonly outside: OutsideAnswers,
    private readonly organisations: SaidOutside,
  ) {}

  async view(): Promise<PublishedView> {
    const [notes, outcomes, answers] = await Promise.all([this.all('note'), this.all('outcome'), this.all('answer')]);
    return this.shown([...notes, ...outcomes, ...answers]);
  }

  /** In short, for the front page: of changes only those are made that are told there. */
  async short(): Promise<PublishedShort> {
    const [notes, outcomes] = await Promise.all([this.all('note'), this.all('outcome')]);
    const told = (await this.shown(outcomes.slice(0, mostTold))).outcomes;
    return publishedShortOf({ told, changes: outcomes.length, notes: notes.map(({ said }) => said as SaidNote) });
  }

  /** The same of these publications; also of one that is yet to be. */
  async shown(publications: readonly Publication[]): Promise<PublishedView> {
    const of = (kind: PublishedKind) => publications.filter((one) => one.kind === kind);
    const [evidenceOf, organisationsOf, answers] = await Promise.all([
      this.evidenceOf(publications),
      this.organisations.organisationsOf(publications.map(({ _id }) => _id)),
      this.outside.of(
        of('outcome').map(({ _id: id, said }) => ({
          id,
          read: statementOfChange(said as SaidOutcome).read,
        })),
      ),
    ]);
    const published = new Set(of('note').map(({ _id }) => _id));
    const notes = of('note').map(({ _id: id, on, said }): PublishedNote => ({
      ...{ id, on },
      ...(said as SaidNote),
      ...{ evidence: evidenceOf(id).map(({ shown }) => shown), organisations: organisationsOf(id) },
    }));
    const outcomes = of('outcome').map(({ _id: id, on, said, notes: linked }): PublishedOutcome => {
      const evidence = evidenceOf(id);
      const basis = labelOf(
        evidence.map(({ shown: { kind }, of: post }) => ({ kind, live: true, ...(post ? { of: post } : {}) })),
        answers.get(id) ?? [],
      );
      return {
        ...{ id, on },
        ...(said as SaidOutcome),
        ...{ evidence: evidence.map(({ shown }) => shown), organisations: organisationsOf(id) },
        notes: linked.filter((note) => published.has(note)),
        sure: surenessOf(basis),
        label: labelWords(basis),
        basis: basisWords(basis),
      };
    });
    const themes = of('answer').map(({ _id: id, on, said }): PublishedAnswer => ({
      ...{ id, on },
      ...(said as SaidAnswer),
    }));
    return {
      asAt:
        publications
          .map(({ on }) => on)
          .sort()
          .at(-1) ?? null,
      contact: (await this.community.get()).contact ?? '',
      ...{ notes, outcomes, answers: themes },
    };
  }

  private async all(kind: PublishedKind): Promise<Publication[]> {
    return this.publications.find({ kind }).sort({ on: -1, _id: 1 }).limit(most).lean<Publication[]>();
  }

  /** What of the evidence that was approved is still there and may be shown. */
  private async evidenceOf(publications: readonly Publication[]): Promise<(id: string) => Stands[]> {
    const ids = trusted({ $in: publications.filter(({ evidence }) => evidence.length > 0).map(({ _id }) => _id) });
    const [notes, outcomes] = await Promise.all([
      this.notes.find({ _id: ids }, { evidence: 1 }).lean<Pick<Note, '_id' | 'evidence'>[]>(),
      this.outcomes.find({ _id: ids }, { evidence: 1 }).lean<Pick<Outcome, '_id' | 'evidence'>[]>(),
    ]);
    const approved = new Map(publications.map(({ _id, evidence }) => [_id, new Set(evidence)]));
    const kept = new Map<string, Evidence[]>(
      [...notes, ...outcomes].map(({ _id, evidence }) => [
        _id,
        evidence.filter((one) => approved.get(_id)?.has(one._id)),
      ]),
    );
    const shownOf = await this.evidences.of([...kept.values()].flat());
    return (id) =>
      (kept.get(id) ?? []).flatMap((one) => {
        const outside = shownOf(one);
        return outside.may ? [{ shown: outside.shown, ...(isWords(one) ? { of: one.postId } : {}) }] : [];
      });
  }
}
