import { Injectable } from '@nestjs/common';
import type { SealingReadiness } from '@throughline/contracts';
import { DomainError } from '@throughline/kernel';
import { InjectModel } from '@nestjs/mongoose';
import { Memory, peopleStream } from '@throughline/stream';
import { trusted, type Model } from 'mongoose';
import type { SealedAuthor } from '../personas/alias.schema';
import { type AuthorToSeal, authorBytes } from './author';
import { seal } from './boxes';
import { SealingKeys } from './sealing-keys';
import { Unsealing } from './unsealing.schema';

/** What is kept of a sealing key: whether one may be used now, and which. */
interface SealingNow extends SealingReadiness {
  key: { id: string; publicKey: string } | null;
}

/**
 * Seals who wrote something, so that two safeguarding leads together can find it out and nobody else (safety.md P2). Where two
 * could not, it is not offered.
 */
@Injectable()
export class Sealing {
  constructor(
    @InjectModel(Unsealing.name) private readonly requests: Model<Unsealing>,
    private readonly keys: SealingKeys,
    private readonly memory: Memory,
  ) {}

  /** Whether people may be told that they can write under another name, and else why not. */
  async readiness(): Promise<SealingReadiness> {
    const { offered, reason, leads } = await this.now();
    return { offered, reason, leads };
  }

  /** Throws `alias-not-offered` where it is not. All boxes are of one length. */
  async seal(author: AuthorToSeal): Promise<SealedAuthor> {
    const { key } = await this.now();
    if (!key) throw new DomainError('alias-not-offered');
    return { keyId: key.id, box: await seal(authorBytes(author), key.publicKey) };
  }

  /** Whether somebody asks to find out who an alias is, or may read it now. */
  async isAskedAbout(aliasId: string): Promise<boolean> {
    const open = { aliasId, $or: [{ state: 'waiting' as const }, { 'found.0': trusted({ $exists: true }) }] };
    return (await this.requests.exists(open)) !== null;
  }

  private now(): Promise<SealingNow> {
    return this.memory.get('sealing', [peopleStream], async () => {
      const { leads, key } = await this.keys.inUse();
      return { offered: key !== null, reason: key ? null : 'too-few-leads', leads, key };
    });
  }
}
