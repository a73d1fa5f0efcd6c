import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type {
  AliasStepList,
  MemberStepList,
  newAliasStep,
  newMemberStep,
  stepEnd,
  stepWord,
} from '@throughline/contracts';
import { aliasSteps, memberSteps, type StepKind } from '@throughline/contracts/names';
import { type Author, Days, ThreadsService } from '@throughline/discussion';
import { Aliases, CommunityService, type KnownAlias, type Member, Members } from '@throughline/identity';
import { Clock, DomainError, Ids, notFound, Policies, type SignedIn, wrongField } from '@throughline/kernel';
import { type Creation, Creations } from '@throughline/platform';
import { AuditTrail, type PendingChange, Relay, Streams } from '@throughline/stream';
import type { Model, QueryFilter } from 'mongoose';
import type { z } from 'zod';
import { StepChanges } from './step-changes';
import { answerStep, listSteps, stepAgainstAlias, stepAgainstMember } from './step.policy';
import { StepPresenter } from './step.presenter';
import { StepSettling } from './step-settling';
import { StepTalks } from './step-talks';
import { Step } from './step.schema';

type NewStep = z.output<typeof newMemberStep> | z.output<typeof newAliasStep>;

const day = 86_400_000;
/** Whoever has one of these has it once at a time. */
const lasting: readonly StepKind[] = ['check', 'bar', 'suspend', 'remove'];

/** What moderators do about a member or an alias, with what is said about it. */
@Injectable()
export class StepsService {
  constructor(
    @InjectModel(Step.name) private readonly steps: Model<Step>,
    private readonly changes: StepChanges,
    private readonly settling: StepSettling,
    private readonly talks: StepTalks,
    private readonly presenter: StepPresenter,
    private readonly members: Members,
    private readonly aliases: Aliases,
    private readonly threads: ThreadsService,
    private readonly community: CommunityService,
    private readonly policies: Policies,
    private readonly creations: Creations,
    private readonly relay: Relay,
    private readonly audit: AuditTrail,
    private readonly streams: Streams,
    private readonly days: Days,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async ofMember(actor: SignedIn, id: string): Promise<MemberStepList> {
    this.policies.authorize(actor, listSteps, undefined);
    const cursor = await this.streams.cursor('moderators');
    const member = await this.findMember(id);
    const steps = await this.list({ 'about.memberId': id });
    await this.noteRead(actor, steps);
    return {
      member: { id, name: member.name, role: member.role, standing: member.standing },
      steps: await this.presenter.forModerators(steps, (step) => this.abilities(actor, step, member)),
      mayTake: memberSteps.filter((kind) => this.mayTake(actor, member, kind, steps)),
      points: await this.points(),
      cursor,
    };
  }

  async ofAlias(actor: SignedIn, id: string): Promise<AliasStepList> {
    const cursor = await this.streams.cursor('moderators');
    const { alias, title } = await this.findAlias(actor, id);
    const steps = await this.list({ 'about.aliasId': id });
    await this.noteRead(actor, steps);
    const has = (kind: StepKind) => steps.some((step) => step.active && step.kind === kind);
    return {
      alias: { id, name: alias.name },
      thread: { id: alias.threadId, title },
      steps: await this.presenter.forModerators(steps, ({ active, kind }) => [
        'step.write',
        ...(active && kind !== 'word' ? ['step.end'] : []),
      ]),
      mayTake: aliasSteps.filter((kind) => !has(kind)),
      points: await this.points(),
      cursor,
    };
  }

  /** Throws `not-allowed` for those above, `already-done` where there is one already, `last-administrator`. */
  async takeAgainstMember(actor: SignedIn, id: string, request: z.output<typeof newMemberStep>): Promise<void> {
    this.policies.authorize(actor, listSteps, undefined);
    const member = await this.findMember(id);
    this.policies.authorize(actor, stepAgainstMember, { memberId: id, role: member.role, kind: request.kind });
    const about = { kind: 'member' as const, memberId: id };
    // What changes who may come in is audited where that is written.
    const line = { act: 'step.taken' as const, by: actor.memberId, about: { member: id, step: request.kind } };
    const lines = request.kind === 'suspend' || request.kind === 'remove' ? [] : [this.audit.change(line)];
    await this.take(actor, about, null, request, lines, async (steps) => {
      if (!this.mayTake(actor, member, request.kind, steps)) throw new DomainError('already-done');
      const heavy = request.kind === 'suspend' || request.kind === 'remove';
      if (heavy && member.role === 'administrator' && !(await this.isAnotherAdministrator(id)))
        throw new DomainError('last-administrator');
    });
  }

  async takeAgainstAlias(actor: SignedIn, id: string, request: z.output<typeof newAliasStep>): Promise<void> {
    const { alias } = await this.findAlias(actor, id);
    const about = { kind: 'alias' as const, aliasId: id };
    const line = { act: 'step.taken' as const, by: actor.memberId, about: { alias: id, step: request.kind } };
    await this.take(actor, about, alias.threadId, request, [this.audit.change(line)], (steps) => {
      if (steps.some((step) => step.active && step.kind === request.kind)) throw new DomainError('already-done');
    });
  }

  /** Ends a step before its time; what an administrator removed an administrator brings back. */
  async end(actor: SignedIn, id: string, { why }: z.output<typeof stepEnd>): Promise<void> {
    const step = await this.find(actor, id);
    if (step.kind === 'word') throw notFound();
    if (step.about.kind === 'member') {
      const member = await this.findMember(step.about.memberId);
      this.policies.authorize(actor, stepAgainstMember, { memberId: member._id, role: member.role, kind: step.kind });
    }
    const on = await this.days.today();
    const { memberId: by } = actor;
    const { about, kind } = step;
    const heavy = kind === 'suspend' || kind === 'remove';
    const ofWhom =
      about.kind === 'alias' ? { alias: about.aliasId } : about.kind === 'member' ? { member: about.memberId } : {};
    const lines = heavy ? [] : [this.audit.change({ act: 'step.ended', by, about: { ...ofWhom, step: kind } })];
    const ended = await this.changes.change(
      id,
      ({ active }) =>
        active ? { $set: { active: false, ended: { by, why, on }, unread: true, unsettled: true } } : undefined,
      lines,
    );
    if (!ended) throw new DomainError('already-done');
    await this.settling.settle(ended);
  }

  /** A moderator says more about it. */
  async write(actor: SignedIn, id: string, request: z.output<typeof stepWord>): Promise<void> {
    await this.talks.write(actor, await this.find(actor, id), request);
  }

  /** Whom it is about answers: a member, or an alias, of which nobody learns who that is. */
  async answer(actor: SignedIn, id: string, request: z.output<typeof stepWord>): Promise<void> {
    const { step, alias } = await this.findOwn(actor, id);
    await this.talks.answer(actor, step, alias, request);
  }

  /** Whom it is about has read it. */
  async seen(actor: SignedIn, id: string): Promise<void> {
    await this.findOwn(actor, id);
    await this.changes.change(id, ({ unread }) => (unread ? { $set: { unread: false } } : undefined));
  }

  private async take(
    actor: SignedIn,
    about: Author,
    threadId: string | null,
    request: NewStep,
    lines: readonly PendingChange[],
    expectPossible: (before: readonly Step[]) => void | Promise<void>,
  ): Promise<void> {
    const { kind, reason } = request;
    const subject = about.kind === 'alias' ? about.aliasId : about.kind === 'member' ? about.memberId : '';
    const creation = this.creations.stamp(actor, `${stepAgainstMember.name}/${subject}`, request);
    if (await this.madeBefore(creation)) return;
    const until = this.untilOf(request);
    const point = await this.pointOf(request);
    try {
      await expectPossible(
        await this.list(about.kind === 'alias' ? { 'about.aliasId': subject } : { 'about.memberId': subject }),
      );
    } catch (error) {
      // By the same request, sent twice at once.
      if (await this.madeBefore(creation)) return;
      throw error;
    }
    const _id = this.ids.next();
    const by = actor.memberId;
    const step: Step = {
      _id,
      kind,
      about,
      threadId,
      point,
      reason,
      by,
      on: await this.days.today(),
      until,
      active: lasting.includes(kind),
      ended: null,
      talk: [],
      unread: true,
      answered: false,
      unsettled: true,
      revision: 1,
      creation,
      pending: [...(await this.changes.changesOf({ about, by })), ...lines],
    };
    const stored = await this.creations.once(this.steps, step as Step & { creation: NonNullable<Step['creation']> });
    // As it is stored: sent twice at once, the other one may have made it, with its own line for the audit chain.
    await this.relay.deliver(this.steps, stored);
    await this.settling.settle(stored);
  }

  /** Whether the same request made it before: then it has taken effect by now. */
  private async madeBefore(creation: Creation): Promise<boolean> {
    const made = await this.steps.findOne({ 'creation.key': creation.key }).lean<Step>();
    if (!made) return false;
    this.creations.expectSame(made.creation, creation);
    await this.settling.settle(made);
    return true;
  }

  private mayTake(actor: SignedIn, { _id, role, standing }: Member, kind: StepKind, steps: readonly Step[]): boolean {
    if (steps.some((step) => step.active && step.kind === kind)) return false;
    if (kind === 'suspend' && standing !== 'active') return false;
    if (standing === 'removed' || standing === 'left') return false;
    return this.policies.can(actor, stepAgainstMember, { memberId: _id, role, kind });
  }

  private abilities(actor: SignedIn, { kind, active }: Step, { _id, role }: Member): string[] {
    if (!this.policies.can(actor, stepAgainstMember, { memberId: _id, role, kind })) return [];
    return ['step.write', ...(active && kind !== 'word' ? ['step.end'] : [])];
  }

  /** The end of a day that is yet to come. */
  private untilOf({ kind, until }: NewStep): Date | null {
    if (kind === 'word' || kind === 'remove') return null;
    if (!until) {
      if (kind === 'suspend') throw wrongField('until', 'Please say until when.');
      return null;
    }
    const end = new Date(new Date(`${until}T00:00:00Z`).getTime() + day);
    if (end <= this.clock.now()) throw wrongField('until', 'Please choose a day that is yet to come.');
    return end;
  }

  private async pointOf({ kind, point }: NewStep): Promise<string | null> {
    const { agreement } = await this.community.get();
    if (point && !agreement.some(({ title }) => title === point))
      throw wrongField('point', 'Please choose a point of the agreement.');
    if (!point && kind !== 'word') throw wrongField('point', 'Please choose a point of the agreement.');
    return point || null;
  }

  private async points() {
    const { agreement } = await this.community.get();
    return agreement.map(({ title, text }) => ({ title, text }));
  }

  private async isAnotherAdministrator(id: string): Promise<boolean> {
    return (await this.members.all()).some(
      ({ _id, role, standing }) => _id !== id && role === 'administrator' && standing === 'active',
    );
  }

  private async list(which: QueryFilter<Step>): Promise<Step[]> {
    return this.steps.find(which).sort({ on: -1, _id: 1 }).lean<Step[]>();
  }

  /** Who took a step has read what was answered. */
  private async noteRead(actor: SignedIn, steps: readonly Step[]): Promise<void> {
    for (const { _id, answered, by } of steps)
      if (answered && by === actor.memberId)
        await this.changes.change(_id, (step) => (step.answered ? { $set: { answered: false } } : undefined));
  }

  private async findMember(id: string): Promise<Member> {
    const member = await this.members.byId(id);
    if (!member || member.standing === 'left') throw notFound();
    return member;
  }

  private async findAlias(actor: SignedIn, id: string): Promise<{ alias: KnownAlias; title: string }> {
    const [alias] = await this.aliases.byIds([id]);
    if (!alias) throw notFound();
    const place = (await this.threads.placesOf([alias.threadId])).get(alias.threadId);
    const own = this.aliases.mine(actor.memberId, [alias]).length > 0;
    this.policies.authorize(actor, stepAgainstAlias, { audience: place?.audience ?? '', own });
    return { alias, title: place?.title ?? '' };
  }

  /** A step that the actor looks after. */
  private async find(actor: SignedIn, id: string): Promise<Step> {
    this.policies.authorize(actor, listSteps, undefined);
    const step = await this.steps.findById(id).lean<Step>();
    if (!step) throw notFound();
    if (step.about.kind === 'alias') await this.findAlias(actor, step.about.aliasId);
    else if (step.about.kind === 'member') {
      const member = await this.findMember(step.about.memberId);
      this.policies.authorize(actor, stepAgainstMember, { memberId: member._id, role: member.role, kind: 'word' });
    }
    return step;
  }

  /** A step that is about the actor, under whatever name. */
  private async findOwn(actor: SignedIn, id: string): Promise<{ step: Step; alias: KnownAlias | undefined }> {
    this.policies.authorize(actor, answerStep, undefined);
    const step = await this.steps.findById(id).lean<Step>();
    if (!step) throw notFound();
    if (step.about.kind === 'member') {
      if (step.about.memberId !== actor.memberId) throw notFound();
      return { step, alias: undefined };
    }
    const ids = step.about.kind === 'alias' ? [step.about.aliasId] : [];
    const [mine] = this.aliases.mine(actor.memberId, await this.aliases.byIds(ids));
    if (!mine) throw notFound();
    return { step, alias: mine };
  }
}
