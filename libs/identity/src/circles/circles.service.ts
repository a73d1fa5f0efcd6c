import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { circleEdit, CircleList, CirclePage, CircleSummary, newCircle } from '@throughline/contracts';
import {
  AccessEvents,
  DomainError,
  hasRole,
  Ids,
  notFound,
  Policies,
  Registries,
  type SignedIn,
} from '@throughline/kernel';
import { Creations } from '@throughline/platform';
import { AuditTrail, peopleStream, type PendingChange, Relay, Streams } from '@throughline/stream';
import { trusted, type Model } from 'mongoose';
import type { z } from 'zod';
import { Member } from '../accounts/member.schema';
import { People } from '../people/people';
import { Circle } from './circle.schema';
import { CircleMembers } from './circle-members.service';
import {
  askIntoCircle,
  circleAudience,
  closeCircle,
  createCircle,
  deleteCircle,
  editCircle,
  leaveCircle,
  listCircles,
  readCircle,
  takeOutOfCircle,
} from './circle.policy';

type NewCircle = z.output<typeof newCircle>;
type CircleEdit = z.output<typeof circleEdit>;

/** Circles: making them, and what they show to whom. */
@Injectable()
export class CirclesService {
  constructor(
    @InjectModel(Circle.name) private readonly circles: Model<Circle>,
    @InjectModel(Member.name) private readonly members: Model<Member>,
    private readonly circleMembers: CircleMembers,
    private readonly people: People,
    private readonly streams: Streams,
    private readonly policies: Policies,
    private readonly registries: Registries,
    private readonly creations: Creations,
    private readonly access: AccessEvents,
    private readonly relay: Relay,
    private readonly audit: AuditTrail,
    private readonly ids: Ids,
  ) {}

  /** Those that the actor is in or is asked into; of moderators, all. */
  async list(actor: SignedIn): Promise<CircleList> {
    this.policies.authorize(actor, listCircles, undefined);
    const cursors = await this.cursors(actor, [`member:${actor.memberId}`]);
    const own = await this.members.findById(actor.memberId, { circles: 1, circlesAsked: 1 }).lean<Member>();
    const asked = (own?.circlesAsked ?? []).map(({ circle }) => circle);
    const which = hasRole(actor, 'moderator') ? {} : { _id: trusted({ $in: own?.circles ?? [] }) };
    const [circles, askedInto] = await Promise.all([
      this.circles.find(which).sort({ name: 1 }).lean<Circle[]>(),
      this.circles.find({ _id: trusted({ $in: asked }) }).lean<Circle[]>(),
    ]);
    return {
      circles: await Promise.all(circles.map((circle) => this.summary(actor, circle))),
      asked: await Promise.all(
        askedInto.map(async ({ _id: id, name, purpose, livedExperience }) => {
          const { count } = await this.people.readersOf(circleAudience(id));
          return { id, name, purpose, livedExperience, count };
        }),
      ),
      abilities: this.policies.abilities(actor, [createCircle], undefined),
      cursors,
    };
  }

  /** Throws `not-found` for whoever is neither in it nor looks after it: for them there is no such circle. */
  async page(actor: SignedIn, id: string): Promise<CirclePage> {
    const cursors = await this.cursors(actor, [circleAudience(id), `member:${actor.memberId}`]);
    const circle = await this.find(id);
    this.policies.authorize(actor, readCircle, facts(circle));
    const asked = this.policies.can(actor, takeOutOfCircle, facts(circle))
      ? await this.members
          .find({ 'circlesAsked.circle': id, standing: trusted({ $ne: 'left' }) }, { name: 1 })
          .sort({ name: 1 })
          .lean<Pick<Member, '_id' | 'name'>[]>()
      : [];
    return {
      ...(await this.summary(actor, circle)),
      textVersion: circle.textVersion,
      people: (await this.people.inAudience(circleAudience(id))).map(({ id: member, name, role, duties, sector }) => ({
        id: member,
        name,
        role,
        duties: [...duties],
        sector,
      })),
      asked: asked.map(({ _id, name }) => ({ id: _id, name })),
      abilities: this.policies.abilities(
        actor,
        [editCircle, askIntoCircle, takeOutOfCircle, closeCircle, deleteCircle, leaveCircle],
        facts(circle),
      ),
      cursors,
    };
  }

  /** Who makes one may be its first member: nothing was written yet that they would come to read. */
  async create(actor: SignedIn, request: NewCircle): Promise<CirclePage> {
    this.policies.authorize(actor, createCircle, undefined);
    const _id = this.ids.next();
    const { name, purpose, livedExperience } = request;
    const circle = await this.creations.once(this.circles, {
      _id,
      name,
      purpose,
      livedExperience,
      state: 'open',
      textVersion: 1,
      creation: this.creations.stamp(actor, createCircle.name, request),
      pending: [this.line(actor, _id, 'made')],
    });
    await this.relay.deliver(this.circles, circle);
    // Only at its birth: the same request again, later, lets nobody in.
    const isFirst = request.withMe && !(await this.hasBegun(circle._id));
    if (isFirst) {
      await this.members.updateOne({ _id: actor.memberId }, { $addToSet: { circles: circle._id } });
      this.access.emit('changed', [actor.memberId]);
      const pending = this.told(circle._id);
      const changed = await this.circles
        .findOneAndUpdate({ _id: circle._id }, { $push: { pending: { $each: pending } } }, { returnDocument: 'after' })
        .lean<Circle>();
      if (changed) await this.relay.deliver(this.circles, changed);
    }
    return this.page(withAudience(actor, isFirst ? circle._id : null), circle._id);
  }

  async edit(actor: SignedIn, id: string, { textVersion, ...text }: CircleEdit): Promise<CirclePage> {
    await this.change(actor, id, editCircle, { ...text, textVersion: textVersion + 1 }, 'renamed', textVersion);
    return this.page(actor, id);
  }

  /** What was written stays, and can be read and answered; nothing new begins, and nobody new comes in. */
  async close(actor: SignedIn, id: string): Promise<CirclePage> {
    await this.change(actor, id, closeCircle, { state: 'closed' }, 'closed');
    return this.page(actor, id);
  }

  /** Throws `circle-has-threads` where somebody wrote there: then it can only be closed. */
  async delete(actor: SignedIn, id: string): Promise<void> {
    const circle = await this.find(id);
    this.policies.authorize(actor, deleteCircle, facts(circle));
    if (await this.isUsed(id)) throw new DomainError('circle-has-threads');
    // Closed first, so that nothing begins in it meanwhile; what was on its way then keeps it.
    await this.change(actor, id, deleteCircle, { state: 'closed' }, 'deleted');
    if (await this.isUsed(id)) throw new DomainError('circle-has-threads');
    await this.circleMembers.empty(id);
    await this.circles.deleteOne({ _id: id });
  }

  private async hasBegun(id: string): Promise<boolean> {
    if (await this.isUsed(id)) return true;
    const known = { $or: [{ circles: id }, { 'circlesAsked.circle': id }] };
    return (await this.members.exists(known)) !== null;
  }

  private async isUsed(id: string): Promise<boolean> {
    const uses = this.registries.audienceUses.all().map((use) => use.isUsed(circleAudience(id)));
    return (await Promise.all(uses)).includes(true);
  }

  private async change(
    actor: SignedIn,
    id: string,
    action: typeof editCircle,
    $set: Partial<Circle>,
    what: string,
    textVersion?: number,
  ): Promise<void> {
    this.policies.authorize(actor, action, facts(await this.find(id)));
    const changed = await this.circles
      .findOneAndUpdate(
        { _id: id, ...(textVersion === undefined ? {} : { textVersion }) },
        { $set, $push: { pending: { $each: [...this.told(id), this.line(actor, id, what)] } } },
        { returnDocument: 'after' },
      )
      .lean<Circle>();
    if (!changed) throw new DomainError('changed-meanwhile');
    await this.relay.deliver(this.circles, changed);
  }

  private async summary(actor: SignedIn, circle: Circle): Promise<CircleSummary> {
    const audience = circleAudience(circle._id);
    const { count, sectors } = await this.people.readersOf(audience);
    return {
      id: circle._id,
      name: circle.name,
      purpose: circle.purpose,
      livedExperience: circle.livedExperience,
      state: circle.state,
      readers: { count, sectors: [...sectors] },
      isIn: actor.audiences.includes(audience),
    };
  }

  /** Of those streams alone that the actor may read. */
  private async cursors(actor: SignedIn, streams: readonly string[]): Promise<CirclePage['cursors']> {
    const readable = streams.filter((stream) => stream.startsWith('member:') || actor.audiences.includes(stream));
    return Object.fromEntries(
      await Promise.all(readable.map(async (stream) => [stream, await this.streams.cursor(stream)] as const)),
    );
  }

  /** Those in it, and every server: its name stands on threads. */
  private told(id: string): PendingChange[] {
    return [peopleStream, circleAudience(id)].map((stream) => ({
      changeId: `circle-${this.ids.next()}`,
      stream,
      type: 'circle.changed',
      subject: id,
      revision: 1,
    }));
  }

  private line(actor: SignedIn, circle: string, what: string): PendingChange {
    return this.audit.change({ act: 'circle.changed', by: actor.memberId, about: { circle, what } });
  }

  private async find(id: string): Promise<Circle> {
    const circle = await this.circles.findById(id).lean<Circle>();
    if (!circle) throw notFound();
    return circle;
  }
}

function facts({ _id: id, state }: Circle) {
  return { id, state };
}

function withAudience(actor: SignedIn, circle: string | null): SignedIn {
  return circle === null ? actor : { ...actor, audiences: [...actor.audiences, circleAudience(circle)] };
}
