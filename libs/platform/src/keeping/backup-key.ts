import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The key of backups, from a file of 64 hexadecimal digits; throws an error with a sentence for a person. */
export function readBackupKey(path: string): Buffer {
  if (!existsSync(path)) throw new Error(`There is no key of backups at ${path}. Name its file in BACKUP_KEY_FILE.`);
  const text = readFileSync(path, 'utf8').trim();
  if (!/^[0-9a-f]{64}$/.test(text)) throw new Error(`${path} does not hold a key of backups: 64 hexadecimal digits.`);
  return Buffer.from(text, 'hex');
}

/** The key, made the first time; `made` is set then, for a person to keep it elsewhere. */
export function backupKey(path: string): { key: Buffer; made: string | null } {
  if (existsSync(path)) return { key: readBackupKey(path), made: null };
  const made = randomBytes(32).toString('hex');
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, `${made}\n`, { mode: 0o600, flag: 'wx' });
  return { key: Buffer.from(made, 'hex'), made };
}
