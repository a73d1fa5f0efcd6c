import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EmbeddedMongoUnavailable, FolderInUse, startEmbeddedMongo } from '../src';
import { markOf } from '../src/living-process';
import { enginesOn, killed, until, Workshop } from './support';

const workshop = new Workshop();
afterAll(() => workshop.close());

async function answers(uri: string): Promise<boolean> {
  const client = await workshop.client(uri);
  return client
    .db('admin')
    .command({ ping: 1 })
    .then(
      () => true,
      () => false,
    );
}

/** Whether an engine has opened the folder: it writes its number into the lock file. */
function isHeld(folder: string): boolean {
  return (statSync(join(folder, 'mongod.lock'), { throwIfNoEntry: false })?.size ?? 0) > 0;
}

describe('stopping', () => {
  it('closes the engine cleanly and leaves nothing behind', async () => {
    const folder = workshop.folder();
    const lines: string[] = [];
    const gone: string[] = [];
    const engine = await workshop.engine({ folder, log: (line) => lines.push(line), onExit: (why) => gone.push(why) });
    expect(await answers(engine.uri)).toBe(true);
    await engine.stop();
    expect(enginesOn(folder)).toEqual([]);
    expect(existsSync(join(folder, 'engine.sock'))).toBe(false);
    expect(existsSync(join(folder, 'throughline.lock'))).toBe(false);
    // The engine empties its lock file as the last step of a clean end.
    expect(isHeld(folder)).toBe(false);
    expect(lines).toEqual([]);
    expect(gone).toEqual([]);
    await engine.stop();
  });

  it('kills an engine that does not close', async () => {
    const folder = workshop.folder();
    const engine = await workshop.engine({ folder });
    process.kill(engine.pid, 'SIGSTOP');
    await engine.stop();
    expect(enginesOn(folder)).toEqual([]);
  });

  it('is not what Ctrl-C or a closed terminal does to the engine', async () => {
    const engine = await workshop.engine();
    const { pid } = engine;
    process.kill(pid, 'SIGINT');
    process.kill(pid, 'SIGHUP');
    // A later signal is not handled before an earlier one, and an answer comes after both.
    expect(await answers(engine.uri)).toBe(true);
    expect(engine.pid).toBe(pid);
    expect(markOf(pid)).toBeDefined();
  });
});

describe('an engine that dies', () => {
  it('is started again at the same address, and drivers find it by themselves', async () => {
    const lines: string[] = [];
    const engine = await workshop.engine({ log: (line) => lines.push(line) });
    const client = await workshop.client(engine.uri);
    await client.db('a').collection('b').insertOne({ kept: true });
    const { pid, uri } = engine;
    await killed(pid);
    await until('a new engine runs', () => engine.pid !== pid);
    await until('it answers', () =>
      client
        .db('a')
        .command({ ping: 1 })
        .then(Boolean, () => false),
    );
    expect(await client.db('a').collection('b').countDocuments()).toBe(1);
    expect(engine.uri).toBe(uri);
    expect(lines[0]).toBe('The database engine ended (SIGKILL); starting it again');
  });

  it('stays when a signal for the whole group reaches it: who supervises it decides', async () => {
    const engine = await workshop.engine();
    const { pid } = engine;
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
      process.kill(pid, signal);
      expect(await answers(engine.uri)).toBe(true);
    }
    expect(engine.pid).toBe(pid);
    await engine.stop();
    expect(markOf(pid)).toBeUndefined();
  });

  it('is started again however often it dies', async () => {
    const folder = workshop.folder();
    const gone: string[] = [];
    const engine = await workshop.engine({ folder, onExit: (reason) => gone.push(reason) });
    for (let kills = 0; kills < 6; kills += 1) {
      await until('an engine runs', () => enginesOn(folder).length > 0 && isHeld(folder));
      await killed(engine.pid);
    }
    await until('it answers', () => answers(engine.uri));
    expect(gone).toEqual([]);
    await engine.stop();
    expect(enginesOn(folder)).toEqual([]);
  });
});

describe('a server that dies', () => {
  it('takes its engine with it, which closes cleanly', async () => {
    const folder = workshop.folder();
    const server = await workshop.server(folder);
    expect(enginesOn(folder)).toEqual([server.pid]);
    await killed(Number(server.process.pid));
    await until('the engine is gone', () => enginesOn(folder).length === 0);
    expect(isHeld(folder)).toBe(false);
    expect(existsSync(join(folder, 'engine.sock'))).toBe(false);
  });

  it('takes its engine with it at any moment of the start', async () => {
    const folder = workshop.folder();
    for (const moment of ['it is spawned', 'it has the folder']) {
      const server = workshop.spawnServer(folder);
      await until('the engine is spawned', () => enginesOn(folder).length > 0);
      if (moment === 'it has the folder') await until(moment, () => isHeld(folder));
      await killed(Number(server.pid));
      await until('the engine is gone', () => enginesOn(folder).length === 0);
    }
  });
});

describe('a data folder', () => {
  it('is for one server: the second says whose it is', async () => {
    const folder = workshop.folder();
    const first = await workshop.server(folder);
    const refusal = await startEmbeddedMongo({ folder }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(FolderInUse);
    const sentence = `another Throughline is using ${folder}, pid ${first.process.pid}: stop it first, or choose another folder`;
    expect((refusal as FolderInUse).message).toBe(sentence);
    expect(await answers(String(first.uri))).toBe(true);
    const second = await workshop.server(folder);
    expect(second.error?.name).toBe('FolderInUse');
    first.process.kill('SIGTERM');
    await once(first.process, 'exit');
    await workshop.engine({ folder });
  });

  it('is for one server within one process too', async () => {
    const folder = workshop.folder();
    const engine = await workshop.engine({ folder });
    await expect(startEmbeddedMongo({ folder })).rejects.toThrow(FolderInUse);
    await engine.stop();
    await workshop.engine({ folder });
  });

  it('goes to exactly one of several that start at once', async () => {
    const folder = workshop.folder();
    const started = await Promise.all([1, 2, 3].map(() => workshop.server(folder)));
    const winners = started.filter(({ uri }) => uri !== undefined);
    expect(winners).toHaveLength(1);
    expect(await answers(String(winners[0]?.uri))).toBe(true);
    const losers = started.filter(({ error }) => error);
    expect(losers.map(({ error }) => error?.name)).toEqual(['FolderInUse', 'FolderInUse']);
    expect(losers[0]?.error?.message).toContain(`pid ${winners[0]?.process.pid}:`);
  });

  it('stays with its server while the engine is started again', async () => {
    const folder = workshop.folder();
    const engine = await workshop.engine({ folder });
    // Each time the pause before the next start is longer: the last leaves the folder alone for 800 ms.
    for (let times = 0; times < 4; times += 1) {
      await until('an engine runs', () => enginesOn(folder).length > 0 && isHeld(folder));
      await killed(engine.pid);
    }
    const refusal = await startEmbeddedMongo({ folder }).catch((error: unknown) => error);
    expect(enginesOn(folder)).toEqual([]);
    expect(refusal).toMatchObject({ name: 'FolderInUse', pid: process.pid });
    await until('it answers', () => answers(engine.uri));
  });

  it('is free when its owner is dead, even when another process has got its number', async () => {
    const folder = workshop.folder();
    mkdirSync(folder);
    const lock = join(folder, 'throughline.lock');
    writeFileSync(lock, JSON.stringify({ pid: process.pid, born: 'long ago', supervisor: 'another' }));
    await workshop.engine({ folder });
    expect(JSON.parse(readFileSync(lock, 'utf8'))).toMatchObject(markOf(process.pid) ?? {});
  });

  it('is waited for while an engine whose server was killed still closes', async () => {
    const folder = workshop.folder();
    const server = await workshop.server(folder);
    const orphan = Number(server.pid);
    process.kill(orphan, 'SIGSTOP');
    await killed(Number(server.process.pid));
    const starting = workshop.engine({ folder });
    const others = () => enginesOn(folder).filter((pid) => pid !== orphan).length;
    await until('the new one has tried', () => others() > 0);
    await until('it found the folder held', () => others() === 0);
    process.kill(orphan, 'SIGCONT');
    expect(await answers((await starting).uri)).toBe(true);
  });

  it('may have a path too long for a socket', async () => {
    const folder = join(workshop.root, 'long'.repeat(30));
    const engine = await workshop.engine({ folder });
    const socket = decodeURIComponent(/^mongodb:\/\/([^/]*)\//.exec(engine.uri)?.[1] ?? '');
    expect(socket).not.toContain('longlong');
    expect(statSync(dirname(socket)).mode & 0o777).toBe(0o700);
    expect(await answers(engine.uri)).toBe(true);
    await engine.stop();
    expect(existsSync(dirname(socket))).toBe(false);
  });
});

it('says in a sentence that the program is not there', async () => {
  const starting = startEmbeddedMongo({ folder: workshop.folder(), engineProgram: '/nowhere/engine-process.mjs' });
  await expect(starting).rejects.toThrow(EmbeddedMongoUnavailable);
});

it('keeps what it writes to the owner, and asks for durable writes', async () => {
  const folder = workshop.folder();
  const engine = await workshop.engine({ folder });
  expect(statSync(join(folder, 'engine.sock')).mode & 0o077).toBe(0);
  expect(statSync(join(folder, 'WiredTiger.wt')).mode & 0o077).toBe(0);
  expect(engine.uri).toContain('?directConnection=true&w=1&journal=true&retryWrites=false');
});
