import { randomUUID } from 'node:crypto';
import { beginTheme, beginThread, expected, inviteAndJoin, writePost } from '@throughline/testing';
import { withDatabaseOf } from '../identity/database-of';
import { foundHouse, type House, pageOf, publish, writeAsAlias } from './house';

jest.setTimeout(60_000);

let house: House;

beforeAll(async () => {
  house = await foundHouse();
});
afterAll(() => house?.server.stop());

interface Entry {
  stream: string;
  changeId: string;
  subject: string;
}

test('P2 P6 the log gives what an alias does no place among what others do: no id is common to its own stream and another', async () => {
  const amber = await inviteAndJoin(house.founder, 'Amber Wren');
  const threadId = await beginThread(house.founder, await beginTheme(house.founder));
  const { id: postId } = await writePost(house.founder, threadId, 'A post to tell of.');
  const { id } = await writeAsAlias(amber, threadId, 'As an alias.');
  expected(200, await amber.put(`/api/own/waiting/${id}`, { text: 'As an alias, changed.' }));
  await publish(house.moderator, id);
  const flag = { key: randomUUID(), kind: 'identify', as: 'alias' };
  expected(201, await amber.post(`/api/posts/${postId}/flags`, flag));
  const alias = (await pageOf(amber, threadId)).viewer.persona.current?.id ?? '';
  const word = { key: randomUUID(), kind: 'word', reason: 'Please leave out names.', point: null };
  expected(201, await house.moderator.post(`/api/aliases/${alias}/steps`, word));
  const [step] = (await pageOf(amber, threadId)).viewer.notices.steps;
  expected(201, await amber.post(`/api/own/steps/${step?.id}/answer`, { key: randomUUID(), text: 'I will.' }));
  await withDatabaseOf(house.server, async (db) => {
    const entries = await db.collection<Entry>('stream_entries').find().toArray();
    const own = entries.filter(({ stream }) => stream.startsWith('voice:'));
    expect(own.length).toBeGreaterThan(1);
    const ids = new Set(own.map(({ changeId }) => changeId));
    expect(entries.filter(({ stream, changeId }) => !stream.startsWith('voice:') && ids.has(changeId))).toEqual([]);
    const [flagged] = await db.collection('flags').find().toArray();
    expect(flagged).toBeDefined();
    const subjects = entries.map(({ subject }) => subject);
    for (const one of [flagged?._id, step?.id]) expect(subjects).not.toContain(String(one));
  });
});
