import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Config } from './config';

const secretsFile = z.strictObject({
  version: z.literal(1),
  /** 32 random bytes in base64url. Every other key is derived from it, by purpose. */
  root: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
});

/**
 * The secrets of this house. Made at the first start into the data folder (readable by its owner alone), or read from
 * `SECRETS_FILE`. Never logged, never in the database: a backup of one without the other opens nothing.
 */
@Injectable()
export class Secrets {
  private readonly root: Buffer;
  /** Purposes are few, and deriving a key costs more than using it. */
  private readonly keys = new Map<string, KeyObject>();

  constructor(config: Config) {
    const path = secretsPath(config);
    if (!existsSync(path)) {
      if (config.secretsFile) throw new Error(`SECRETS_FILE names ${path}, but there is no such file.`);
      if (config.mongodbUri && !config.development && !config.testing)
        throw new Error(
          'With MONGODB_URI set, name the file of this community’s secrets in SECRETS_FILE (see docs/running.md).',
        );
      makeSecrets(path);
    }
    const read = secretsFile.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    if (!read.success) throw new Error(`${path} does not hold the secrets of a community.`);
    this.root = Buffer.from(read.data.root, 'base64url');
  }

  /** A key of 32 bytes for one purpose (HKDF-SHA256), so that no key serves two. */
  key(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.root, Buffer.alloc(0), `throughline/${purpose}`, 32));
  }

  /** Encrypts a text for one purpose (AES-256-GCM), so that it can be kept in the database; it opens for the same `owner` alone. */
  encrypt(purpose: string, owner: string, text: string): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.keyFor(purpose), nonce).setAAD(Buffer.from(owner));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  /** The text again; throws where it was not encrypted here, for this purpose and owner. */
  decrypt(purpose: string, owner: string, encrypted: string): string {
    const bytes = Buffer.from(encrypted, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', this.keyFor(purpose), bytes.subarray(0, 12), { authTagLength: 16 })
      .setAAD(Buffer.from(owner))
      .setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
  }

  /** A keyed digest for one purpose; the parts are told apart by their lengths. */
  digest(purpose: string, ...parts: string[]): string {
    const mac = createHmac('sha256', this.keyFor(purpose));
    for (const part of parts) mac.update(`${Buffer.byteLength(part)}:`).update(part);
    return mac.digest('base64url');
  }

  /** Says which secrets these are without telling anything of them: kept in the database and compared at each start. */
  fingerprint(): string {
    return this.digest('fingerprint', 'throughline').slice(0, 22);
  }

  private keyFor(purpose: string): KeyObject {
    const key = this.keys.get(purpose) ?? createSecretKey(this.key(purpose));
    this.keys.set(purpose, key);
    return key;
  }
}

/** Where the secrets are, or will be. */
export function secretsPath(config: Config): string {
  return config.secretsFile ?? join(config.folder, 'secrets.json');
}

/** Writes a new secrets file; a second starter that comes at the same time uses the first one's. */
export function makeSecrets(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify({ version: 1, root: randomBytes(32).toString('base64url') }) + '\n', {
    mode: 0o600,
  });
  chmodSync(draft, 0o600);
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(draft);
  }
}
