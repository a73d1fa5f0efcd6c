import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { answerUnsealing, askUnsealing, FoundAuthor, UnsealingView } from '@throughline/contracts';
import {
  type ActionDefinition,
  Clock,
  DomainError,
  Ids,
  notFound,
  Policies,
  type SignedIn,
  wrongField,
} from '@throughline/kernel';
import { Creations, Jobs } from '@throughline/platform';
import { AuditTrail, type PendingChange, Relay } from '@throughline/stream';
import { trusted, type Model } from 'mongoose';
import type { z } from 'zod';
import { Alias } from '../personas/alias.schema';
import { Voices } from '../personas/voices';
import { FoundAuthors } from './found-authors';
import { Passphrases } from './passphrases';
import { readAuthor } from './author';
import { type KeyPair, seal, unseal, wipe } from './boxes';
import { SealingKey } from './sealing-key.schema';
import type { SealingLead } from './sealing-lead.schema';
import { SealingKeys } from './sealing-keys';
import { SealingLeads } from './sealing-leads';
import * as actions from './sealing.policy';
import { joinShares } from './shares';
import { AuthorsTold } from './authors-told';
import { UnsealingPresenter } from './unsealing.presenter';
import { type BoxForLead, Unsealing } from './unsealing.schema';

/** How long a request waits for an answer, and its outcome can be read. */
const waitsFor = 24 * 3_600_000;
const readableFor = 30 * 60_000;
const reasonsKeptFor = 365 * 86_400_000;
/** A reason is a sentence: as many letters, and words. */
const leastReason = 20;
const leastWords = 4;

type Ask = z.output<typeof askUnsealing>;
type AnswerRequest = z.output<typeof answerUnsealing>;

/**
 * Finding out who wrote as an alias (safety.md P3): one lead asks with a reason, another of another organisation agrees, and both
 * can read it for thirty minutes. Every attempt is in the audit chain, those that are refused too.
 */
@Injectable()
export class Unsealings implements OnModuleInit {
  constructor(
    @InjectModel(Unsealing.name) private readonly requests: Model<Unsealing>,
    @InjectModel(Alias.name) private readonly aliases: Model<Alias>,
    @InjectModel(SealingKey.name) private readonly keyModel: Model<SealingKey>,
    private readonly keys: SealingKeys,
    private readonly leads: SealingLeads,
    private readonly passphrases: Passphrases,
    private readonly found: FoundAuthors,
    private readonly told: AuthorsTold,
    private readonly voices: Voices,
    private readonly presenter: UnsealingPresenter,
    private readonly policies: Policies,
    private readonly audit: AuditTrail,
    private readonly relay: Relay,
    private readonly creations: Creations,
    private readonly jobs: Jobs,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.relay.addSource(this.requests);
    this.jobs.every('unsealings.end', 15_000, () => this.end());
  }

  /** The alias that somebody wants to ask about, with what the request would say of it. */
  async subject(actor: SignedIn, aliasId: string): Promise<{ aliasId: string; name: string; threadId: string }> {
    this.policies.authorize(actor, actions.askUnsealing, undefined);
    const alias = await this.alias(aliasId);
    return { aliasId: alias._id, name: alias.name, threadId: alias.threadId };
  }

  /** Asks. The asker's share goes along, sealed to the leads of other organisations alone, so that it opens for nobody else. */
  async ask(actor: SignedIn, request: Ask): Promise<UnsealingView> {
    return this.attempt(actor, actions.askUnsealing, { alias: request.aliasId }, async () => {
      expectReason(request.reason);
      if (request.delay) this.expectDelay(request.delay);
      const lead = await this.leads.own(actor);
      const alias = await this.alias(request.aliasId);
      const { key, sealed } = await this.keyOf(alias);
      const share = shareOf(key, lead);
      const holders = (await this.keys.leadsOfNow()).filter(({ keyId }) =>
        key.shares.some(({ leadKeyId }) => leadKeyId === keyId),
      );
      const others = await this.leads.ofOthers(lead, holders);
      if (!share || !sealed) throw new DomainError('no-part-of-key');
      if (others.length === 0) throw new DomainError('other-organisation-needed');
      const shares = await this.withKeys(lead, request.passphrase, async (pair) => {
        const opened = await unseal(share.box, pair);
        const boxes = await Promise.all(others.map((other) => sealFor(other, opened)));
        wipe(opened);
        return boxes;
      });
      const { passphrase: _kept, ...stamped } = request;
      const _id = this.ids.next();
      const now = this.clock.now();
      const made = await this.creations.once(this.requests, {
        _id,
        aliasId: alias._id,
        threadId: alias.threadId,
        askedBy: lead._id,
        askedAt: now,
        reason: request.reason,
        state: 'waiting',
        expiresAt: new Date(now.getTime() + waitsFor),
        shares,
        answeredBy: null,
        answeredAt: null,
        answerReason: '',
        delay: request.delay,
        found: [],
        readableUntil: null,
        notice: null,
        pending: [this.audit.change({ act: 'unsealing.requested', by: lead._id, about: { request: _id } })],
        creation: this.creations.stamp(actor, actions.askUnsealing.name, stamped),
      });
      await this.relay.deliver(this.requests, made);
      return this.view(actor, made._id);
    });
  }

  async list(actor: SignedIn): Promise<UnsealingView[]> {
    this.policies.authorize(actor, actions.listUnsealings, undefined);
    if (!this.policies.can(actor, actions.seeUnsealing, undefined)) return [];
    const all = await this.requests.find().sort({ askedAt: -1 }).limit(100).lean<Unsealing[]>();
    const own = await this.ownOf(actor, all);
    return this.presenter.many(
      all.filter(({ aliasId }) => !own.has(aliasId)),
      actor,
    );
  }

  async view(actor: SignedIn, id: string): Promise<UnsealingView> {
    this.policies.authorize(actor, actions.seeUnsealing, undefined);
    await this.expectOfAnother(actor, id);
    const [view] = await this.presenter.many([await this.request(id)], actor);
    if (!view) throw notFound();
    return view;
  }

  /** Agrees or declines, with a reason. Agreed, both shares together open the box, and who it is is sealed to the two leads. */
  async answer(actor: SignedIn, id: string, answer: AnswerRequest): Promise<UnsealingView> {
    // Before anything is audited: that they were refused would say who they are.
    await this.expectOfAnother(actor, id);
    return this.attempt(actor, actions.answerUnsealing, { request: id }, async () => {
      const lead = await this.leads.own(actor);
      const request = await this.request(id);
      if (request.askedBy === lead._id) throw new DomainError('second-person-needed');
      if (!this.isWaiting(request)) throw new DomainError('request-over');
      const asker = (await this.keys.leadsOfNow()).find(({ _id }) => _id === request.askedBy);
      if (!asker) throw new DomainError('request-over');
      const ofOther = (await this.leads.ofOthers(asker, [lead])).length === 1;
      const given = request.shares.find(({ leadKeyId }) => leadKeyId === lead.keyId);
      if (!ofOther) throw new DomainError('other-organisation-needed');
      if (!given) throw new DomainError('no-part-of-key');
      expectReason(answer.reason);
      const outcome = await this.withKeys(lead, answer.passphrase, (pair) =>
        answer.agree ? this.open(request, given, asker, lead, pair) : undefined,
      );
      await this.close(request, lead, answer, outcome);
      return this.view(actor, id);
    });
  }

  /** Who it is, for who asked or agreed, while it may be read. The audit line stands before the name is shown. */
  async read(actor: SignedIn, id: string, passphrase: string): Promise<FoundAuthor> {
    return this.attempt(actor, actions.readUnsealed, { request: id }, async () => {
      const lead = await this.leads.own(actor);
      const request = await this.request(id);
      if (request.state === 'waiting') throw new DomainError('second-person-needed');
      const { readableUntil } = request;
      const box = request.found.find(({ leadKeyId }) => leadKeyId === lead.keyId);
      if (!readableUntil || readableUntil <= this.clock.now()) throw new DomainError('request-over');
      if (!box) throw new DomainError('not-allowed');
      const content = await this.withKeys(lead, passphrase, (pair) => unseal(box.box, pair));
      await this.audit.record({ act: 'unsealing.read', by: lead._id, about: { request: id } });
      const { memberId } = readAuthor(content);
      wipe(content);
      return { ...(await this.found.present(memberId)), readableUntil: readableUntil.toISOString() };
    });
  }

  /** Ends what is over: requests that nobody answered, names that may not be read any more, reasons of a year ago. */
  async end(): Promise<void> {
    const now = this.clock.now();
    const yearAgo = new Date(now.getTime() - reasonsKeptFor);
    await this.requests.updateMany(
      { state: 'waiting', expiresAt: trusted({ $lte: now }) },
      { $set: { state: 'expired', shares: [] } },
    );
    await this.requests.updateMany(
      { 'found.0': trusted({ $exists: true }), readableUntil: trusted({ $lte: now }) },
      { $set: { found: [] } },
    );
    await this.requests.updateMany(
      { askedAt: trusted({ $lte: yearAgo }), reason: trusted({ $ne: '' }) },
      { $set: { reason: '', answerReason: '', delay: null } },
    );
  }

  /** Both shares together open what is sealed; who it is, is sealed to both leads and forgotten. */
  private async open(
    request: Unsealing,
    given: BoxForLead,
    asker: SealingLead,
    lead: SealingLead,
    pair: KeyPair,
  ): Promise<Pick<Unsealing, 'found' | 'readableUntil' | 'notice'>> {
    const { key, sealed } = await this.keyOf(await this.alias(request.aliasId));
    const own = shareOf(key, lead);
    if (!own) throw new DomainError('no-part-of-key');
    const shares = [await unseal(given.box, pair), await unseal(own.box, pair)] as const;
    const joined = await joinShares(...shares, key.publicKey);
    wipe(...shares);
    if (!joined) throw new DomainError('no-part-of-key');
    const content = await unseal(sealed.box, joined).finally(() => wipe(joined.secretKey));
    const author = readAuthor(content);
    // Somebody who can write into the database could have put another alias's box here.
    if (author.aliasId !== request.aliasId || author.threadId !== request.threadId)
      throw new DomainError('author-not-there');
    const now = this.clock.now();
    const found = await Promise.all([sealFor(asker, content), sealFor(lead, content)]);
    wipe(content);
    return {
      found,
      readableUntil: new Date(now.getTime() + readableFor),
      notice: this.told.noticeFor(author.memberId, request, now),
    };
  }

  private async close(
    { _id, delay }: Unsealing,
    lead: SealingLead,
    { agree, reason }: AnswerRequest,
    outcome: Partial<Unsealing> | undefined,
  ): Promise<void> {
    const now = this.clock.now();
    const what = delay ? `told-from-${delay.on}` : 'told-at-once';
    const line: PendingChange = agree
      ? this.audit.change({ act: 'unsealing.approved', by: lead._id, about: { request: _id, what } })
      : this.audit.change({ act: 'unsealing.declined', by: lead._id, about: { request: _id } });
    const answered = await this.requests
      .findOneAndUpdate(
        { _id, state: 'waiting', expiresAt: trusted({ $gt: now }) },
        {
          $set: {
            ...outcome,
            state: agree ? 'agreed' : 'declined',
            shares: [],
            answeredBy: lead._id,
            answeredAt: now,
            answerReason: reason,
          },
          $push: { pending: line },
        },
        { returnDocument: 'after' },
      )
      .lean<Unsealing>();
    // Another lead was quicker.
    if (!answered) throw new DomainError('request-over');
    await this.relay.deliver(this.requests, answered);
  }

  /** Does what was asked for; whatever is refused is in the audit chain before it is answered. */
  private async attempt<Answer>(
    actor: SignedIn,
    action: ActionDefinition<undefined>,
    about: { request?: string; alias?: string },
    work: () => Promise<Answer>,
  ): Promise<Answer> {
    try {
      this.policies.authorize(actor, action, undefined);
      return await work();
    } catch (error) {
      if (error instanceof DomainError && error.status < 500)
        await this.audit.record({
          act: 'unsealing.refused',
          by: actor.memberId,
          about: { ...about, what: error.code },
        });
      throw error;
    }
  }

  private async withKeys<Answer>(
    lead: SealingLead,
    passphrase: string,
    work: (pair: KeyPair) => Answer | Promise<Answer>,
  ): Promise<Answer> {
    const pair = await this.passphrases.open(lead, passphrase);
    try {
      return await work(pair);
    } finally {
      wipe(pair.secretKey);
    }
  }

  private async keyOf(alias: Alias) {
    const { sealed } = alias;
    if (!sealed) throw new DomainError('author-not-there');
    const key = await this.keyModel.findById(sealed.keyId).lean<SealingKey>();
    if (!key) throw new DomainError('no-part-of-key');
    return { key, sealed };
  }

  private isWaiting({ state, expiresAt }: Unsealing): boolean {
    return state === 'waiting' && expiresAt > this.clock.now();
  }

  private expectDelay({ reason, on }: NonNullable<Ask['delay']>): void {
    expectReason(reason);
    const from = new Date(`${on}T00:00:00Z`).getTime();
    const now = this.clock.now().getTime();
    if (from <= now || from > now + reasonsKeptFor)
      throw wrongField('delay.on', 'Please choose a day that is still to come, within a year.');
  }

  private async alias(id: string): Promise<Alias> {
    const alias = await this.aliases.findById(id).lean<Alias>();
    if (!alias) throw notFound();
    return alias;
  }

  /** Nobody looks at, or answers, a request about what they wrote themselves: for them there is none. */
  private async expectOfAnother(actor: SignedIn, id: string): Promise<void> {
    if (!this.policies.can(actor, actions.seeUnsealing, undefined)) return;
    const request = await this.requests.findById(id).lean<Unsealing>();
    if (request && request.askedBy !== actor.memberId && (await this.ownOf(actor, [request])).size > 0)
      throw notFound();
  }

  /** Those of the aliases that requests are about which are the actor's own: derived for this question, and kept nowhere. */
  private async ownOf({ memberId }: SignedIn, requests: readonly Unsealing[]): Promise<ReadonlySet<string>> {
    const ids = trusted({ $in: requests.map(({ aliasId }) => aliasId) });
    const aliases = await this.aliases.find({ _id: ids }, { threadId: 1, voice: 1 }).lean<Alias[]>();
    const own = aliases.filter(({ threadId, voice }) => this.voices.allOf(memberId, threadId).includes(voice));
    return new Set(own.map(({ _id }) => _id));
  }

  private async request(id: string): Promise<Unsealing> {
    const request = await this.requests.findById(id).lean<Unsealing>();
    if (!request) throw notFound();
    return request;
  }
}

function shareOf(key: SealingKey, lead: SealingLead) {
  return key.shares.find(({ leadKeyId }) => leadKeyId === lead.keyId);
}

async function sealFor({ _id, keyId, publicKey }: SealingLead, content: Uint8Array): Promise<BoxForLead> {
  return { leadId: _id, leadKeyId: keyId, box: await seal(content, publicKey) };
}

/** Without a reason that somebody else can weigh, nothing is found out: refused, not only asked for again. */
function expectReason(reason: string): void {
  if (reason.length < leastReason || reason.split(/\s+/).length < leastWords) throw new DomainError('reason-needed');
}
