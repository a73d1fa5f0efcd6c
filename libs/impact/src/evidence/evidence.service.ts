import { Injectable } from '@nestjs/common';
import type { Cursor, EvidenceView, LabelView, linkedWords, newEvidence } from '@throughline/contracts';
import { mostEvidence } from '@throughline/contracts/names';
import { Days, dayText, isIn, WordsInUse, type WordsStanding } from '@throughline/discussion';
import { Blocks } from '@throughline/identity';
import { DomainError, Ids, notFound, type SignedIn } from '@throughline/kernel';
import { Creations } from '@throughline/platform';
import { basisWords, labelOf, labelWords, type OutsideAnswer } from '@throughline/rules/impact';
import { Streams } from '@throughline/stream';
import type { z } from 'zod';
import type { AuthorsSay, Evidence, Kept, LinkedWordsEvidence, Version } from './evidence.schema';
import { expectRoom } from './history';

type NewEvidence = z.output<typeof newEvidence>;

/** What words are in use as here: each author says so, and can take it back. */
const use = 'evidence';

/** Who may read everything that counts: what fewer may read is shown to them and never counted (docs/decisions/0026). */
export const everyMember = 'members';

/** What is shown of the evidence of something, to one reader. */
export interface ShownEvidence {
  views: EvidenceView[];
  lookAgain: { since: string; gone: number; changed: number; said: number } | null;
}

/** What outcomes and notes rest on: taking it in, and showing what of it stands for whom. */
@Injectable()
export class EvidenceService {
  constructor(
    private readonly words: WordsInUse,
    private readonly blocks: Blocks,
    private readonly creations: Creations,
    private readonly streams: Streams,
    private readonly days: Days,
    private readonly ids: Ids,
  ) {}

  /** Makes a piece of evidence, and says who may read it. Throws what `WordsInUse.expect` throws. */
  async make(actor: SignedIn, action: string, request: NewEvidence): Promise<{ evidence: Evidence; audience: string }> {
    const { key, body } = this.creations.stamp(actor, action, request);
    const linked = { _id: this.ids.next(), key, body, by: actor.memberId, on: await this.days.today() };
    if (request.kind === 'words') {
      const { words, audience } = await this.words.expect(actor, request.words, use);
      return { evidence: { ...linked, kind: 'words', ...words, noted: 'live', untold: true }, audience };
    }
    const { title, on: dated } = request;
    return request.kind === 'document'
      ? {
          evidence: { ...linked, kind: 'document', title, dated, source: request.by, link: request.link ?? null },
          audience: everyMember,
        }
      : {
          evidence: {
            ...linked,
            kind: 'measure',
            title,
            dated,
            source: request.source,
            value: request.value,
            unit: request.unit,
          },
          audience: everyMember,
        };
  }

  /** The first piece of something new: words that it grew from, and where they stand. */
  async makeFirst(actor: SignedIn, request: { key: string; words: z.output<typeof linkedWords> }) {
    const { words, thread } = await this.words.expect(actor, request.words, use);
    const { key, body } = this.creations.stamp(actor, 'evidence.first', request);
    const linked = { _id: this.ids.next(), key, body, by: actor.memberId, on: await this.days.today() };
    const evidence: Evidence = { ...linked, kind: 'words', ...words, noted: 'live', untold: true };
    return { evidence, thread };
  }

  /**
   * The write that links it; undefined where the same request has done so. Throws `key-reused`, and `too-many-letters` where there is too
   * much. `told`: members see what it is linked to, so its history is kept.
   */
  async linking(kept: Kept, evidence: Evidence, audience: string, told: boolean) {
    const before = kept.evidence.find((other) => other.key === evidence.key);
    if (before && before.body !== evidence.body) throw new DomainError('key-reused');
    if (before) return undefined;
    if (kept.evidence.length >= mostEvidence) throw new DomainError('too-many-letters');
    expectRoom(kept.versions);
    const { by, on, kind } = evidence;
    const version: Version = { on, by, before: [], link: { done: 'linked', kind, audience } };
    const update = { $push: { evidence, ...(told ? { versions: version } : {}) } };
    return { update, tell: [audience, ...(await this.authorsOf([evidence]))], marks: postsOf([evidence]) };
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
    const standingOf = await this.words.standings(
      kept.flatMap(({ evidence }) => evidence.filter(isWords)),
      use,
    );
    return new Map(
      kept.map(({ _id, evidence }) => {
        const supports = evidence.map((one) => ({ kind: one.kind, live: !isWords(one) || counts(standingOf(one)) }));
        const basis = labelOf(supports, answers.get(_id) ?? []);
        const { label, counts: told, disputed } = basis;
        return [_id, { label, said: labelWords(basis), basis: basisWords(basis), counts: told, disputed }] as const;
      }),
    );
  }

  /** What the reader may see of it; `looksAfter` says whether they are told what is to be looked at again. */
  async show(actor: SignedIn, kept: Kept, looksAfter: boolean): Promise<ShownEvidence> {
    const links = kept.evidence.filter(isWords);
    const [standingOf, shownOf, today, blocked] = await Promise.all([
      this.words.standings(links, use),
      this.words.shown(links, use),
      this.days.today(),
      this.blocks.of(actor.memberId),
    ]);
    const views = kept.evidence.flatMap((one): EvidenceView[] => {
      const linkedOn = dayText(one.on);
      if (one.kind === 'document') {
        const { _id: id, kind, title, dated: on, source: by, link } = one;
        return [{ id, kind, title, on, by, link: link ?? null, linkedOn }];
      }
      if (one.kind === 'measure') {
        const { _id: id, kind, title, dated: on, value, unit, source } = one;
        return [{ id, kind, title, on, value, unit, source, linkedOn }];
      }
      const { audience } = standingOf(one);
      if (audience === null || !isIn(actor, audience)) return [];
      const shown = shownOf(one);
      if (!shown) return [];
      const { author } = shown;
      const isBlocked = author.kind === 'member' && blocked.includes(author.id);
      const said = sayOf(one, today);
      const notMeant = said && { on: dayText(said.on), text: looksAfter ? said.text : null };
      const forFew = audience !== everyMember;
      return [{ id: one._id, kind: 'words', ...shown, said: notMeant ?? null, forFew, blocked: isBlocked, linkedOn }];
    });
    return {
      views,
      lookAgain: looksAfter ? this.lookAgain(actor, kept, standingOf, today) : null,
    };
  }

  /** Where the streams stand that tell this reader of changes: what fewer may read is told to those alone. */
  async cursors(actor: SignedIn, { evidence }: Kept): Promise<Record<string, Cursor>> {
    const links = evidence.filter(isWords);
    const standingOf = await this.words.standings(links, use);
    const audiences = links
      .flatMap((one) => standingOf(one).audience ?? [])
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
      use,
    );
    const today = await this.days.today();
    return new Map(marked.map((one) => [one._id, this.lookAgain(actor, one, standingOf, today)]));
  }

  /** Who may read a piece of it now; null where it is words of which there is no post any more. */
  private async audienceOf(evidence: Evidence): Promise<string | null> {
    return isWords(evidence) ? (await this.words.standings([evidence], use))(evidence).audience : everyMember;
  }

  /** How its words stand now is how they were seen, by somebody who has looked. */
  async asLookedAt({ evidence, lookAgain }: Kept): Promise<Pick<Kept, 'evidence' | 'lookAgain'>> {
    const standingOf = await this.words.standings(evidence.filter(isWords), use);
    const today = await this.days.today();
    const unseen = evidence.filter(isWords).some((one) => one.said && !sayOf(one, today));
    return {
      evidence: evidence.map((one) => {
        if (!isWords(one)) return one;
        const said = sayOf(one, today);
        return { ...one, noted: standingOf(one).standing, ...(said ? { said: { ...said, looked: true } } : {}) };
      }),
      // What is not shown yet is still to be looked at when it is.
      lookAgain: unseen && lookAgain ? { ...lookAgain, erased: [] } : null,
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

export function isWords(evidence: Evidence): evidence is LinkedWordsEvidence {
  return evidence.kind === 'words';
}

/** What their author says of linked words, as far as others read it by now. */
export function sayOf({ said }: LinkedWordsEvidence, today: Date): AuthorsSay | undefined {
  return said && (!said.asAlias || said.on < today) ? said : undefined;
}

/** The posts whose words are among these. */
export function postsOf(evidence: readonly Evidence[]): string[] {
  return evidence.filter(isWords).map(({ postId }) => postId);
}

function counts({ standing, audience }: WordsStanding): boolean {
  return standing !== 'gone' && audience === everyMember;
}
