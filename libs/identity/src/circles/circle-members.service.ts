import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { AccessEvents, Clock, DomainError, Ids, notFound, Policies, type SignedIn } from '@throughline/kernel';
import { AuditTrail, peopleStream, type PendingChange, Relay } from '@throughline/stream';
import { trusted, type Model, type QueryFilter, type UpdateQuery } from 'mongoose';
import { Member } from '../accounts/member.schema';
import { circleAskedLetter } from '../mail/letters';
import { Mailer } from '../mail/mailer';
import { SecretLinks } from '../secret-links';
import { Circle } from './circle.schema';
import { askIntoCircle, circleAudience, takeOutOfCircle } from './circle.policy';

/**
 * Who is in a circle. A moderator asks somebody, who is in it once they say yes: until then nobody there is told their name.
 * Nobody asks themselves, so no moderator lets themselves read what a circle wrote. Going takes effect in one write with the
 * member's access.
 */
@Injectable()
export class CircleMembers {
  constructor(
    @InjectModel(Circle.name) private readonly circles: Model<Circle>,
    @InjectModel(Member.name) private readonly members: Model<Member>,
    private readonly mailer: Mailer,
    private readonly links: SecretLinks,
    private readonly policies: Policies,
    private readonly access: AccessEvents,
    private readonly relay: Relay,
    private readonly audit: AuditTrail,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** Throws `not-yourself` for oneself. Who is in it, or asked already, is not asked again. */
  async ask(actor: SignedIn, id: string, member: string): Promise<void> {
    const circle = await this.find(id);
    this.policies.authorize(actor, askIntoCircle, { id, state: circle.state });
    if (member === actor.memberId) throw new DomainError('not-yourself');
    const asked = await this.change(
      id,
      { _id: member, standing: 'active', circles: trusted({ $ne: id }), 'circlesAsked.circle': trusted({ $ne: id }) },
      { $push: { circlesAsked: { circle: id, at: this.clock.now() } } },
      [this.line(actor, id, member, 'asked'), this.told(`member:${member}`, id)],
    );
    if (asked) {
      if (asked.mail) this.mailer.queue(circleAskedLetter(asked.mail, this.links.toPage('/circles')));
      return;
    }
    if ((await this.members.exists({ _id: member, standing: 'active' })) === null) throw notFound();
  }

  /** Throws `not-found` where one was not asked. */
  async answer(actor: SignedIn, id: string, yes: boolean): Promise<void> {
    const circle = await this.circles.findById(id).lean<Circle>();
    if (yes && circle?.state === 'closed') throw new DomainError('circle-closed');
    const answered = await this.change(
      id,
      { _id: actor.memberId, standing: 'active', 'circlesAsked.circle': id },
      {
        $pull: { circlesAsked: { circle: id } },
        ...(yes && circle ? { $addToSet: { circles: id } } : {}),
      },
    );
    if (!answered) throw notFound();
    this.access.emit('changed', [actor.memberId]);
  }

  /** Takes somebody out, or back that they were asked. */
  async takeOut(actor: SignedIn, id: string, member: string): Promise<void> {
    const circle = await this.find(id);
    this.policies.authorize(actor, takeOutOfCircle, { id, state: circle.state });
    if (!(await this.goes(id, member, [this.line(actor, id, member, 'taken-out')]))) throw notFound();
  }

  /** Throws `not-found` where one is not in it. */
  async leave(actor: SignedIn, id: string): Promise<void> {
    if (!(await this.goes(id, actor.memberId, []))) throw notFound();
  }

  /** Takes everybody out of a circle that is no more. */
  async empty(id: string): Promise<void> {
    const all = await this.members
      .find({ $or: [{ circles: id }, { 'circlesAsked.circle': id }] }, { _id: 1 })
      .lean<Pick<Member, '_id'>[]>();
    for (const { _id } of all) await this.goes(id, _id, []);
  }

  private async goes(id: string, member: string, lines: PendingChange[]): Promise<boolean> {
    const gone = await this.change(
      id,
      { _id: member, $or: [{ circles: id }, { 'circlesAsked.circle': id }] },
      { $pull: { circles: id, circlesAsked: { circle: id } }, $inc: { accessVersion: 1 } },
      [...lines, this.told(`member:${member}`, id)],
    );
    if (gone) this.access.emit('changed', [member]);
    return gone !== null;
  }

  /** One atomic write that tells those in the circle, and every server, that who is in it has changed. */
  private async change(
    id: string,
    filter: QueryFilter<Member>,
    update: UpdateQuery<Member>,
    more: PendingChange[] = [],
  ): Promise<Member | null> {
    const pending = [this.told(peopleStream, id), this.told(circleAudience(id), id), ...more];
    const { $push = {}, ...rest } = update;
    const changed = await this.members
      .findOneAndUpdate(
        filter,
        { ...rest, $push: { ...$push, pending: { $each: pending } } },
        { returnDocument: 'after' },
      )
      .lean<Member>();
    if (changed) await this.relay.deliver(this.members, changed);
    return changed;
  }

  private told(stream: string, id: string): PendingChange {
    return { changeId: `circle-${this.ids.next()}`, stream, type: 'circle.changed', subject: id, revision: 1 };
  }

  private line(actor: SignedIn, circle: string, member: string, what: string): PendingChange {
    return this.audit.change({ act: 'circle.changed', by: actor.memberId, about: { circle, member, what } });
  }

  private async find(id: string): Promise<Circle> {
    const circle = await this.circles.findById(id).lean<Circle>();
    if (!circle) throw notFound();
    return circle;
  }
}
