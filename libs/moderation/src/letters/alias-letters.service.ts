import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { aliasLetterAnswer, AliasLetterView } from '@throughline/contracts';
import type { LetterWriter } from '@throughline/contracts/names';
import { Days } from '@throughline/discussion';
import { Aliases, type KnownAlias, People } from '@throughline/identity';
import {
  type AliasLetterSource,
  Clock,
  DomainError,
  Ids,
  notFound,
  Policies,
  type ReaderAlias,
  Registries,
  type SignedIn,
} from '@throughline/kernel';
import { Creations, isDuplicate } from '@throughline/platform';
import { Memory, peopleStream, type PendingChange, Relay } from '@throughline/stream';
import { trusted, type Model, type UpdateQuery } from 'mongoose';
import type { z } from 'zod';
import { answerAliasLetter } from './alias-letter.policy';
import { presentToAlias } from './alias-letter.presenter';
import { latestFirst } from './latest-first';
import { type AliasMessage, AliasTalk } from './alias-talk.schema';

/** To whom, and about what. The topic is what the writers know it by; the alias never learns it. */
export interface AliasLetterTo {
  aliasId: string;
  topic: string;
  from: LetterWriter;
}

/** Who is told of a new message, beside the alias: `mark` makes their changes another than all before. */
export type LetterTeller = (id: string, mark: string) => Promise<PendingChange[]>;

/** No talk gets longer, so that nobody fills a document. */
const mostMessages = 300;

/**
 * Letters to an alias: the one way to write in private to whoever an alias is, and to be answered, with nothing unsealed. A feature that
 * writes them has topics of its own (`concern:<id>`), says by `tells` who hears of answers, and authorises before it calls.
 */
@Injectable()
export class AliasLetters implements AliasLetterSource {
  private readonly tellers = new Map<string, LetterTeller>();
  private readonly elsewhere = new Set<string>();

  constructor(
    @InjectModel(AliasTalk.name) private readonly talks: Model<AliasTalk>,
    private readonly aliases: Aliases,
    private readonly people: People,
    private readonly policies: Policies,
    private readonly creations: Creations,
    private readonly memory: Memory,
    private readonly relay: Relay,
    private readonly days: Days,
    private readonly ids: Ids,
    private readonly clock: Clock,
    registries: Registries,
  ) {
    registries.aliasLetters.add(this);
  }

  /** Says who hears of what comes in about topics of one kind: those that are called `<kind>:<id>`. */
  tells(kind: string, teller: LetterTeller): void {
    this.tellers.set(kind, teller);
  }

  /** Of topics of this kind the alias reads with what they are about, in the same page, and not among its letters. */
  showsElsewhere(kind: string): void {
    this.elsewhere.add(kind);
  }

  /** Writes to whoever an alias is. The same request again is the same letter. `lines` go into its write: its line in the audit chain. */
  async write(
    actor: SignedIn,
    to: AliasLetterTo,
    request: { key: string; text: string },
    lines: readonly PendingChange[] = [],
    at: Date = this.clock.now(),
  ): Promise<void> {
    const { key } = this.creations.stamp(actor, `alias-letter/${to.topic}`, request);
    await this.put(to, { from: 'us', by: actor.memberId, text: request.text, at, key }, lines);
  }

  /** What was said about a topic, by talks; the caller has authorised. */
  async about(topic: string): Promise<AliasTalk[]> {
    return this.talks.find({ topic }).lean<AliasTalk[]>();
  }

  /** The same of several topics, of one alias each. */
  async messagesOf(topics: readonly string[]): Promise<ReadonlyMap<string, AliasMessage[]>> {
    const found = await this.talks.find({ topic: trusted({ $in: [...topics] }) }).lean<AliasTalk[]>();
    return new Map(found.map(({ topic, messages }) => [topic, messages]));
  }

  /** An alias says something about a topic that its author knows of, be it the first that is said. */
  async answerAbout(alias: KnownAlias, to: AliasLetterTo, request: { key: string; text: string }): Promise<void> {
    await this.put(to, await this.byAlias(alias, to.topic, request));
  }

  /** No answer is waited for any more. */
  async close(topic: string): Promise<void> {
    for (const talk of await this.talks.find({ topic, open: true }).lean<AliasTalk[]>())
      await this.change(talk._id, (now) => (now.open ? { update: { $set: { open: false } } } : undefined));
  }

  async lettersTo(aliases: readonly ReaderAlias[]): Promise<AliasLetterView[]> {
    const found = await Promise.all(
      aliases.map((alias) =>
        this.memory.get(`alias-letters/${alias._id}`, [`voice:${alias.stream}`, peopleStream], () =>
          this.readBy(alias),
        ),
      ),
    );
    return found.flat();
  }

  /** Answers, as the alias. For whoever is not that alias there is nothing here. */
  async answer(actor: SignedIn, id: string, request: z.output<typeof aliasLetterAnswer>): Promise<AliasLetterView> {
    this.policies.authorize(actor, answerAliasLetter, undefined);
    const talk = await this.talks.findById(id).lean<AliasTalk>();
    const [alias] = talk ? this.aliases.mine(actor.memberId, await this.aliases.byIds([talk.aliasId])) : [];
    if (!talk || !alias) throw notFound();
    await this.add(talk, await this.byAlias(alias, talk.topic, request));
    const view = (await this.readBy(alias)).find((letter) => letter.id === id);
    if (!view) throw notFound();
    return view;
  }

  /** By the voice in place of the member, as with everything that an alias creates. */
  private async byAlias(
    { voice }: KnownAlias,
    topic: string,
    request: { key: string; text: string },
  ): Promise<AliasMessage> {
    const { key } = this.creations.stampFor(voice, `${answerAliasLetter.name}/${topic}`, request);
    return { from: 'alias', by: null, text: request.text, at: await this.days.today(), key };
  }

  /** Adds to the talk of an alias about a topic, which may begin with it. */
  private async put(
    { aliasId, topic, from }: AliasLetterTo,
    message: AliasMessage,
    lines: readonly PendingChange[] = [],
  ): Promise<void> {
    for (;;) {
      const before = await this.talks.findOne({ aliasId, topic }).lean<AliasTalk>();
      if (before) return this.add(before, message, lines);
      const _id = this.ids.next();
      const pending = [...(await this.changesOf({ _id, aliasId, topic, revision: 1 })), ...lines];
      const talk: AliasTalk = { _id, aliasId, topic, from, messages: [message], open: true, revision: 1, pending };
      try {
        await this.talks.create(talk);
        return await this.relay.deliver(this.talks, talk);
      } catch (error) {
        if (!isDuplicate(error, 'topic')) throw error;
      }
    }
  }

  private async readBy(alias: ReaderAlias): Promise<AliasLetterView[]> {
    const all = await this.talks.find({ aliasId: alias._id }).lean<AliasTalk[]>();
    const talks = all.filter(({ topic }) => !this.elsewhere.has(kindOf(topic)));
    const by = talks.flatMap(({ messages }) => messages.flatMap((message) => message.by ?? []));
    const cards = await this.people.byIds([...new Set(by)]);
    return latestFirst(talks).map((talk) => presentToAlias(talk, alias, (id) => cards.get(id)?.name ?? null));
  }

  private add({ _id }: AliasTalk, message: AliasMessage, lines: readonly PendingChange[] = []): Promise<void> {
    return this.change(_id, ({ messages }) => {
      if (messages.some(({ key }) => key === message.key)) return undefined;
      if (messages.filter(({ from }) => from === message.from).length >= mostMessages)
        throw new DomainError('too-many-letters');
      return { update: { $push: { messages: message } }, lines };
    });
  }

  /** One atomic write that tells the alias, and whoever writes to it. */
  private async change(
    id: string,
    writeOf: (talk: AliasTalk) => { update: UpdateQuery<AliasTalk>; lines?: readonly PendingChange[] } | undefined,
  ): Promise<void> {
    const changed = await this.relay.change(this.talks, id, async (talk, revision) => {
      const write = writeOf(talk);
      if (!write) return undefined;
      const { update, lines = [] } = write;
      return { update, changes: [...(await this.changesOf({ ...talk, revision })), ...lines] };
    });
    if (!changed) throw notFound();
  }

  private async changesOf({
    _id,
    aliasId,
    topic,
    revision,
  }: Pick<AliasTalk, '_id' | 'aliasId' | 'topic' | 'revision'>): Promise<PendingChange[]> {
    const [[alias], others] = await Promise.all([
      this.aliases.byIds([aliasId]),
      this.tellers.get(kindOf(topic))?.(topic.slice(kindOf(topic).length + 1), `${_id}-${revision}`) ?? [],
    ]);
    const own: PendingChange[] = alias
      ? [
          {
            changeId: `alias-letter-${_id}-${revision}`,
            stream: `voice:${alias.stream}`,
            type: 'letter.changed',
            subject: aliasId,
            revision,
          },
        ]
      : [];
    return [...own, ...others];
  }
}

function kindOf(topic: string): string {
  return topic.split(':', 1)[0] ?? '';
}
