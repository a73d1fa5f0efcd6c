import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ReportDetail, ReportMaker } from '@throughline/contracts/names';
import { CommunityService } from '@throughline/identity';
import { type LabelBasis, labelWords } from '@throughline/rules/impact';
import type { Model } from 'mongoose';
import { PublishedEvidences, type SaidWords } from '../published/published-evidence';
import { Quotings } from '../quoted/quoting';
import { basisOf, ReportCollector } from './report-collector';
import { type CollectedItem, type MethodFacts, type NoteFacts, type OutcomeFacts, postsIn } from './report-facts';
import { ReportItem } from './report-item.schema';
import type { Report } from './report.schema';

/** Words as they may be told now, without a name and without their place. */
export interface Quotation {
  passages: readonly string[];
  contentNote: string | null;
}

type WithSay = Pick<CollectedItem, 'erased'> & { words: SaidWords[] };

interface Told {
  quotations: readonly Quotation[];
  /** Words that stood here when it was stored, and do not now: taken back, or not what their author meant. */
  takenBack: number;
  changed: number;
}

/** A change as it reads now; `before` is how it was labelled when it was stored, where that is another label. */
export type ToldOutcome = Told & { facts: OutcomeFacts; basis: LabelBasis; before: string | null };
export type ToldNote = Told & { facts: NoteFacts };

/** All that a report says now. */
export interface Reading {
  title: string;
  number: number | null;
  community: string;
  contact: string;
  timeZone: string;
  forWhom: string;
  from: string;
  to: string;
  /** Null of one that is not stored yet. */
  asAt: string | null;
  maker: ReportMaker | null;
  detail: ReportDetail;
  byTheme: boolean;
  found: string;
  context: string;
  limits: string;
  asks: string;
  method: MethodFacts;
  items: readonly (ToldOutcome | ToldNote)[];
  goneSince: { takenBack: number; changed: number };
}

/** Two links with one name stand alike: what an author says of their words, they say of them in one place. */
const nameOf = ({ postId, digest, said }: SaidWords) => [postId, digest, ...(said ? ['said'] : [])].join(' ');

export const isOutcome = (item: ToldOutcome | ToldNote): item is ToldOutcome => item.facts.kind === 'outcome';
export const isNote = (item: ToldOutcome | ToldNote): item is ToldNote => item.facts.kind === 'note';

/**
 * Reads a report as it is now: a stored one says what it said, less the words that may not be told any more; of a draft, what there is is
 * put together anew. Every form of a report is made from what this answers, so none of them can show what another may not.
 */
@Injectable()
export class ReportReader {
  constructor(
    @InjectModel(ReportItem.name) private readonly items: Model<ReportItem>,
    private readonly collector: ReportCollector,
    private readonly evidences: PublishedEvidences,
    private readonly quotings: Quotings,
    private readonly community: CommunityService,
  ) {}

  async read(report: Report): Promise<Reading> {
    const [{ items, method }, community] = await Promise.all([this.collected(report), this.community.get()]);
    const told = await this.told(items);
    const { title, number, forWhom, from, to, asAt, maker, detail, found, context, limits, asks } = report;
    return {
      ...{ title, number, forWhom, from, to, asAt, maker, detail, found, context, limits, asks, method },
      community: community.name,
      contact: community.contact ?? '',
      timeZone: community.timeZone,
      byTheme: report.order === 'theme',
      items: told,
      goneSince: {
        takenBack: told.reduce((sum, { takenBack }) => sum + takenBack, 0),
        changed: told.reduce((sum, { changed }) => sum + changed, 0),
      },
    };
  }

  /** What went out of stored reports since, by report. */
  async goneSince(reports: readonly Report[]): Promise<(id: string) => Reading['goneSince']> {
    const stored = reports.filter(({ state }) => state === 'stored');
    const found = await Promise.all(stored.map((report) => this.wordsOf(report)));
    // The same words stand in many reports: each is looked at once.
    const links = new Map(found.flat().flatMap(({ words }) => words.map((link) => [nameOf(link), link] as const)));
    const wordsOf = await this.evidences.words([...links.values()]);
    const standing = new Map([...links].map(([name, link]) => [name, wordsOf(link)]));
    const gone = new Map(
      stored.map(({ _id }, index) => {
        const items = found[index] ?? [];
        const lost = items
          .flatMap(({ words }) => words)
          .flatMap((link) => {
            const words = standing.get(nameOf(link));
            return !words || words.may ? [] : [words.why];
          });
        const erased = items.reduce((sum, item) => sum + item.erased, 0);
        const changed = lost.filter((why) => why === 'changed').length;
        return [_id, { takenBack: lost.length - changed + erased, changed }];
      }),
    );
    return (id) => gone.get(id) ?? { takenBack: 0, changed: 0 };
  }

  /** How many things a stored report holds. */
  size({ edition }: Report): Promise<number> {
    return this.items.countDocuments({ edition: edition ?? '' });
  }

  private async collected(report: Report): Promise<{ items: readonly CollectedItem[]; method: MethodFacts }> {
    if (report.state === 'draft' || !report.method) return this.collector.collect(report);
    const items = await this.items
      .find({ edition: report.edition ?? '' })
      .sort({ place: 1 })
      .lean<ReportItem[]>();
    return { items, method: report.method };
  }

  private async wordsOf({ edition }: Report): Promise<WithSay[]> {
    const found = this.items.find({ edition: edition ?? '' }, { words: 1, erased: 1, 'facts.id': 1 });
    return this.withSay(await found.lean<ReportItem[]>());
  }

  /** Words of items with what their authors say of them by now: it is not kept with a stored report. */
  private async withSay(items: readonly CollectedItem[]): Promise<WithSay[]> {
    const quoting = items.filter(({ words }) => words.length > 0).map(({ facts }) => facts.id);
    const saidOf = await this.quotings.saidIn(quoting);
    return items.map(({ facts, words, erased }) => ({
      erased,
      words: words.map((link): SaidWords => {
        const said = saidOf(facts.id, link);
        return said ? { ...link, said } : link;
      }),
    }));
  }

  private async told(items: readonly CollectedItem[]): Promise<(ToldOutcome | ToldNote)[]> {
    const saying = await this.withSay(items);
    const wordsOf = await this.evidences.words(saying.flatMap(({ words }) => words));
    return items.map(({ facts, erased }, index) => {
      const words = saying[index]?.words ?? [];
      const all = words.map(wordsOf);
      const quotations = all.flatMap((one) => (one.may ? [one] : []));
      const changed = all.filter((one) => !one.may && one.why === 'changed').length;
      const takenBack = all.length - quotations.length - changed + erased;
      if (facts.kind === 'note') return { facts, quotations, takenBack, changed };
      const basis = basisOf(facts, postsIn(words.filter((one) => wordsOf(one).may)));
      const [now, then] = [labelWords(basis), labelWords(basisOf(facts, postsIn(words) + erased))];
      return { facts, quotations, takenBack, changed, basis, before: now === then ? null : then };
    });
  }
}
