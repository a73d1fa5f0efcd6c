import type { Type } from '@nestjs/common';
import { getModelToken } from '@nestjs/mongoose';
import { Test, type TestingModule } from '@nestjs/testing';
import type { Duty, Role } from '@throughline/contracts/names';
import {
  Alias,
  IdentityModule,
  Members,
  OrganisationsService,
  ProfilesService,
  Sealing,
  SealingLeads,
  Unsealings,
} from '@throughline/identity';
import { Clock, Ids, KernelModule, type SignedIn } from '@throughline/kernel';
import { Config, Database, databaseName, makeLog, PlatformModule } from '@throughline/platform';
import { AuditTrail, StreamModule } from '@throughline/stream';
import { waitUntil } from '@throughline/testing';
import type { Db, Document, WithId } from 'mongodb';
import type { Model } from 'mongoose';
import { Engine } from '../keeping/engine';

/** A clock that is set. */
class SetClock extends Clock {
  private ahead = 0;

  override now(): Date {
    return new Date(super.now().getTime() + this.ahead);
  }

  forward(milliseconds: number): void {
    this.ahead += milliseconds;
  }
}

export const password = 'otter-lantern-quarry-58';
export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;
export const reason = 'Somebody wrote that they will not be here tomorrow.';

/** A person of a test, with the passphrase that they set up if they are a lead. */
export interface Person {
  actor: SignedIn;
  passphrase: string;
}

/** Identity on a real database, in this process, so that its clock can be set; without pages and without HTTP. */
export class LeadsHouse {
  private made = 0;

  private constructor(
    readonly engine: Engine,
    private readonly module: TestingModule,
    readonly clock: SetClock,
    private readonly keeper: SignedIn,
  ) {}

  static async open(): Promise<LeadsHouse> {
    const engine = await Engine.start();
    const config = new Config({ VAR_FOLDER: engine.folder, NODE_ENV: 'test' });
    const facts = { uri: engine.uri, replicaSet: null, description: 'of a test' };
    const clock = new SetClock();
    const module = await Test.createTestingModule({
      imports: [KernelModule, PlatformModule.forRoot(config, facts, makeLog('silent')), StreamModule, IdentityModule],
    })
      .overrideProvider(Clock)
      .useValue(clock)
      .compile();
    await module.get(Database).prepare({ own: true, say: () => undefined });
    await module.init();
    const keeper = actorOf(module.get(Ids).next(), 'administrator', []);
    return new LeadsHouse(engine, module, clock, keeper);
  }

  async close(): Promise<void> {
    await this.module.close();
    await this.engine.stop();
  }

  get<Kind>(type: Type<Kind>): Kind {
    return this.module.get(type, { strict: false });
  }

  model<Kind>(name: string): Model<Kind> {
    return this.module.get<Model<Kind>>(getModelToken(name), { strict: false });
  }

  get audit(): AuditTrail {
    return this.get(AuditTrail);
  }

  get db(): Db {
    return this.engine.db(databaseName);
  }

  /** A document as it is stored. */
  stored(collection: string, id: string): Promise<WithId<Document> | null> {
    return this.db.collection<{ _id: string }>(collection).findOne({ _id: id }) as Promise<WithId<Document> | null>;
  }

  /** Everything that is stored, as one text. */
  async everything(): Promise<string> {
    const collections = await this.db.collections();
    return JSON.stringify(await Promise.all(collections.map((collection) => collection.find().toArray())));
  }

  /** Which documents hold this text anywhere, as `collection id`. */
  async documentsWith(text: string): Promise<string[]> {
    const found: string[] = [];
    for (const collection of await this.db.collections())
      for (const document of await collection.find().toArray())
        if (JSON.stringify(document).includes(text)) found.push(`${collection.collectionName} ${String(document._id)}`);
    return found.sort();
  }

  key(): string {
    this.made += 1;
    return `key-of-test-${this.made}`;
  }

  organisation(name: string): Promise<string> {
    const made = this.get(OrganisationsService).create(this.keeper, { key: this.key(), name, sector: 'voluntary' });
    return made.then(({ id }) => id);
  }

  /** Somebody who works in an organisation of their own, unless it is said otherwise. */
  async person(name: string, duties: Duty[] = [], organisation?: string | null): Promise<Person> {
    const organisationId = organisation === undefined ? await this.organisation(`Of ${name}`) : organisation;
    const members = this.get(Members);
    const member = await members.prepare({
      name,
      signInName: name.toLowerCase(),
      password,
      role: 'member',
      organisationId,
      agreedVersion: 1,
    });
    await members.store(member, this.get(Ids).next());
    if (duties.length > 0) await members.administer(this.keeper, member._id, { duties });
    const passphrase = `${name.toLowerCase()} counts nine sleepy herons`;
    return { actor: actorOf(member._id, 'member', duties), passphrase };
  }

  /** A safeguarding lead who has set up their passphrase. */
  async lead(name: string, organisation?: string | null): Promise<Person> {
    const person = await this.person(name, ['safeguarding-lead'], organisation);
    await this.setUp(person);
    return person;
  }

  setUp({ actor, passphrase }: Person) {
    return this.get(SealingLeads).setUp(actor, { password, passphrase, again: passphrase });
  }

  /** Takes the duty away, as an administrator does. */
  async dutyTakenFrom({ actor }: Person): Promise<void> {
    await this.get(Members).administer(this.keeper, actor.memberId, { duties: [] });
  }

  /** The same; answers when keys and shares have followed. */
  async dismiss(person: Person): Promise<void> {
    await this.dutyTakenFrom(person);
    await this.get(SealingLeads).take();
  }

  until(what: () => Promise<boolean>): Promise<true> {
    return waitUntil('it has come', async () => (await what()) || undefined);
  }

  /** An alias of this author in a thread of its own. */
  async alias({ actor }: Person, threadId = this.get(Ids).next()): Promise<string> {
    const _id = this.get(Ids).next();
    const sealed = await this.get(Sealing).seal({ memberId: actor.memberId, threadId, aliasId: _id });
    await this.model<Alias>(Alias.name).create({
      _id,
      threadId,
      name: `Quiet Heron ${this.key()}`,
      voice: this.get(Ids).next(),
      voiceKeyId: 'of-a-test',
      sealed,
    });
    return _id;
  }

  ask(
    { actor, passphrase }: Person,
    aliasId: string,
    given: { key?: string; reason?: string; delay?: { reason: string; on: string } } = {},
  ) {
    const request = { key: this.key(), aliasId, reason, delay: null, passphrase, ...given };
    return this.get(Unsealings).ask(actor, request);
  }

  /** Says in their profile that they work elsewhere. */
  async moveTo({ actor }: Person, organisationId: string): Promise<void> {
    const profiles = this.get(ProfilesService);
    const { textVersion, name, about, expertise, showExpertise, showOrganisation } = await profiles.view(actor);
    const said = { name, about, expertise, showExpertise, showOrganisation, organisationId, textVersion };
    await profiles.edit(actor, said);
  }

  answer({ actor, passphrase }: Person, id: string, given: { agree?: boolean; reason?: string } = {}) {
    return this.get(Unsealings).answer(actor, id, { agree: true, reason, passphrase, ...given });
  }

  read({ actor, passphrase }: Person, id: string) {
    return this.get(Unsealings).read(actor, id, passphrase);
  }

  /** The audit chain's lines, oldest first: what was done, by whom, about what. */
  async auditLines(): Promise<{ act: string; by: string | null; about: Record<string, string> }[]> {
    const lines = await this.db.collection('stream_entries').find({ stream: 'audit' }).sort({ seq: 1 }).toArray();
    return lines.map(({ act, by, about }) => ({ act, by, about }) as never);
  }
}

function actorOf(memberId: string, role: Role, duties: Duty[]): SignedIn {
  return { kind: 'member', memberId, role, duties, audiences: ['members'], sessionId: 'of-a-test', accessVersion: 1 };
}
