import { randomUUID } from 'node:crypto';
import { getModelToken } from '@nestjs/mongoose';
import { Test, type TestingModule } from '@nestjs/testing';
import { DiscussionModule, Pictures } from '@throughline/discussion';
import { IdentityModule } from '@throughline/identity';
import { DocumentFiles, ImpactModule } from '@throughline/impact';
import { Ids, KernelModule } from '@throughline/kernel';
import { Config, Database, databaseName, Files, makeLog, PlatformModule } from '@throughline/platform';
import { ProgrammeModule } from '@throughline/programme';
import { StreamModule } from '@throughline/stream';
import type { Model } from 'mongoose';
import { Engine } from '../keeping/engine';

let engine: Engine;
let house: TestingModule;

beforeAll(async () => {
  engine = await Engine.start();
  const config = new Config({ VAR_FOLDER: engine.folder, NODE_ENV: 'test' });
  const facts = { uri: engine.uri, replicaSet: null, description: 'of a test' };
  const parts = [StreamModule, IdentityModule, ProgrammeModule, DiscussionModule, ImpactModule];
  house = await Test.createTestingModule({
    imports: [KernelModule, PlatformModule.forRoot(config, facts, makeLog('silent')), ...parts],
  }).compile();
  await house.get(Database).prepare({ own: true, say: () => undefined });
  await house.init();
});
afterAll(async () => {
  await house?.close();
  await engine?.stop();
});

const get = <Kind>(type: abstract new (...given: never[]) => Kind): Kind => house.get<Kind>(type, { strict: false });
const model = (name: string) => house.get<Model<object>>(getModelToken(name), { strict: false });
const minutes = (count: number) => new Date(Date.now() + count * 60_000);

/** A file in the store and what is known of it; without `until`, something rests on it, or did. */
async function kept(until?: Date): Promise<string> {
  const id = get(Ids).next();
  await model('DocumentFile').create({ _id: id, kind: 'pdf', bytes: 10, sha256: '0', ...(until ? { until } : {}) });
  await get(Files).keep(`${id}.document`, Buffer.from('a document'), new Date(0));
  return id;
}
const areKept = (...ids: string[]) =>
  Promise.all(ids.map(async (id) => (await get(Files).read(`${id}.document`)) !== null));
const knownOf = (id: string) =>
  engine
    .db(databaseName)
    .collection('document_files')
    .findOne({ _id: id as never });

/** A note that rests on a file. */
async function restOn(id: string): Promise<void> {
  const linked = { _id: get(Ids).next(), key: randomUUID(), body: 'x', by: get(Ids).next(), on: new Date(0) };
  const file = { id, name: 'a.pdf', kind: 'pdf', bytes: 10, sha256: '0' };
  const document = { kind: 'document', title: 'A letter', dated: '2022-01-01', source: 'X', link: null, file };
  await model('Note').collection.insertOne({ _id: get(Ids).next() as never, evidence: [{ ...linked, ...document }] });
}

test('the sweep of pictures leaves files of documents alone, and theirs the pictures', async () => {
  const document = await kept();
  await restOn(document);
  const picture = get(Ids).next();
  for (const size of ['small', 'large']) await get(Files).keep(`${picture}.${size}`, Buffer.from('x'), new Date(0));
  await get(DocumentFiles).heal();
  expect(await get(Files).read(`${picture}.small`)).not.toBeNull();
  await get(Pictures).heal();
  expect(await get(Files).read(`${picture}.small`)).toBeNull();
  expect(await areKept(document)).toEqual([true]);
});

test('a file whose link never came is swept; one that waits is not, nor one that was linked and not noted as such', async () => {
  const [over, justOver, waiting, linked] = [
    await kept(minutes(-5)),
    await kept(minutes(-1)),
    await kept(minutes(5)),
    await kept(minutes(-5)),
  ];
  await restOn(linked);
  await get(DocumentFiles).sweep();
  expect(await areKept(over, justOver, waiting, linked)).toEqual([false, true, true, true]);
  expect(await knownOf(over)).toBeNull();
  expect(await knownOf(linked)).not.toHaveProperty('until');
});

test('after a restore, files that nothing rests on are erased, known or not', async () => {
  const [left, held, waiting] = [await kept(), await kept(), await kept(minutes(5))];
  const stray = get(Ids).next();
  await get(Files).keep(`${stray}.document`, Buffer.from('x'), new Date(0));
  await restOn(held);
  await get(DocumentFiles).heal();
  expect(await areKept(left, held, waiting, stray)).toEqual([false, true, true, false]);
  expect(await knownOf(left)).toBeNull();
});
