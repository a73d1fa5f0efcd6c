import { Injectable } from '@nestjs/common';
import type { Cursor, EvidenceView, LabelView } from '@throughline/contracts';
import { mostEvidence } from '@throughline/contracts/names';
import { Days, dayText, isIn, WordsInUse, type WordsStanding } from '@throughline/discussion';
import { DomainError, Ids, notFound, type SignedIn } from '@throughline/kernel';
import { Creations } from '@throughline/platform';
import { basisWords, labelOf, labelWords, type OutsideAnswer } from '@throughline/rules/impact';
import { Streams } from '@throughline/stream';
import type { Evidence, Kept, LinkedWordsEvidence, Version } from './evidence.schema';
import { EvidenceSources, everyMember, type NewEvidence, type ThreadPlace } from './evidence-sources';
import { expectRoom } from './history';
import { expectPast } from './past-day';
import { marksOf } from './kept-writes';
import type { LinkedPlaces } from './links';
import { asEvidence, isWords, postsOf, sayOf } from './words-evidence';

export { everyMember } from './evidence-sources';
export { isWords, postsOf, sayOf } from './words-evidence';

/** What is shown of the evidence of something, to one reader. */
export interface ShownEvidence {
  views: EvidenceView[];
  lookAgain: { since: string; gone: number; changed: number; said: number } | null;
}

/** To so many places something belongs at the most: an edit of an outcome takes no more. */
const mostLinks = 20;

export interface MadeEvidence {
  evidence: Evidence;
  audience: string;
  place?: ThreadPlace;
  spent?: boolean;
}

/** What outcomes and notes rest on: taking it in, and showing what of it stands for whom. */
@Injectable()
export class EvidenceService {
  constructor(
    private readonly words: WordsInUse,
    private readonly sources: EvidenceSources,
    private readonly creations: Creations,
    private readonly streams: Streams,
    private readonly days: Days,
    private readonly ids: Ids,
  ) {}

  /** Makes a piece of evidence, and says who may read it and where it stands. Throws what its kind throws. */
  async make(actor: SignedIn, action: string, request: NewEvidence): Promise<MadeEvidence> {
    const on = await this.days.today();
    if ('on' in request) expectPast('on', request.on, dayText(on));
    const { parts, request: said = request, ...where } = await this.sources.of(request.kind).take(actor, request);
    const { key, body } = this.creations.stamp(actor, action, { ...said, key: request.key });
    return { evidence: { _id: this.ids.next(), key, body, by: actor.memberId, on, ...parts }, ...where };
  }

  /**
   * The write that links it; undefined where the same request has done so. What every member may read adds where it stands, so that its
   * theme, meeting and thread lead here too. Throws `key-reused`, and `too-many-letters` where there is too much. `told`: members see what
   * it is linked to, so its history is kept.
   */
  async linking(kept: Kept, { evidence, audience, place, spent }: MadeEvidence, told: boolean) {
    const before = kept.evidence.find((other) => other.key === evidence.key);
    if (before && before.body !== evidence.body) throw new DomainError('key-reused');
    if (before) return undefined;
    if (spent) throw new DomainError('document-gone');
    if (kept.evidence.length >= mostEvidence) throw new DomainError('too-many-letters');
    expectRoom(kept.versions);
    const { by, on, kind } = evidence;
    const version: Version = { on, by, before: [], link: { done: 'linked', kind, audience } };
    const places = place && audience === everyMember ? placed(kept, place) : undefined;
    const update = {
      $push: { evidence, ...(told ? { versions: version } : {}) },
      ...(places ? { $set: places } : {}),
    };
    const marks = [...postsOf([evidence]), ...marksOf(kept, { ...kept, ...places }, false)];
    return { update, tell: [audience, ...(await this.authorsOf([evidence]))], marks };
  }

  /** Once these were linked or taken off: what is kept beside them follows. */
  settle(evidence: readonly Evidence[]): Promise<void> {
    return this.sources.settle(evidence);
  }

  /** The streams that tell those who wrote linked words. */
  authorsOf(evidence: readonly Evidence[]): Promise<string[]> {
    return this.words.authorStreams(postsOf(evidence));
  }

  /** The write that takes it off. Throws `not-found` where it is not there, or not the actor's to read. */
  async unlinking(actor: SignedIn, kept: Kept, evidenceId: string, told: boolean) {
    const evidence = kept.evidence.find(({ _id }) => _id === evidenceId);
    if (!evidence) throw notFound();
    const audience = (await this.audienceOf(evidence)) ?? everyMember;
    if (!isIn(actor, audience)) throw notFound();
    const link = { done: 'taken-off' as const, kind: evidence.kind, audience };
    const version: Version = { on: await this.days.today(), by: actor.memberId, before: [], link };
    const update = {
      $pull: { evidence: { _id: evidenceId } },
      ...(told ? { $push: { versions: version } } : {}),
    };
    return { update, tell: [audience], marks: postsOf([evidence]) };
  }

  /** How sure one can be of each of these: of what every member may read. */
  async labels(
    kept: readonly Pick<Kept, '_id' | 'evidence'>[],
    answers: ReadonlyMap<string, readonly OutsideAnswer[]>,
  ): Promise<ReadonlyMap<string, LabelView>> {
    const standings = await this.sources.standings(kept.flatMap(({ evidence }) => evidence));
    const counts = ({ _id }: Evidence) => {
      const standing = standings.get(_id);
      return standing?.stands === true && standing.audience === everyMember;
    };
    return new Map(
      kept.map(({ _id, evidence }) => {
        const supports = evidence.map((one) => ({
          ...{ kind: one.kind, live: counts(one) },
          ...(isWords(one) ? { of: one.postId } : {}),
        }));
        const basis = labelOf(supports, answers.get(_id) ?? []);
        const { label, counts: told, disputed } = basis;
        return [_id, { label, said: labelWords(basis), basis: basisWords(basis), counts: told, disputed }] as const;
      }),
    );
  }

  /** What the reader may see of it; `looksAfter` says whether they are told what is to be looked at again. */
  async show(actor: SignedIn, kept: Kept, looksAfter: boolean): Promise<ShownEvidence> {
    const found = await this.sources.views({ actor, looksAfter }, kept.evidence);
    const again = looksAfter ? (await this.toLookAgain(actor, [kept])).get(kept._id) : null;
    return { views: kept.evidence.flatMap(({ _id }) => found.get(_id) ?? []), lookAgain: again ?? null };
  }

  /** Where the streams stand that tell this reader of changes: what fewer may read is told to those alone. */
  async cursors(actor: SignedIn, { evidence }: Kept): Promise<Record<string, Cursor>> {
    const standings = await this.sources.standings(evidence);
    const audiences = [...standings.values()]
      .flatMap(({ audience }) => audience ?? [])
      .filter((audience) => isIn(actor, audience));
    const streams = [...new Set([everyMember, ...audiences])];
    return Object.fromEntries(
      await Promise.all(streams.map(async (stream) => [stream, await this.streams.cursor(stream)] as const)),
    );
  }

  /** The same in a list: only what of each is to be looked at again. */
  async toLookAgain(actor: SignedIn, kept: readonly Kept[]): Promise<ReadonlyMap<string, ShownEvidence['lookAgain']>> {
    const marked = kept.filter(({ lookAgain }) => lookAgain);
    const standingOf = await this.words.standings(
      marked.flatMap(({ evidence }) => evidence.filter(isWords)),
      asEvidence,
    );
    const today = await this.days.today();
    return new Map(marked.map((one) => [one._id, this.lookAgain(actor, one, standingOf, today)]));
  }

  /** Who may read a piece of it now; null where there is nothing to read any more. */
  private async audienceOf(evidence: Evidence): Promise<string | null> {
    return (await this.sources.standings([evidence])).get(evidence._id)?.audience ?? null;
  }

  /** How its words stand now is how they were seen, by somebody who has looked: of those that they may read. */
  async asLookedAt(actor: SignedIn, { evidence, lookAgain }: Kept): Promise<Pick<Kept, 'evidence' | 'lookAgain'>> {
    const standingOf = await this.words.standings(evidence.filter(isWords), asEvidence);
    const today = await this.days.today();
    const isSeen = (audience: string | null) => audience === null || isIn(actor, audience);
    const erased = lookAgain?.erased.filter((audience) => !isSeen(audience)) ?? [];
    // What is not shown yet, or not to them, is still to be looked at.
    const unseen = evidence.filter(isWords).some((one) => {
      const { standing, audience } = standingOf(one);
      const isOther = standing !== 'live' && standing !== one.noted;
      return (one.said && !sayOf(one, today)) || (!isSeen(audience) && (isOther || one.said?.looked === false));
    });
    return {
      evidence: evidence.map((one) => {
        if (!isWords(one) || !isSeen(standingOf(one).audience)) return one;
        const said = sayOf(one, today);
        return { ...one, noted: standingOf(one).standing, ...(said ? { said: { ...said, looked: true } } : {}) };
      }),
      lookAgain: lookAgain && (unseen || erased.length > 0) ? { ...lookAgain, erased } : null,
    };
  }

  private lookAgain(
    actor: SignedIn,
    { lookAgain, evidence }: Kept,
    standingOf: (one: LinkedWordsEvidence) => WordsStanding,
    today: Date,
  ): ShownEvidence['lookAgain'] {
    if (!lookAgain) return null;
    const readable = (audience: string | null) => audience !== null && isIn(actor, audience);
    const now = evidence.filter(isWords).map((one) => ({ noted: one.noted, ...standingOf(one) }));
    const mine = now.filter(({ audience }) => readable(audience));
    const gone =
      mine.filter(({ standing, noted }) => standing === 'gone' && noted !== 'gone').length +
      lookAgain.erased.filter(readable).length;
    const changed = mine.filter(({ standing, noted }) => standing === 'changed' && noted !== 'changed').length;
    const said = evidence.filter((one) => {
      if (!isWords(one) || sayOf(one, today)?.looked !== false) return false;
      const { standing, audience } = standingOf(one);
      return standing !== 'gone' && readable(audience);
    }).length;
    // Of what they may not read they are not told that it is there.
    return gone + changed + said === 0 ? null : { since: dayText(lookAgain.since), gone, changed, said };
  }
}

/** Where something belongs, with one place more, as far as there is room for it. */
function placed({ themes, sessions, threads }: Kept, place: ThreadPlace): LinkedPlaces {
  const added = (ids: readonly string[], id: string | null) =>
    id === null || ids.length >= mostLinks ? [...ids] : [...new Set([...ids, id])];
  return {
    themes: added(themes, place.themeId),
    sessions: added(sessions, place.sessionId),
    threads: added(threads, place.id),
  };
}
