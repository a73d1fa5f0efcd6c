import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { newSession, sessionEdit, SessionPage, SessionSummary } from '@throughline/contracts';
import { People } from '@throughline/identity';
import { AccessEvents, DomainError, Ids, notFound, Policies, type SignedIn, wrongField } from '@throughline/kernel';
import { Creations, renderMarkdown } from '@throughline/platform';
import { type PendingChange, Relay, Streams } from '@throughline/stream';
import { trusted, type Model } from 'mongoose';
import type { z } from 'zod';
import { comeToSession, createSession, editSession, readSession } from './programme.policy';
import { presentSession } from './programme.presenter';
import { Session } from './session.schema';
import { Theme } from './theme.schema';

type NewSession = z.output<typeof newSession>;
type SessionEdit = z.output<typeof sessionEdit>;

/** Sessions: the meetings of a theme, and who comes. */
@Injectable()
export class SessionsService {
  constructor(
    @InjectModel(Session.name) private readonly sessions: Model<Session>,
    @InjectModel(Theme.name) private readonly themes: Model<Theme>,
    private readonly people: People,
    private readonly policies: Policies,
    private readonly access: AccessEvents,
    private readonly creations: Creations,
    private readonly streams: Streams,
    private readonly relay: Relay,
    private readonly ids: Ids,
  ) {}

  async page(actor: SignedIn, id: string): Promise<SessionPage> {
    this.policies.authorize(actor, readSession, undefined);
    const cursor = await this.streams.cursor('members');
    const session = await this.sessions.findById(id).lean();
    if (!session) throw notFound();
    const [theme, coming] = await Promise.all([
      this.themes.findById(session.themeId, { title: 1 }).lean(),
      this.people.byIds(session.participants.map(({ memberId }) => memberId)),
    ]);
    return {
      ...presentSession(session),
      theme: { id: session.themeId, title: theme?.title ?? '' },
      joiningLink: session.joiningLink,
      about: session.about,
      aboutHtml: renderMarkdown(session.about),
      notes: session.notes,
      notesHtml: renderMarkdown(session.notes),
      coming: [...coming.values()].map(({ id: memberId, name, sector }) => ({ id: memberId, name, sector })),
      imComing: session.participants.some(({ memberId }) => memberId === actor.memberId),
      textVersion: session.textVersion,
      abilities: [
        ...this.policies.abilities(actor, [editSession], undefined),
        ...this.policies.abilities(actor, [comeToSession], session),
      ],
      cursor,
    };
  }

  async create(actor: SignedIn, request: NewSession): Promise<SessionPage> {
    this.policies.authorize(actor, createSession, undefined);
    if (!(await this.themes.exists({ _id: request.themeId }))) throw wrongField('themeId', 'There is no such theme.');
    const id = this.ids.next();
    const session = await this.creations.once(this.sessions, {
      _id: id,
      themeId: request.themeId,
      ...fieldsOf(request),
      notes: '',
      state: request.state ?? 'planned',
      participants: [],
      revision: 1,
      textVersion: 1,
      creation: this.creations.stamp(actor, createSession.name, request),
      pending: [sessionChanged(id, 1)],
    });
    // Who made it is among its readers from now on, not only when who they are is next looked up.
    this.access.emit('changed', [actor.memberId]);
    await this.relay.deliver(this.sessions, session);
    return this.page(actor, session._id);
  }

  /** Throws `changed-meanwhile` where somebody saved another text first. */
  async edit(actor: SignedIn, id: string, request: SessionEdit): Promise<SessionPage> {
    this.policies.authorize(actor, editSession, undefined);
    const { textVersion, state, notes } = request;
    await this.change(id, { textVersion }, (session) => ({
      $set: { ...fieldsOf(request), state: state ?? session.state, notes: notes ?? session.notes },
      $inc: { textVersion: 1, revision: 1 },
    }));
    return this.page(actor, id);
  }

  /** "I'm coming" and its taking back: who comes is a participant and may read what is for participants. */
  async come(actor: SignedIn, id: string, coming: boolean): Promise<SessionPage> {
    const session = await this.sessions.findById(id, { state: 1 }).lean();
    if (!session) throw notFound();
    this.policies.authorize(actor, comeToSession, session);
    const { memberId } = actor;
    const already = { participants: trusted({ $elemMatch: { memberId } }) };
    const changes = (await this.sessions.exists({ _id: id, ...already })) === null ? coming : !coming;
    if (changes) {
      await this.change(id, {}, () => ({
        ...(coming ? { $addToSet: { participants: { memberId } } } : { $pull: { participants: { memberId } } }),
        $inc: { revision: 1 },
      }));
      this.access.emit('changed', [memberId]);
    }
    return this.page(actor, id);
  }

  /** Sessions for changes that go out, by id. */
  async present(ids: readonly string[]): Promise<ReadonlyMap<string, SessionSummary>> {
    const sessions = await this.sessions.find({ _id: trusted({ $in: [...ids] }) }).lean();
    return new Map(sessions.map((session) => [session._id, presentSession(session)]));
  }

  /** The sessions whose threads members may read: those they take part in; moderators keep the lists, so all. */
  async audiencesOf(members: readonly { id: string; role: string }[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const audiences = new Map<string, string[]>(members.map(({ id }) => [id, []]));
    const [plain, keepers] = [members.filter(isPlain), members.filter((member) => !isPlain(member))];
    const ids = plain.map(({ id }) => id);
    const [theirs, all] = await Promise.all([
      ids.length === 0
        ? []
        : this.sessions
            .find({ 'participants.memberId': trusted({ $in: ids }) }, { 'participants.memberId': 1 })
            .lean<Pick<Session, '_id' | 'participants'>[]>(),
      keepers.length === 0 ? [] : this.sessions.find({}, { _id: 1 }).lean(),
    ]);
    const wanted = new Set(ids);
    for (const { _id, participants } of theirs)
      for (const { memberId } of participants)
        if (wanted.has(memberId)) audiences.get(memberId)?.push(`session:${_id}`);
    for (const { id } of keepers)
      audiences.set(
        id,
        all.map(({ _id }) => `session:${_id}`),
      );
    return audiences;
  }

  /** One atomic write that carries its change; tried again where another write came between. */
  private async change(
    id: string,
    precondition: { textVersion?: number },
    update: (session: Session) => Record<string, Record<string, unknown>>,
  ): Promise<void> {
    for (;;) {
      const known = await this.sessions.findById(id).lean();
      if (!known) throw notFound();
      if (precondition.textVersion !== undefined && precondition.textVersion !== known.textVersion)
        throw new DomainError('changed-meanwhile');
      const session = await this.sessions.findOneAndUpdate(
        { _id: id, revision: known.revision },
        { ...update(known), $push: { pending: sessionChanged(id, known.revision + 1) } },
        { returnDocument: 'after' },
      );
      if (session) return this.relay.deliver(this.sessions, session);
    }
  }
}

function fieldsOf(request: Omit<NewSession, 'key' | 'themeId'>) {
  return {
    title: request.title,
    startsAt: new Date(request.startsAt),
    minutes: request.minutes,
    place: request.place ?? null,
    joiningLink: request.joiningLink ?? null,
    about: request.about ?? '',
  };
}

function sessionChanged(id: string, revision: number): PendingChange {
  return { changeId: `session-${id}-${revision}`, stream: 'members', type: 'session.changed', subject: id, revision };
}

function isPlain({ role }: { role: string }): boolean {
  return role === 'member';
}
