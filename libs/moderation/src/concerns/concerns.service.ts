import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ConcernForm, ConcernSent, LetterList, letterAnswer, newConcern } from '@throughline/contracts';
import { PostsService, type QuotedPost } from '@throughline/discussion';
import { Members } from '@throughline/identity';
import { Clock, DomainError, Ids, notFound, Policies, type SignedIn, wrongField } from '@throughline/kernel';
import { type Creation, Creations } from '@throughline/platform';
import { Relay, Streams } from '@throughline/stream';
import { type Model, trusted } from 'mongoose';
import type { z } from 'zod';
import { plainWords } from '../plain-words';
import { ConcernChanges } from './concern-changes';
import { answerLetter, readLetters, reportConcern } from './concern.policy';
import { presentLetters, presentQuote } from './concern.presenter';
import { Concern } from './concern.schema';
import { Leads, presentLead } from './leads';
import { isOn, presentContact, SafeguardingService } from './safeguarding.service';

/** How many one person tells within an hour: whoever told so often rings, and nobody's phone is kept busy so that it hides a real one. */
const mostAnHour = 20;
/** So often one end of a talk writes: leads must be able to write into its concern whatever the other does. */
const mostMessages = 300;

type NewConcern = z.output<typeof newConcern>;

/** For who is worried: telling the leads, and hearing what came of it. */
@Injectable()
export class ConcernsService {
  constructor(
    @InjectModel(Concern.name) private readonly concerns: Model<Concern>,
    private readonly changes: ConcernChanges,
    private readonly leads: Leads,
    private readonly safeguarding: SafeguardingService,
    private readonly members: Members,
    private readonly posts: PostsService,
    private readonly policies: Policies,
    private readonly creations: Creations,
    private readonly streams: Streams,
    private readonly relay: Relay,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** Who would get it, and whom to ring instead: for everybody the same, whatever there is. */
  async form(actor: SignedIn, postId: string | undefined): Promise<ConcernForm> {
    this.policies.authorize(actor, reportConcern, undefined);
    const [help, leads, settings, post] = await Promise.all([
      this.safeguarding.help(),
      this.leads.all(),
      this.safeguarding.get(),
      postId === undefined ? null : this.posts.quote(actor, postId),
    ]);
    return {
      help,
      leads: leads.map(presentLead),
      outside: presentContact(settings.outside),
      post: post && presentQuote(post),
    };
  }

  /**
   * Tells the leads. The same request again is the same concern. Throws `concerns-off` where nobody stands outside yet, and
   * `nobody-left` where every lead is excluded: then nothing is kept, because nobody could read it.
   */
  async report(actor: SignedIn, request: NewConcern): Promise<ConcernSent> {
    this.policies.authorize(actor, reportConcern, undefined);
    const creation = this.creations.stamp(actor, reportConcern.name, request);
    await this.expectNotTooMany(actor, creation);
    const settings = await this.safeguarding.get();
    if (!isOn(settings)) throw new DomainError('concerns-off');
    // Somebody who is not safe may have come from their own words under another name: the two are not to be kept together.
    const post = request.kind === 'someone' && request.postId ? await this.posts.reported(actor, request.postId) : null;
    const about = await this.aboutOf(request, post);
    const excluded = await this.excludedBy(request, actor.memberId, about, post);
    const leads = await this.leads.without(excluded);
    if (leads.length === 0) throw new DomainError('nobody-left');
    const _id = this.ids.next();
    const now = this.clock.now();
    const concern = await this.creations.once(this.concerns, {
      _id,
      kind: request.kind,
      danger: request.danger,
      words: request.words,
      reporterId: actor.memberId,
      named: request.named,
      about,
      post: post && presentQuote(post),
      excluded,
      openedAt: now,
      closedAt: null,
      holderId: null,
      answered: [],
      entries: [{ at: now, by: null, kind: 'opened', to: null, text: null, note: null, key: null }],
      talks: [],
      alarm: { for: 'answer', step: 0, nextAt: now },
      calls: [],
      dueAt: now,
      revision: 1,
      turn: 1,
      creation,
      pending: await this.changes.tell({ _id, excluded }, 1),
    });
    // It is kept, and the alarm finds it: what the open pages are told can wait for the sweep.
    void this.relay.deliver(this.concerns, concern).catch(() => undefined);
    return { id: concern._id };
  }

  /** What the reader has told, and what leads wrote to them in private. */
  async letters(actor: SignedIn): Promise<LetterList> {
    this.policies.authorize(actor, readLetters, undefined);
    const { memberId } = actor;
    const cursor = await this.streams.cursor(`member:${memberId}`);
    const [told, withTalks, leads, settings] = await Promise.all([
      this.concerns.find({ reporterId: memberId }).sort({ openedAt: -1 }).lean<Concern[]>(),
      this.concerns.find({ 'talks.memberId': memberId }).lean<Concern[]>(),
      this.leads.all(),
      this.safeguarding.get(),
    ]);
    // Looked at now. A talk is known by its own id alone.
    for (const { _id, talks } of withTalks)
      if (talks.some((talk) => talk.memberId === memberId && talk.unread)) await this.changes.seen(_id, memberId);
    return { ...presentLetters(memberId, told, withTalks, leads), outside: presentContact(settings.outside), cursor };
  }

  /** Answers a lead; nothing tells the leads more of who it is than they knew. */
  async answer(actor: SignedIn, talkId: string, request: z.output<typeof letterAnswer>): Promise<LetterList> {
    this.policies.authorize(actor, answerLetter, undefined);
    const found = await this.concerns.findOne({ 'talks._id': talkId }).lean<Concern>();
    const talk = found?.talks.find(({ _id }) => _id === talkId);
    if (!found || talk?.memberId !== actor.memberId) throw notFound();
    const key = this.creations.stamp(actor, answerLetter.name, request).key;
    await this.changes.change(found._id, (concern) => {
      const talks = concern.talks.map((one) => ({ ...one, messages: [...one.messages] }));
      const mine = talks.find(({ _id }) => _id === talkId);
      if (!mine || mine.messages.some((message) => message.key === key)) return undefined;
      if (mine.messages.filter(({ from }) => from === 'them').length >= mostMessages)
        throw new DomainError('too-many-letters');
      mine.messages.push({ from: 'them', by: null, text: request.text, at: this.clock.now(), key });
      return { set: { talks }, letterFor: [actor.memberId] };
    });
    return this.letters(actor);
  }

  /** Whether there is something from a lead that this member has not looked at. */
  async hasUnread(memberId: string): Promise<boolean> {
    const unread = { talks: { $elemMatch: { memberId, unread: true } } };
    return (await this.concerns.collection.findOne(unread, { projection: { _id: 1 } })) !== null;
  }

  /** Throws `too-many`; what was told before and is sent again is not one more. */
  private async expectNotTooMany({ memberId: reporterId }: SignedIn, { key }: Creation): Promise<void> {
    const hour = 3_600_000;
    const since = new Date(this.clock.now().getTime() - hour);
    const lately = { reporterId, openedAt: trusted({ $gt: since }) };
    if ((await this.concerns.countDocuments(lately)) < mostAnHour) return;
    if ((await this.concerns.exists({ 'creation.key': key })) === null)
      throw new DomainError('too-many', { retryAfter: hour / 1_000 });
  }

  /** Who it is about: who was chosen, or else whoever wrote the post. */
  private async aboutOf(request: NewConcern, post: QuotedPost | null): Promise<Concern['about']> {
    const words = request.who || null;
    if (request.kind === 'me') return { memberId: null, aliasId: null, words };
    const chosen = request.memberId ?? null;
    if (chosen !== null) {
      const [member] = await this.members.byIds([chosen]);
      if (member?.standing !== 'active') throw wrongField('memberId', 'There is no such member.');
      return { memberId: chosen, aliasId: null, words };
    }
    const by = post?.by;
    return {
      memberId: by?.kind === 'member' ? by.memberId : null,
      aliasId: by?.kind === 'alias' ? by.aliasId : null,
      words,
    };
  }

  /**
   * Who never gets it: who was left out, who it is about, whoever wrote the post, and a lead whose name stands in the words that
   * say who it is about. Rather one too many: that somebody reads of themselves cannot be taken back.
   */
  private async excludedBy(
    request: NewConcern,
    reporterId: string,
    about: Concern['about'],
    post: QuotedPost | null,
  ): Promise<string[]> {
    const leads = await this.leads.all();
    const said = plainWords(about.words ?? '');
    const named = leads.filter(({ name }) => said.includes(plainWords(name)));
    const leftOut = leads.filter(({ id }) => request.without?.includes(id));
    return [
      ...new Set([
        ...[...named, ...leftOut].map(({ id }) => id),
        ...(about.memberId === null ? [] : [about.memberId]),
        ...(request.kind === 'me' ? [reporterId] : []),
        ...(post?.by.kind === 'member' ? [post.by.memberId] : []),
      ]),
    ];
  }
}
