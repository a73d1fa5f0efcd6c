import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Clock, Registries } from '@throughline/kernel';
import { Jobs } from '@throughline/platform';
import { trusted, type Model } from 'mongoose';
import { Alias } from '../personas/alias.schema';

/** How long after the last post of its thread who wrote as an alias is kept, in months. */
const keptFor = 12;

/** Destroys who wrote as an alias, once nobody needs it any more (domain.md, "Aliases"). */
@Injectable()
export class SealedAuthors implements OnModuleInit {
  constructor(
    @InjectModel(Alias.name) private readonly aliases: Model<Alias>,
    private readonly registries: Registries,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    // More often than once a day: a server that is started anew each night must come to it too.
    this.jobs.every('sealed-authors.destroy', 3_600_000, () => this.destroy());
  }

  /** Of a thread that nobody knows of, and of one in which a concern is open, they stay. */
  async destroy(): Promise<void> {
    const sealed = { 'sealed.keyId': trusted({ $exists: true }) };
    const threadIds = await this.aliases.distinct('threadId', sealed);
    const before = this.clock.now();
    before.setUTCMonth(before.getUTCMonth() - keptFor);
    /** Threads whose last post is so long ago, and where they stand now. */
    const over = new Map<string, string>();
    for (const source of this.registries.lastPosts.all())
      for (const [threadId, { at, standsIn }] of await source.lastPosts(threadIds))
        if (at <= before) over.set(threadId, standsIn);
    const stay = new Set<string>();
    const places = [...new Set([...over.keys(), ...over.values()])];
    for (const source of this.registries.openConcerns.all())
      for (const threadId of await source.openIn(places)) stay.add(threadId);
    const ending = [...over].flatMap(([threadId, standsIn]) =>
      stay.has(threadId) || stay.has(standsIn) ? [] : [threadId],
    );
    if (ending.length > 0)
      await this.aliases.updateMany({ threadId: trusted({ $in: ending }), ...sealed }, { $set: { sealed: null } });
  }
}
