import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { base32, DomainError, Ids, wrongField } from '@throughline/kernel';
import { isDuplicate } from '@throughline/platform';
import { Heads, Memory, peopleStream, type PendingChange, Relay } from '@throughline/stream';
import { trusted, type Model, type QueryFilter } from 'mongoose';
import { Alias, type AliasStep } from './alias.schema';
import { firstWords, secondWords } from './alias-words';
import { LetGo } from './let-go.schema';
import { Sealing } from '../sealing/sealing';
import { mostVoices, voiceKeyId, Voices } from './voices';

/** Tells servers, and no reader, that there is another alias, or one was let go: no gate opens this stream. */
export const personasStream = 'personas';

/** What is known of an alias without knowing whose it is. */
export type KnownAlias = Pick<Alias, '_id' | 'threadId' | 'name' | 'voice' | 'stream' | 'step'>;
const knownFields = { threadId: 1, name: 1, voice: 1, stream: 1, step: 1 } as const;

/** How many names somebody is offered, one after another. */
const mostTurns = 40;
const mostCards = 10_000;

/** Aliases: whose they are is asked with the member at hand and answered from memory; no row says it (safety.md P2a). */
@Injectable()
export class Aliases {
  /** Names as they are at one version of all people; they outlive who had them. */
  private names = { version: -1, byId: new Map<string, string>() };

  constructor(
    @InjectModel(Alias.name) private readonly aliases: Model<Alias>,
    @InjectModel(LetGo.name) private readonly letGoes: Model<LetGo>,
    private readonly voices: Voices,
    private readonly sealing: Sealing,
    private readonly memory: Memory,
    private readonly heads: Heads,
    private readonly relay: Relay,
    private readonly ids: Ids,
  ) {}

  /** Whether new aliases can be made here: with fewer than two safeguarding leads nobody could be found in an emergency. */
  async areOffered(): Promise<boolean> {
    return (await this.sealing.readiness()).offered;
  }

  /** The names of aliases, by id. */
  async namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const version = await this.heads.of(peopleStream);
    if (version !== this.names.version || this.names.byId.size > mostCards) this.names = { version, byId: new Map() };
    const { byId } = this.names;
    const lacking = ids.filter((id) => !byId.has(id));
    if (lacking.length > 0) {
      const found = await this.aliases.find({ _id: trusted({ $in: lacking }) }, { name: 1 }).lean();
      for (const { _id, name } of found) byId.set(_id, name);
    }
    return new Map(
      ids.flatMap((id) => {
        const name = byId.get(id);
        return name === undefined ? [] : [[id, name] as const];
      }),
    );
  }

  /** Those of these aliases that the member is. */
  mine(memberId: string, aliases: readonly KnownAlias[]): KnownAlias[] {
    const voicesIn = new Map<string, readonly string[]>();
    return aliases.filter(({ threadId, voice }) => {
      const own = voicesIn.get(threadId) ?? this.voices.allOf(memberId, threadId);
      voicesIn.set(threadId, own);
      return own.includes(voice);
    });
  }

  /** Every alias of a thread, as remembered; those elsewhere learn of a new one within two seconds. */
  async homeIn(threadId: string): Promise<readonly KnownAlias[]> {
    return this.memory.get(`aliases/${threadId}`, [personasStream], () => this.find({ threadId }));
  }

  async byIds(ids: readonly string[]): Promise<KnownAlias[]> {
    return ids.length === 0 ? [] : this.find({ _id: trusted({ $in: [...ids] }) });
  }

  async byStream(stream: string): Promise<KnownAlias | undefined> {
    return (await this.find({ stream }))[0];
  }

  /** The member's own alias in a thread, as it is now in the database. */
  async ownIn(memberId: string, threadId: string): Promise<KnownAlias | undefined> {
    const voice = trusted({ $in: [...this.voices.allOf(memberId, threadId)] });
    return (await this.find({ threadId, voice }))[0];
  }

  /** All aliases of a member, in whatever thread: derived for each anew, because nothing joins them. */
  async ownEverywhere(memberId: string): Promise<KnownAlias[]> {
    return this.mine(memberId, await this.find({}));
  }

  /**
   * The names that the member may take in a thread, the first first. They are stored nowhere: derived again, they are the same.
   * None where they have let go of all that one may have.
   */
  async offersFor(memberId: string, threadId: string): Promise<readonly string[]> {
    const taken = new Set((await this.homeIn(threadId)).map(({ name }) => name));
    const voice = await this.freeVoice(memberId, threadId);
    return voice === undefined ? [] : this.candidates(voice).filter((name) => !taken.has(name));
  }

  /**
   * The member's alias in a thread: the one that they have, or else a new one under this name, whose author is sealed. Throws
   * `alias-name-taken` where somebody took that name in the meantime.
   */
  async take(memberId: string, threadId: string, name: string): Promise<KnownAlias> {
    const own = await this.ownIn(memberId, threadId);
    if (own) return own;
    const voice = await this.freeVoice(memberId, threadId);
    if (voice === undefined) throw new DomainError('no-alias-here');
    if (!this.candidates(voice).includes(name)) throw wrongField('alias', 'Please choose a name that is offered.');
    const _id = this.ids.next();
    const pending = [this.changed()];
    const alias: Alias = {
      _id,
      threadId,
      name,
      voice,
      voiceKeyId,
      stream: this.voices.streamOf(voice),
      sealed: await this.sealing.seal({ memberId, threadId, aliasId: _id }),
      step: null,
      pending,
    };
    try {
      await this.aliases.create(alias);
    } catch (error) {
      if (isDuplicate(error, 'name')) throw new DomainError('alias-name-taken');
      // Sent twice at once: the other one made it.
      const made = isDuplicate(error, 'voice') || isDuplicate(error, 'stream');
      const other = made ? await this.ownIn(memberId, threadId) : undefined;
      if (!other) throw error;
      return other;
    }
    await this.relay.deliver(this.aliases, alias);
    return alias;
  }

  /** Lets go of a name for good: nobody, its author neither, can go on as it or change what it wrote. */
  async letGo(alias: KnownAlias): Promise<void> {
    if (alias.step !== null) throw new DomainError('alias-under-step');
    const mark = this.voices.letGoMark(alias.voice);
    await this.letGoes.updateOne({ _id: mark }, { $setOnInsert: { _id: mark } }, { upsert: true });
    const changed = await this.aliases
      .findOneAndUpdate(
        { _id: alias._id, voice: alias.voice, step: null },
        {
          $set: { voice: randomBytes(32).toString('base64url'), stream: base32(randomBytes(16)) },
          $push: { pending: this.changed() },
        },
        { returnDocument: 'after' },
      )
      .lean<Alias>();
    if (!changed) throw new DomainError('alias-under-step');
    await this.relay.deliver(this.aliases, changed);
  }

  /** Whether it may be forgotten who an alias is, as far as is known here: not while somebody looks into what it wrote. */
  async mayEnd(aliasId: string): Promise<boolean> {
    const alias = await this.aliases.findById(aliasId, { step: 1 }).lean();
    return alias !== null && alias.step === null && !(await this.sealing.isAskedAbout(aliasId));
  }

  /** Destroys who an alias is, for leads and for its author: no words of it are left. Its name stays on its tombstones. */
  async destroy(aliasId: string): Promise<void> {
    const alias = await this.aliases.findById(aliasId).lean<Alias>();
    if (!alias) return;
    // The same derivation would otherwise make the same voice again, and join the next alias to older backups of this one.
    const mark = this.voices.letGoMark(alias.voice);
    await this.letGoes.updateOne({ _id: mark }, { $setOnInsert: { _id: mark } }, { upsert: true });
    const changed = await this.aliases
      .findOneAndUpdate(
        { _id: aliasId },
        {
          $set: { sealed: null, voice: randomBytes(32).toString('base64url'), stream: base32(randomBytes(16)) },
          $push: { pending: this.changed() },
        },
        { returnDocument: 'after' },
      )
      .lean<Alias>();
    if (changed) await this.relay.deliver(this.aliases, changed);
  }

  /** A name that is nobody's, for what somebody who leaves keeps in a thread: no session can derive it, and nothing is sealed. */
  async makeForNobody(threadId: string): Promise<string> {
    for (;;) {
      const _id = this.ids.next();
      const voice = randomBytes(32).toString('base64url');
      const [name = ''] = this.candidates(voice);
      const stream = base32(randomBytes(16));
      const pending = [this.changed()];
      const alias: Alias = { _id, threadId, name, voice, voiceKeyId, stream, sealed: null, step: null, pending };
      try {
        await this.aliases.create(alias);
        await this.relay.deliver(this.aliases, alias);
        return _id;
      } catch (error) {
        if (!isDuplicate(error, 'name')) throw error;
      }
    }
  }

  /**
   * Tells apart those that are called the same, where threads became one: of each name the first keeps it, the others are "… 2" and so on,
   * everywhere and from then on. Done again it does nothing.
   */
  async tellApart(aliases: readonly KnownAlias[]): Promise<void> {
    const names = new Set<string>();
    for (const { _id, name } of aliases) {
      if (!names.has(name)) {
        names.add(name);
        continue;
      }
      const base = name.replace(/ \d+$/, '');
      const isFree = (one: string) => !names.has(one) && !aliases.some((other) => other.name === one);
      let number = 2;
      while (!isFree(`${base} ${number}`)) number += 1;
      names.add(`${base} ${number}`);
      await this.rename(_id, `${base} ${number}`);
    }
  }

  private async rename(aliasId: string, name: string): Promise<void> {
    const pending = [this.changed(), { ...this.changed(), stream: peopleStream }];
    const renamed = await this.aliases
      .findOneAndUpdate(
        { _id: aliasId },
        { $set: { name }, $push: { pending: { $each: pending } } },
        { returnDocument: 'after' },
      )
      .lean<Alias>();
    if (renamed) await this.relay.deliver(this.aliases, renamed);
  }

  /** Takes a step against an alias, or takes it back: it is kept here and nowhere on a person (safety.md P3, standing). */
  async setStep(aliasId: string, step: AliasStep | null): Promise<void> {
    const changed = await this.aliases
      .findOneAndUpdate(
        { _id: aliasId },
        { $set: { step }, $push: { pending: this.changed() } },
        { returnDocument: 'after' },
      )
      .lean<Alias>();
    if (changed) await this.relay.deliver(this.aliases, changed);
  }

  /** That there is another alias, or one changed, and not which: the log would keep the order in which they came, over all threads (P1, P6). */
  private changed(): PendingChange {
    return {
      changeId: this.ids.next(),
      stream: personasStream,
      type: 'alias.changed',
      subject: personasStream,
      revision: 1,
    };
  }

  private find(filter: QueryFilter<Alias>): Promise<KnownAlias[]> {
    return this.aliases.find(filter, knownFields).lean<KnownAlias[]>();
  }

  private candidates(voice: string): string[] {
    return Array.from({ length: mostTurns }, (_, turn) => {
      const [first, second] = this.voices.lot(voice, turn);
      return `${firstWords[first % firstWords.length] ?? ''} ${secondWords[second % secondWords.length] ?? ''}`;
    });
  }

  /** What the member's next alias here would be found by; undefined where there were as many as there may be. */
  private async freeVoice(memberId: string, threadId: string): Promise<string | undefined> {
    const all = Array.from({ length: mostVoices }, (_, generation) => this.voices.of(memberId, threadId, generation));
    const marks = all.map((voice) => this.voices.letGoMark(voice));
    const gone = await this.memory.get(`let-go/${threadId}/${marks[0] ?? ''}`, [personasStream], async () => {
      const found = await this.letGoes.find({ _id: trusted({ $in: marks }) }).lean();
      return found.map(({ _id }) => _id);
    });
    return all.find((_, generation) => !gone.includes(marks[generation] ?? ''));
  }
}
