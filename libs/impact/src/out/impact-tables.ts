import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Days, dayText } from '@throughline/discussion';
import { CommunityService } from '@throughline/identity';
import { Policies, type SignedIn } from '@throughline/kernel';
import { type Counter, jsonOfTables, Limits, type Table, type TableSet, zipOfTables } from '@throughline/platform';
import { AuditTrail } from '@throughline/stream';
import type { Chosen } from './chosen';
import { EvidenceTables } from './evidence-tables';
import { NoteTables } from './note-tables';
import { takeOut } from './out.policy';
import { OutcomeTables } from './outcome-tables';
import { OutsideTables } from './outside-tables';
import { PlaceTables } from './place-tables';

/** What is said with the tables, wherever they go. */
export const saidWithTables = [
  'Only what every member of the community may read is here. Drafts are not, nor are words of threads that fewer may read.',
  'Words of members are here only where their author has given them for reports. They can take them back, and what was downloaded cannot be called back: before you pass this on or use it again later, take it out anew.',
  'No member is named. People outside are named where they said that they may be.',
  'Numbers of members are withheld where they are fewer than five, and no sums are told from which they could be worked out.',
  'The tables are read one after another while they are written: what was changed in between can stand in one and not in another.',
] as const;

/** All that came of the discussions, as tidy tables: the same columns for the zip of CSV, for JSON, and for reports. */
@Injectable()
export class ImpactTables {
  private readonly taken: Counter;

  constructor(
    private readonly notes: NoteTables,
    private readonly outcomes: OutcomeTables,
    private readonly evidence: EvidenceTables,
    private readonly outside: OutsideTables,
    private readonly places: PlaceTables,
    private readonly community: CommunityService,
    private readonly audit: AuditTrail,
    private readonly policies: Policies,
    private readonly days: Days,
    limits: Limits,
  ) {
    this.taken = limits.counter({ name: 'impact-tables', times: 10, within: 300, counted: 'in-memory' });
  }

  /** The tables of these notes and outcomes, or of all. Their rows are read as they are written. */
  async tables(chosen: Chosen = {}): Promise<Table[]> {
    return [
      ...(await this.notes.tables(chosen)),
      ...this.outcomes.tables(chosen),
      ...this.evidence.tables(chosen),
      ...this.outside.tables(chosen),
      ...this.places.tables(chosen),
    ];
  }

  /** As a zip of CSV. Who took it out stands in the record before anything of it is sent. */
  async zip(actor: SignedIn): Promise<{ pieces: Readable; name: string }> {
    const set = await this.takenOut(actor, 'csv');
    return { pieces: Readable.from(zipOfTables(set), { objectMode: false }), name: `impact-${set.asAt}.zip` };
  }

  /** The same as JSON. */
  async json(actor: SignedIn): Promise<{ pieces: Readable; name: string }> {
    const set = await this.takenOut(actor, 'json');
    return { pieces: Readable.from(jsonOfTables(set), { objectMode: false }), name: `impact-${set.asAt}.json` };
  }

  private async takenOut(actor: SignedIn, what: 'csv' | 'json'): Promise<TableSet> {
    this.policies.authorize(actor, takeOut, undefined);
    await this.taken.spend(actor.memberId);
    await this.audit.record({ act: 'impact.taken-out', by: actor.memberId, about: { what } });
    const [{ name }, today, tables] = await Promise.all([this.community.get(), this.days.today(), this.tables()]);
    return { title: `What came of it: ${name}`, asAt: dayText(today), about: saidWithTables, tables };
  }
}
