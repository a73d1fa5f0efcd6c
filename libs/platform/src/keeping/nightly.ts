import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock, Registries } from '@throughline/kernel';
import { Config } from '../config';
import { Database } from '../database';
import { Jobs } from '../jobs';
import { LOG, type Log } from '../logging';
import { Secrets } from '../secrets';
import { readBackupKey } from './backup-key';
import { dump, type Manifest } from './dump';
import { load } from './load';
import { newestSchema } from './migrations';

/** In the first hours of the day, when hardly anybody writes (UTC). */
const afterHour = 2;
const kept = 14;
const scratch = 'throughline_scratch_';

/** What came of the last nightly backup. */
interface Keeping {
  _id: 'nightly';
  day: string;
  at: Date;
  file: string;
  /** How many were backed up, restored into a scratch database, and counted there. */
  documents: number;
  problem: string | null;
}

/** Backs up every night to `BACKUP_DIR`, and shows each time that the backup can be restored. */
@Injectable()
export class NightlyBackup implements OnApplicationBootstrap {
  constructor(
    private readonly database: Database,
    private readonly config: Config,
    private readonly secrets: Secrets,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    private readonly registries: Registries,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    const { backupFolder } = this.config;
    if (backupFolder !== null) this.jobs.every('backup.nightly', 60_000, () => this.ifDue(backupFolder));
  }

  /** Backs up once a day, after the hour; what came of it is kept in the database. */
  async ifDue(folder: string): Promise<void> {
    const at = this.clock.now();
    const day = at.toISOString().slice(0, 10);
    if (at.getUTCHours() < afterHour || !(await this.claim(day, at))) return;
    const file = join(folder, `throughline-${day}.backup`);
    let documents = 0;
    let problem: string | null = null;
    try {
      for (const witness of this.registries.backupWitnesses.all()) await witness.backingUp();
      const { collections } = await this.backUp(folder, file, at);
      documents = Object.values(collections).reduce((sum, collection) => sum + collection.documents, 0);
      this.log.info({ documents }, 'backed up, restored into a scratch database, and counted');
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error);
      this.log.error({ err: error }, 'the nightly backup failed');
    }
    await this.keeping.updateOne({ _id: 'nightly' }, { $set: { file, documents, problem } });
  }

  /** One server a night, however long it takes. */
  private async claim(day: string, at: Date): Promise<boolean> {
    const before = await this.keeping.findOneAndUpdate({ _id: 'nightly' }, { $set: { day, at } }, { upsert: true });
    return before?.day !== day;
  }

  private async backUp(folder: string, file: string, at: Date): Promise<Manifest> {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const draft = `${file}.draft`;
    // What a server that was stopped in the middle left behind.
    rmSync(draft, { force: true });
    const key = readBackupKey(this.config.backupKeyFile);
    try {
      const manifest = await dump(this.database.db, draft, key, at);
      await this.drill(draft, key);
      renameSync(draft, file);
      const nightly = readdirSync(folder).filter((name) => /^throughline-\d{4}-\d\d-\d\d\.backup$/.test(name));
      for (const name of nightly.sort().slice(0, -kept)) rmSync(join(folder, name));
      return manifest;
    } finally {
      rmSync(draft, { force: true });
    }
  }

  /** A backup that was never restored is a hope (safety.md R11). */
  private async drill(path: string, key: Buffer): Promise<void> {
    const client = this.database.connection.getClient();
    const name = `${scratch}${this.database.db.databaseName}`;
    await client.db(name).dropDatabase();
    try {
      await load(client.db(name), path, key, { secrets: this.secrets.fingerprint(), schema: newestSchema() });
    } finally {
      await client.db(name).dropDatabase();
    }
  }

  private get keeping() {
    return this.database.db.collection<Keeping>('keeping');
  }
}
