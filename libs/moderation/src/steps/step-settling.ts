import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Days } from '@throughline/discussion';
import { Aliases, Standing, type Suspended } from '@throughline/identity';
import { Clock } from '@throughline/kernel';
import { Jobs, LOG, type Log } from '@throughline/platform';
import { trusted, type Model } from 'mongoose';
import { StepChanges } from './step-changes';
import { Step } from './step.schema';

/** How often it is looked what a crash left, and whose time is over, in milliseconds. */
const lookEvery = 2_000;

/** Makes people's and aliases' standing what the steps say. Done before whoever took the step is answered, and again where that was cut off. */
@Injectable()
export class StepSettling implements OnModuleInit {
  constructor(
    @InjectModel(Step.name) private readonly steps: Model<Step>,
    private readonly changes: StepChanges,
    private readonly standing: Standing,
    private readonly aliases: Aliases,
    private readonly jobs: Jobs,
    private readonly days: Days,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.jobs.every('steps.settle', lookEvery, () => this.look());
  }

  async look(): Promise<void> {
    await this.endWhatIsOver();
    for (const step of await this.steps.find({ unsettled: true }).lean<Step[]>()) {
      try {
        await this.settle(step);
      } catch (error) {
        this.log.warn({ err: error }, 'a step has not taken effect yet, and will');
      }
    }
  }

  async settle(step: Step): Promise<void> {
    if (step.about.kind === 'alias') await this.settleAlias(step.about.aliasId);
    else if (step.about.kind === 'member') await this.settleMember(step.about.memberId, step);
    await this.steps.updateOne({ _id: step._id, revision: step.revision }, { $unset: { unsettled: '' } });
  }

  /** What holds of an alias is the heaviest of what is there. */
  private async settleAlias(aliasId: string): Promise<void> {
    const active = await this.steps.find({ 'about.aliasId': aliasId, active: true }, { kind: 1 }).lean();
    const step = (['bar', 'check'] as const).find((kind) => active.some((one) => one.kind === kind)) ?? null;
    const [alias] = await this.aliases.byIds([aliasId]);
    if (alias && alias.step !== step) await this.aliases.setStep(aliasId, step);
  }

  private async settleMember(memberId: string, { kind, active, by, until, reason, point, ended }: Step): Promise<void> {
    const said = { reason, point, by };
    if (kind === 'suspend' && active) await this.standing.suspend(memberId, { why: 'step', until, by, said });
    // Two moderators may have suspended somebody at once: the one that goes on holds.
    if (kind === 'suspend' && !active && !(await this.runningSuspension(memberId)))
      await this.standing.openAfterStep(memberId, ended?.by ?? null);
    if (kind === 'remove' && active) await this.standing.remove(memberId, said);
    if (kind === 'remove' && !active)
      await this.standing.restore(memberId, ended?.by ?? null, await this.runningSuspension(memberId));
  }

  /** Removing somebody ends no suspension of theirs. */
  private async runningSuspension(memberId: string): Promise<Omit<Suspended, 'why'> | null> {
    const step = await this.steps.findOne({ 'about.memberId': memberId, kind: 'suspend', active: true }).lean<Step>();
    if (!step) return null;
    const { on: since, until, reason, point, by } = step;
    return { since, until, said: { reason, point, by } };
  }

  private async endWhatIsOver(): Promise<void> {
    const now = this.clock.now();
    const over = await this.steps.find({ active: true, until: trusted({ $lte: now, $ne: null }) }, { _id: 1 }).lean();
    if (over.length === 0) return;
    const on = await this.days.today();
    for (const { _id } of over) {
      await this.changes.change(_id, ({ active, until }) =>
        active && until && until <= now
          ? { $set: { active: false, ended: { by: null, why: '', on }, unsettled: true } }
          : undefined,
      );
    }
  }
}
