import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { newReport, reportEdit, ReportList, ReportView } from '@throughline/contracts';
import type { ReportMaker } from '@throughline/contracts/names';
import { Days, dayText } from '@throughline/discussion';
import { DomainError, hasRole, Ids, notFound, Policies, type SignedIn, wrongField } from '@throughline/kernel';
import { Creations, isDuplicate } from '@throughline/platform';
import { Programme } from '@throughline/programme';
import { labelWords } from '@throughline/rules/impact';
import { trusted, type Model } from 'mongoose';
import type { z } from 'zod';
import { basisOf, type Collected, ReportCollector } from './report-collector';
import { postsIn } from './report-facts';
import { ReportItem } from './report-item.schema';
import { type Reading, ReportReader } from './report-reader';
import { createReport, dropReport, editReport, listReports, readReport, tellReport } from './report.policy';
import { Report } from './report.schema';

/** Reports on the list. */
const listed = 100;
/** How often a number is taken that another report took meanwhile. */
const tries = 5;

/** Reports: chosen, looked at, and stored as they were looked at. */
@Injectable()
export class ReportsService {
  constructor(
    @InjectModel(Report.name) private readonly reports: Model<Report>,
    @InjectModel(ReportItem.name) private readonly items: Model<ReportItem>,
    private readonly collector: ReportCollector,
    private readonly reader: ReportReader,
    private readonly programme: Programme,
    private readonly policies: Policies,
    private readonly creations: Creations,
    private readonly days: Days,
    private readonly ids: Ids,
  ) {}

  /** Stored ones, the latest first; drafts before them, for those who make them. */
  async list(actor: SignedIn): Promise<ReportList> {
    this.policies.authorize(actor, listReports, undefined);
    const makes = this.policies.can(actor, createReport, undefined);
    const of = (state: Report['state']) =>
      this.reports.find({ state }).sort({ number: -1, _id: 1 }).limit(listed).lean<Report[]>();
    const all = [...(makes ? await of('draft') : []), ...(await of('stored'))];
    const goneSince = await this.reader.goneSince(all);
    return {
      reports: all.map((report) => ({ ...summaryOf(report), goneSince: goneSince(report._id) })),
      abilities: this.policies.abilities(actor, [createReport], undefined),
    };
  }

  async view(actor: SignedIn, id: string): Promise<ReportView> {
    const report = await this.find(actor, id);
    const collected = report.state === 'draft' ? await this.collector.collect(report) : null;
    const [goneSince, size] = await Promise.all([
      this.reader.goneSince([report]),
      collected ? collected.items.length : this.reader.size(report),
    ]);
    const { forWhom, themes, detail, order, found, context, limits, asks, textVersion } = report;
    return {
      ...summaryOf(report),
      tellReaders: this.policies.can(actor, tellReport, report) && isToBeTold(report, goneSince(id)),
      ...{ forWhom, detail, order, found, context, limits, asks, textVersion, size },
      themes: [...themes],
      goneSince: goneSince(id),
      offered: collected && offeredIn(collected),
      abilities: this.policies.abilities(actor, [editReport, tellReport, dropReport], report),
    };
  }

  /** Begins one as a draft. */
  async create(actor: SignedIn, request: z.output<typeof newReport>): Promise<ReportView> {
    this.policies.authorize(actor, createReport, undefined);
    const { key: _, ...choice } = request;
    const chosen = {
      ...{
        forWhom: '',
        themes: [],
        withoutOutcomes: [],
        withoutNotes: [],
        found: '',
        context: '',
        limits: '',
        asks: '',
      },
      ...{ detail: 'full' as const, order: 'theme' as const },
      ...choice,
    };
    await this.expectChoice(chosen);
    const creation = this.creations.stamp(actor, createReport.name, request);
    const report = await this.creations.once(this.reports, {
      _id: this.ids.next(),
      state: 'draft',
      ...chosen,
      ...{ number: null, asAt: null, method: null, edition: null, told: 0, textVersion: 1, creation },
      madeBy: actor.memberId,
      maker: makerOf(actor),
    });
    return this.view(actor, report._id);
  }

  /** Saves what is given. Throws `changed-meanwhile` where somebody saved something else first. */
  async edit(
    actor: SignedIn,
    id: string,
    { textVersion, ...choice }: z.output<typeof reportEdit>,
  ): Promise<ReportView> {
    const report = await this.find(actor, id);
    this.policies.authorize(actor, editReport, report);
    await this.expectChoice({ ...report, ...choice });
    const saved = await this.reports.updateOne(
      { _id: id, state: 'draft', textVersion },
      { $set: choice, $inc: { textVersion: 1 } },
    );
    if (saved.matchedCount === 0) throw new DomainError('changed-meanwhile');
    return this.view(actor, id);
  }

  /** Keeps it as it is now. Stored already, it is answered as it is. */
  async store(actor: SignedIn, id: string, textVersion: number): Promise<ReportView> {
    const report = await this.find(actor, id);
    if (report.state === 'stored') return this.view(actor, id);
    this.policies.authorize(actor, editReport, report);
    await this.expectRoom(report);
    const today = dayText(await this.days.today());
    const { items, method } = await this.collector.collect(report);
    const edition = this.ids.next();
    await this.items.insertMany(
      items.map((item, place) => ({ _id: this.ids.next(), reportId: id, edition, place, ...item })),
    );
    // It is stored with this one write; until then nothing of it is there.
    const set = {
      state: 'stored',
      asAt: today,
      method,
      edition,
      madeBy: actor.memberId,
      maker: makerOf(actor),
    } as const;
    if (!(await this.numbered(id, textVersion, set))) {
      await this.items.deleteMany({ edition });
      if ((await this.find(actor, id)).state !== 'stored') throw new DomainError('changed-meanwhile');
    }
    return this.view(actor, id);
  }

  /** Those who have it were told what went out of it until now. */
  async told(actor: SignedIn, id: string): Promise<ReportView> {
    const report = await this.find(actor, id);
    this.policies.authorize(actor, tellReport, report);
    const { takenBack, changed } = (await this.reader.goneSince([report]))(id);
    await this.reports.updateOne({ _id: id }, { $set: { told: takenBack + changed } });
    return this.view(actor, id);
  }

  /** Stored reports that words went out of, whose readers were not told yet: for those who make them. */
  async toTell(): Promise<{ id: string; title: string; number: number | null }[]> {
    const stored = await this.reports
      .find({ state: 'stored' })
      .sort({ number: -1, _id: 1 })
      .limit(listed)
      .lean<Report[]>();
    const goneSince = await this.reader.goneSince(stored);
    return stored
      .filter((report) => isToBeTold(report, goneSince(report._id)))
      .map(({ _id: id, title, number }) => ({ id, title, number: number ?? null }));
  }

  /** Throws it away, with all that it kept. */
  async drop(actor: SignedIn, id: string): Promise<void> {
    const report = await this.find(actor, id);
    this.policies.authorize(actor, dropReport, report);
    await this.reports.deleteOne({ _id: id });
    await this.items.deleteMany({ reportId: id });
  }

  /** All that it says now, for whichever form of it is asked for. */
  async reading(actor: SignedIn, id: string): Promise<Reading> {
    return this.reader.read(await this.find(actor, id));
  }

  private async find(actor: SignedIn, id: string): Promise<Report> {
    const report = await this.reports.findById(id).lean<Report>();
    if (!report) throw notFound();
    this.policies.authorize(actor, readReport, report);
    return report;
  }

  private async expectChoice(choice: Pick<Report, 'from' | 'to' | 'themes'>): Promise<void> {
    const { from, to, themes } = choice;
    if (from > to) throw wrongField('to', 'The period ends before it begins.');
    if (to > dayText(await this.days.today())) throw wrongField('to', 'This day is yet to come.');
    for (const theme of themes)
      if (!(await this.programme.themeExists(theme))) throw wrongField('themes', 'There is no such theme.');
    await this.expectRoom(choice);
  }

  private async expectRoom(choice: Pick<Report, 'from' | 'to' | 'themes'>): Promise<void> {
    if (await this.collector.fits(choice)) return;
    throw wrongField('to', 'This is too much for one report. Please choose a shorter time, or some themes.');
  }

  /** Whether it was stored by this, under the next number that is free. */
  private async numbered(id: string, textVersion: number, set: Partial<Report>): Promise<boolean> {
    for (let left = tries; ; left -= 1) {
      const last = await this.reports
        .findOne({ number: trusted({ $gt: 0 }) }, { number: 1 })
        .sort({ number: -1 })
        .lean<Report>();
      try {
        const saved = await this.reports.updateOne(
          { _id: id, state: 'draft', textVersion },
          { $set: { ...set, number: (last?.number ?? 0) + 1 }, $inc: { textVersion: 1 } },
        );
        return saved.matchedCount > 0;
      } catch (error) {
        if (!isDuplicate(error, 'number') || left <= 0) throw error;
      }
    }
  }
}

function isToBeTold({ told }: Report, { takenBack, changed }: Reading['goneSince']): boolean {
  return takenBack + changed > (told ?? 0);
}

function summaryOf({ _id: id, state, number, title, from, to, asAt }: Report) {
  return { id, state, title, from, to, number: number ?? null, asAt: asAt ?? null };
}

function makerOf(actor: SignedIn): ReportMaker {
  if (actor.duties.includes('evaluator')) return 'evaluator';
  return hasRole(actor, 'administrator') ? 'administrator' : 'moderator';
}

function offeredIn({ items, out }: Collected): NonNullable<ReportView['offered']> {
  const all = [...items.map((item) => ({ ...item, out: false })), ...out.map((item) => ({ ...item, out: true }))];
  return {
    outcomes: all.flatMap(({ facts, words, out: isOut }) =>
      facts.kind === 'outcome'
        ? [
            {
              id: facts.id,
              title: facts.title,
              label: labelWords(basisOf(facts, postsIn(words))),
              negative: facts.direction === 'negative',
              out: isOut,
            },
          ]
        : [],
    ),
    notes: all.flatMap(({ facts, out: isOut }) =>
      facts.kind === 'note' ? [{ id: facts.id, title: facts.title, stage: facts.stage, out: isOut }] : [],
    ),
  };
}
