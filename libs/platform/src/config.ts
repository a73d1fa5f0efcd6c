import { join, resolve } from 'node:path';
import { z } from 'zod';
import { fromFiles } from './settings-from-files';

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  PUBLIC_URL: z.url({ protocol: /^https$/, message: 'PUBLIC_URL must begin with https://' }).optional(),
  MONGODB_URI: z.string().min(1).optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/, message: 'REDIS_URL must begin with redis:// or rediss://' }).optional(),
  MAIL_URL: z.string().min(1).optional(),
  MAIL_FROM: z.string().min(3).default('no-reply@localhost'),
  READS_PER_MINUTE: z.coerce.number().int().positive().default(900),
  WRITES_PER_MINUTE: z.coerce.number().int().positive().default(120),
  REMEMBERED_MEGABYTES: z.coerce.number().min(0).default(64),
  VAR_FOLDER: z.string().min(1).default('var'),
  SECRETS_FILE: z.string().min(1).optional(),
  BACKUP_DIR: z.string().min(1).optional(),
  BACKUP_KEY_FILE: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
});

/** Settings that may hold a password: each can be named by `…_FILE` instead, a file that holds it (safety.md S18). */
const settingsInFiles = ['MONGODB_URI', 'REDIS_URL', 'MAIL_URL'] as const;

/** The names of all settings, for who holds descriptions of them against the code. */
export const settingNames: readonly string[] = [
  ...Object.keys(environment.shape),
  ...settingsInFiles.map((name) => `${name}_FILE`),
];

/** Everything that can be set from outside, read once at the start. */
export class Config {
  readonly port: number;
  /** The address people use, without a slash at the end; null on localhost. */
  readonly publicUrl: string | null;
  readonly mongodbUri: string | null;
  /** By which several servers wake each other; null where each asks the database alone. */
  readonly redisUrl: string | null;
  readonly mailUrl: string | null;
  readonly mailFrom: string;
  /** Where the data of this machine lives: database, secrets, mail. An absolute path. */
  readonly folder: string;
  readonly secretsFile: string | null;
  /** Where nightly backups go; null for none. */
  readonly backupFolder: string | null;
  readonly backupKeyFile: string;
  readonly logLevel: string;
  /** How many requests somebody may make on one server: looking, and changing something. */
  readonly readsPerMinute: number;
  readonly writesPerMinute: number;
  /** Room for what is remembered of pages, in megabytes; nothing is with none. */
  readonly rememberedMegabytes: number;
  /** Checks answers against their views, watches sources. */
  readonly development: boolean;
  readonly testing: boolean;

  /** Throws an error with a sentence for each setting that is wrong. */
  constructor(variables: NodeJS.ProcessEnv = process.env) {
    const read = environment.safeParse(fromFiles(variables, settingsInFiles));
    if (!read.success) {
      throw new Error(read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'));
    }
    const given = read.data;
    this.port = given.PORT;
    this.publicUrl = given.PUBLIC_URL ? given.PUBLIC_URL.replace(/\/+$/, '') : null;
    this.mongodbUri = given.MONGODB_URI ?? null;
    this.redisUrl = given.REDIS_URL ?? null;
    this.mailUrl = given.MAIL_URL ?? null;
    this.mailFrom = given.MAIL_FROM;
    this.folder = resolve(given.VAR_FOLDER);
    this.secretsFile = given.SECRETS_FILE ?? null;
    this.backupFolder = given.BACKUP_DIR ? resolve(given.BACKUP_DIR) : null;
    this.backupKeyFile = given.BACKUP_KEY_FILE ?? join(this.folder, 'backup.key');
    this.logLevel = given.LOG_LEVEL;
    this.readsPerMinute = given.READS_PER_MINUTE;
    this.writesPerMinute = given.WRITES_PER_MINUTE;
    this.rememberedMegabytes = given.REMEMBERED_MEGABYTES;
    this.development = given.NODE_ENV === 'development';
    this.testing = given.NODE_ENV === 'test';
  }

  /** Localhost alone, unless there is a public address (which a proxy with https stands before). */
  get host(): string {
    return this.publicUrl ? '0.0.0.0' : 'localhost';
  }

  /** Only a machine that nobody else reaches may hold a demonstration with published passwords. */
  get privateToThisMachine(): boolean {
    return this.publicUrl === null && this.mongodbUri === null;
  }

  /** Whether a host header names this server; on localhost also against DNS rebinding. */
  knowsHost(host: string | undefined): boolean {
    if (!host) return false;
    if (this.publicUrl) return host.toLowerCase() === new URL(this.publicUrl).host;
    return /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host);
  }

  /** Whether an `Origin` header is this server's own, given the host it was asked for. */
  isOwnOrigin(origin: string, host: string | undefined): boolean {
    if (this.publicUrl) return origin === new URL(this.publicUrl).origin;
    return this.knowsHost(host) && origin.toLowerCase() === `http://${host?.toLowerCase()}`;
  }
}
