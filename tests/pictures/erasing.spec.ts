import { getModelToken } from '@nestjs/mongoose';
import { Test, type TestingModule } from '@nestjs/testing';
import { IdentityModule } from '@throughline/identity';
import { Ids, KernelModule } from '@throughline/kernel';
import { Config, Database, databaseName, Files, makeLog, PlatformModule } from '@throughline/platform';
import { ProgrammeModule } from '@throughline/programme';
import { DiscussionModule, Pictures, Post, PostWrites } from '@throughline/discussion';
import { StreamModule } from '@throughline/stream';
import type { Model } from 'mongoose';
import { Engine } from '../keeping/engine';

let engine: Engine;
let house: TestingModule;

beforeAll(async () => {
  engine = await Engine.start();
  const config = new Config({ VAR_FOLDER: engine.folder, NODE_ENV: 'test' });
  const facts = { uri: engine.uri, replicaSet: null, description: 'of a test' };
  const parts = [StreamModule, IdentityModule, ProgrammeModule, DiscussionModule];
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

async function keptPicture() {
  const id = get(Ids).next();
  for (const size of ['small', 'large']) await get(Files).keep(`${id}.${size}`, Buffer.from('a picture'), new Date(0));
  const facts = { width: 1, height: 1, bytes: 9 };
  return { id, description: null, small: facts, large: facts };
}

const isKept = async (id: string) => (await get(Files).read(`${id}.small`)) !== null;

test('P15 with a post that is erased its pictures are, those of earlier revisions too, and no others', async () => {
  const [now, before, shared] = [await keptPicture(), await keptPicture(), await keptPicture()];
  const posts = house.get<Model<Post>>(getModelToken(Post.name), { strict: false });
  const [id = '', other = ''] = [get(Ids).next(), get(Ids).next()];
  const post = {
    threadId: get(Ids).next(),
    author: { kind: 'unnamed' as const },
    state: 'published' as const,
    publishedAt: new Date(),
    former: [{ textVersion: 1, text: 'x', at: new Date(), pictures: [before] }],
  };
  await posts.create([
    { ...post, _id: id, number: 1, pictures: [now, shared] },
    { ...post, _id: other, number: 2, former: [], pictures: [shared] },
  ]);
  await get(PostWrites).change(id, () => ({
    update: { $set: { state: 'erased', text: '', former: [], pictures: [] } },
  }));
  expect(await Promise.all([now, before, shared].map((picture) => isKept(picture.id)))).toEqual([false, false, true]);
  const db = engine.db(databaseName);
  expect(await db.collection('store.chunks').distinct('files_id')).toEqual([
    `${shared.id}.large`,
    `${shared.id}.small`,
  ]);
});

test('P15 after a restore, pictures that no post holds are erased, and those of erased posts', async () => {
  const [stray, erased, kept] = [await keptPicture(), await keptPicture(), await keptPicture()];
  const posts = house.get<Model<Post>>(getModelToken(Post.name), { strict: false });
  const post = { author: { kind: 'unnamed' as const }, publishedAt: new Date(), threadId: get(Ids).next() };
  await posts.create([
    { ...post, _id: get(Ids).next(), number: 1, state: 'erased' as const, pictures: [erased] },
    { ...post, _id: get(Ids).next(), number: 2, state: 'withdrawn' as const, pictures: [kept] },
  ]);
  await get(Pictures).heal();
  expect(await Promise.all([stray, erased, kept].map((picture) => isKept(picture.id)))).toEqual([false, false, true]);
});
