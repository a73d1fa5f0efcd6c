import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Algorithm, hashRaw } from '@node-rs/argon2';
import { DomainError, wrongField } from '@throughline/kernel';
import { Secrets } from '@throughline/platform';
import { CommunityService } from '../community/community.service';
import { isKnownPassword } from '../accounts/known-passwords';
import type { Member } from '../accounts/member.schema';
import { Passwords } from '../accounts/passwords';
import { Attempts } from '../sign-in/attempts';
import { type KeyPair, lock, read, unlock, wipe, written } from './boxes';
import type { PassphraseLocked, SealingLead } from './sealing-lead.schema';

/** Argon2id, in KiB and passes: well above the second choice of RFC 9106 (64 MiB, 3), about 0.2 s of one core. */
const cost = { memory: 131_072, passes: 4 };
const leastLength = 14;
const leastLetters = 6;

/** Secret keys of leads under their passphrases. A passphrase is kept nowhere, shown nowhere, and stands in no log. */
@Injectable()
export class Passphrases {
  /** One at a time: each takes 128 MiB while it lasts. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly secrets: Secrets,
    private readonly community: CommunityService,
    private readonly passwords: Passwords,
    private readonly attempts: Attempts,
  ) {}

  /** Says beside its field what is wrong with a new passphrase: short, easily guessed, the password, or not the same twice. */
  async expectGood(passphrase: string, again: string, member: Member): Promise<void> {
    const { name } = await this.community.get();
    const words = passphrase.trim().split(/\s+/);
    const known = [passphrase, words.join('')].some((form) =>
      isKnownPassword(form, [member.signInName, member.name, name]),
    );
    if ([...passphrase].length < leastLength)
      throw wrongField('passphrase', `Please use four words, or ${leastLength} characters or more.`);
    if (
      known ||
      new Set(passphrase.toLowerCase()).size < leastLetters ||
      (words.length > 1 && new Set(words).size === 1)
    )
      throw wrongField(
        'passphrase',
        'This would be guessed early. Please choose four words that do not belong together.',
      );
    if (await this.passwords.matches(passphrase, member.passwordHash))
      throw wrongField(
        'passphrase',
        'This is your password. Please choose something else, so that one does not give away both.',
      );
    if (passphrase !== again) throw wrongField('again', 'The two are not the same. Please type them again.');
  }

  /** A secret key, locked under a passphrase. */
  async lock(secretKey: Uint8Array, passphrase: string, keyId: string): Promise<PassphraseLocked> {
    const under = { salt: written(randomBytes(16)), ...cost };
    const key = await this.keyOf(passphrase, under);
    const locked = await lock(secretKey, key, purposeOf(keyId));
    wipe(key);
    return { ...under, ...locked };
  }

  /** A lead's pair of keys; throws `wrong-passphrase`, and `too-many` after many of them. Whoever asked wipes the secret key. */
  async open({ _id, keyId, publicKey, secretKey }: SealingLead, passphrase: string): Promise<KeyPair> {
    return this.attempts.during({ name: `passphrase ${_id}` }, ['wrong-passphrase'], async () => {
      const key = await this.keyOf(passphrase, secretKey);
      const opened = await unlock(secretKey, key, purposeOf(keyId));
      wipe(key);
      if (!opened) throw new DomainError('wrong-passphrase');
      return { publicKey: read(publicKey), secretKey: opened };
    });
  }

  /** Under this house's secret too: whoever has the database alone cannot even begin to guess. */
  private keyOf(passphrase: string, under: Pick<PassphraseLocked, 'salt' | 'memory' | 'passes'>): Promise<Uint8Array> {
    const work = this.turn.then(() =>
      hashRaw(passphrase.normalize('NFKC'), {
        algorithm: Algorithm.Argon2id,
        memoryCost: under.memory,
        timeCost: under.passes,
        parallelism: 1,
        outputLen: 32,
        salt: read(under.salt),
        secret: this.secrets.key('sealing-passphrase'),
      }),
    );
    this.turn = work.catch(() => undefined);
    return work;
  }
}

function purposeOf(keyId: string): string {
  return `lead ${keyId}`;
}
