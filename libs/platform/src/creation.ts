import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Clock, DomainError, type SignedIn } from '@throughline/kernel';
import type { Connection, HydratedDocument, Model, Schema } from 'mongoose';
import { Jobs } from './jobs';
import { Secrets } from './secrets';

/** What a created document keeps of the request that made it, for a day: keyed digests alone, no member (P2). */
export interface Creation {
  key: string;
  body: string;
  at: Date;
}

/** Adds `creation` to a schema; `scope` names further fields of the unique index, so that it can be sharded by them. */
export function withCreation(schema: Schema, scope: string[] = []): void {
  schema.add({ creation: { type: { key: String, body: String, at: Date }, _id: false } });
  schema.index(
    { ...Object.fromEntries(scope.map((field) => [field, 1])), 'creation.key': 1 },
    { unique: true, partialFilterExpression: { 'creation.key': { $exists: true } } },
  );
  schema.index({ 'creation.at': 1 }, { partialFilterExpression: { 'creation.at': { $exists: true } } });
}

/** Whether an error says that the unique index over this field refused a second document. */
export function isDuplicate(error: unknown, field: string): boolean {
  const { code, keyPattern } = (error ?? {}) as { code?: unknown; keyPattern?: Record<string, unknown> };
  return code === 11_000 && keyPattern !== undefined && field in keyPattern;
}

/** How long a create that comes again is the same create, in milliseconds: a day (architecture.md). */
const keptFor = 86_400_000;

/** Every create takes a client's key and is the same create when it comes again (architecture.md). */
@Injectable()
export class Creations implements OnModuleInit {
  constructor(
    private readonly secrets: Secrets,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    @InjectConnection() private readonly connection: Connection,
  ) {}

  onModuleInit(): void {
    this.jobs.every('creations.forget', 600_000, () => this.forget());
  }

  /** Drops what was kept of the requests of a day ago, wherever there is something. */
  async forget(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - keptFor);
    for (const model of Object.values(this.connection.models))
      if (model.schema.path('creation'))
        await model.collection.updateMany({ 'creation.at': { $lt: before } }, { $unset: { creation: '' } });
  }

  /** Digests of who creates what under which key, and of what was sent. */
  stamp(actor: SignedIn, action: string, request: { key: string }): Creation {
    return this.digests(actor.memberId, action, request);
  }

  /** The same for what an alias creates: by its voice in place of the member, and dated so that no time is kept (P2a). */
  stampFor(voice: string, action: string, request: { key: string }): Creation {
    const { key, body, at } = this.digests(voice, action, request);
    // Kept for a day at the least: it goes with the first look after the end of the next day.
    const dayAfter = new Date(Math.ceil(at.getTime() / keptFor) * keptFor);
    return { key, body, at: dayAfter };
  }

  private digests(who: string, action: string, request: { key: string }): Creation {
    return {
      key: this.secrets.digest('creation', who, action, request.key),
      body: this.secrets.digest('creation', JSON.stringify(request)),
      at: this.clock.now(),
    };
  }

  /** Throws `key-reused` where the key came before with another body. */
  expectSame(stored: Creation | undefined, stamp: Creation): void {
    if (stored?.body !== stamp.body) throw new DomainError('key-reused');
  }

  /** Inserts the document, or answers the one that the same request made before. */
  async once<Document extends { creation?: Creation }>(
    model: Model<Document>,
    document: Document & { creation: Creation },
  ): Promise<HydratedDocument<Document>> {
    try {
      return (await model.create(document)) as unknown as HydratedDocument<Document>;
    } catch (error) {
      // Whichever unique index refused it: what is derived from the key collides too.
      if ((error as { code?: unknown }).code !== 11_000) throw error;
      const stored = await model.findOne({ 'creation.key': document.creation.key });
      if (!stored) throw error;
      this.expectSame(stored.creation, document.creation);
      return stored as unknown as HydratedDocument<Document>;
    }
  }
}
