import { type Change, changesAnswer, threadPage } from '@throughline/contracts';
import {
  beginTheme,
  beginThread,
  expected,
  type Insider,
  inviteAndJoin,
  type Person,
  waitUntil,
  writePost,
} from '@throughline/testing';
import { randomUUID } from 'node:crypto';
import type { Socket } from 'socket.io-client';
import { inviteEvaluator, outcomeOf, recordOutcome } from '../impact/changes';
import { Reader } from '../live/reader';
import { closeSockets, connect, drop, ended, joinStream, reconnect, send } from '../live/sockets';
import { type House, startHouse } from './house';
import { RedisHere } from './redis';

jest.setTimeout(60_000);

describe.each(['with Redis', 'without Redis'])('two servers %s', (how) => {
  let redis: RedisHere | undefined;
  let house: House;
  let writer: Insider;
  let reader: Insider;
  let themeId: string;
  let thread: string;

  beforeAll(async () => {
    if (how === 'with Redis') {
      redis = await RedisHere.at();
      await redis.start();
    }
    house = await startHouse(redis?.url);
    writer = await inviteAndJoin(house.founder, 'Wes Writer');
    reader = await inviteAndJoin(house.founder, 'Rita Reader');
    themeId = await beginTheme(house.founder);
  });
  beforeEach(async () => (thread = await beginThread(house.founder, themeId)));
  afterEach(closeSockets);
  afterAll(async () => {
    await house?.stop();
    await redis?.kill();
  });

  test('what came of a thread is said by the other one too, though that remembers its page', async () => {
    const evaluator = await inviteEvaluator(house.founder, `Eve ${how}`);
    const there = await house.through(reader, 'two');
    const came = async () =>
      expected(200, await there.get(`/api/threads/${thread}/page`))
        .as(threadPage)
        .thread.cameOf?.map(({ title }) => title);
    expect(await came()).toBeUndefined();
    const by = await house.through(evaluator, 'one');
    const { id, textVersion } = await recordOutcome(by, { threads: [thread] });
    await waitUntil('it is said', async () => (await came())?.length === 1);
    expected(200, await by.patch(`/api/outcomes/${id}`, { who: 'The office', textVersion }));
    const title = 'The office sets the first meeting after the train.';
    await waitUntil('it follows', async () => (await came())?.join() === title);
    const { textVersion: then } = await outcomeOf(by, id);
    expected(200, await by.patch(`/api/outcomes/${id}`, { threads: [], textVersion: then }));
    await waitUntil('it is gone', async () => (await came()) === undefined);
  });

  /** The numbers of the changes of the thread that reach a socket from now on, as often as they do. */
  async function hearing(person: Person, server: 'one' | 'two'): Promise<{ socket: Socket; heard: number[] }> {
    const socket = await connect(await house.through(person, server));
    const heard: number[] = [];
    socket.on('change', ({ stream, seq }: Change) => {
      if (stream === `thread:${thread}`) heard.push(seq);
    });
    await joinStream(socket, `thread:${thread}`);
    return { socket, heard };
  }

  test('what is written on one is pushed on both, and to each socket once', async () => {
    const ears = [await hearing(reader, 'one'), await hearing(reader, 'two'), await hearing(writer, 'two')];
    // Asked before: afterwards a page of one server need not know yet of what the other appended.
    const head = (await headOf(reader)) + 2;
    for (const server of ['one', 'two'] as const)
      await writePost(await house.through(writer, server), thread, `On ${server}`);
    for (const { heard } of ears) await waitUntil('the last is heard', () => heard.includes(head));
    // One more round: what comes a second time would have come before it.
    await writePost(await house.through(writer, 'one'), thread, 'The last');
    for (const { heard } of ears) await waitUntil('the last is heard', () => heard.includes(head + 1));
    expect(ears.map(({ heard }) => heard)).toEqual(ears.map(() => [head - 1, head, head + 1]));
  });

  test('two servers that append to one thread at once leave no gap and nothing twice', async () => {
    const readers = [
      await Reader.open(await house.through(reader, 'one'), thread),
      await Reader.open(await house.through(reader, 'two'), thread),
    ];
    const ears = [await hearing(reader, 'one'), await hearing(reader, 'two')];
    const before = await headOf(reader);
    const each = 20;
    const writeOn = async (server: 'one' | 'two', by: Person) => {
      const there = await house.through(by, server);
      for (let count = 0; count < each; count += 1) await writePost(there, thread, `${server} ${count}`);
    };
    await Promise.all([writeOn('one', writer), writeOn('two', house.founder)]);
    await waitUntil('every post is there', async () => (await pageOf(reader)).posts.length > 2 * each);
    const texts = (await pageOf(reader)).posts.map(({ number, bodyHtml }) => [number, bodyHtml] as const);
    expect(texts.map(([number]) => number)).toEqual(Array.from({ length: 2 * each + 1 }, (_, index) => index + 1));
    expect(new Set(texts.map(([, text]) => text)).size).toBe(2 * each + 1);
    const head = before + 2 * each;
    // A server by itself hears of what another appended with its next look into the log.
    await waitUntil('every change is counted', async () => (await headOf(reader)) >= head);
    expect(await headOf(reader)).toBe(head);
    for (const { heard } of ears) {
      await waitUntil('the last is heard', () => heard.includes(head));
      expect(heard).toEqual(Array.from({ length: 2 * each }, (_, index) => before + 1 + index));
    }
    for (const one of readers) {
      await waitUntil('the page is whole', async () => {
        await one.settled();
        return one.page.posts.length === 2 * each + 1;
      });
      expect(one.page.posts).toEqual((await one.fresh()).posts);
      expect(one.taken).toEqual([...new Set(one.taken)]);
    }
  });

  test('a thread that was closed on one takes nothing more on the other, which has not heard of it yet', async () => {
    const [moderator, there] = [await house.through(house.founder, 'one'), await house.through(writer, 'two')];
    await writePost(there, thread, 'Known to be open');
    expected(200, await moderator.patch(`/api/threads/${thread}`, { state: 'closed' }));
    const body = { key: randomUUID(), text: 'Too late', as: 'self' };
    expect((await there.post(`/api/threads/${thread}/posts`, body)).json).toMatchObject({ code: 'thread-closed' });
    expected(200, await moderator.patch(`/api/threads/${thread}`, { state: 'open' }));
    await waitUntil('the other has heard of it', async () => {
      const { status } = await there.post(`/api/threads/${thread}/posts`, body);
      return status === 201;
    });
    await waitUntil('it is there', async () => (await pageOf(reader)).posts.length === 3);
  });

  test('a page that is remembered on one is dropped when the other appends, also where somebody joins before it is heard of', async () => {
    const [here, there] = [await house.through(writer, 'one'), await house.through(reader, 'two')];
    const posts = async () =>
      expected(200, await there.get(`/api/threads/${thread}/page?page=1`)).as(threadPage).posts.length;
    for (let round = 0; round < 3; round += 1) {
      thread = await beginThread(house.founder, themeId);
      await waitUntil('it is there', async () => (await there.get(`/api/threads/${thread}/page`)).status === 200);
      expect(await posts()).toBe(1);
      await writePost(here, thread, 'Meanwhile');
      await joinStream(await connect(there), `thread:${thread}`);
      await waitUntil('the page is whole', async () => (await posts()) === 2);
    }
  });

  test('S6 signing out on one ends sockets on the other within two seconds', async () => {
    const device = await reader.signedInAgain();
    const { socket } = await hearing(device, 'two');
    const other = await hearing(reader, 'two');
    const gone = ended(socket, 2_000);
    expected(200, await (await house.through(device, 'one')).post('/api/sign-out'));
    await gone;
    expect(other.socket.connected).toBe(true);
  });

  test('a server that stops ends its own connections, and nobody else’s; its people come to the other one', async () => {
    const [here, there] = [await hearing(reader, 'one'), await hearing(reader, 'two')];
    const cursor = (await pageOf(reader)).cursor;
    const dropped: string[] = [];
    here.socket.on('disconnect', (reason) => dropped.push(reason));
    const gone = ended(there.socket, 15_000);
    await house.two.restart();
    await gone;
    await writePost(await house.through(writer, 'one'), thread, 'While it was away');
    await waitUntil('it is heard here', () => here.heard.length === 1);
    expect(dropped).toEqual([]);
    // With the cookie of the one that stopped, and the cursor from before.
    await reconnect(there.socket);
    const missed = changesAnswer.parse(await send(there.socket, 'join', { stream: `thread:${thread}`, cursor }));
    expect(missed).toMatchObject({ reload: false, changes: [{ seq: cursor.seq + 1 }] });
  });

  test('after kill -9 of one, its clients end whole on the other, and so do those who come back to it', async () => {
    const [here, there] = [
      await Reader.open(await house.through(reader, 'one'), thread),
      await Reader.open(await house.through(reader, 'two'), thread),
    ];
    const wes = await house.through(writer, 'two');
    await writePost(wes, thread, 'Before');
    await house.two.kill();
    // On its way when the server went, it may be lost; it is sent again with its key, as pages do.
    const after = { key: randomUUID(), text: 'After, with the cookie of the one that is gone', as: 'self' };
    await waitUntil('it is taken', () =>
      wes.post(`/api/threads/${thread}/posts`, { ...after, replyTo: null }).then(
        ({ status }) => status === 201,
        () => false,
      ),
    );
    await there.cutOff();
    await there.comeBack();
    await writePost(await house.through(writer, 'one'), thread, 'Again');
    for (const one of [here, there]) {
      await waitUntil('the page is whole', async () => {
        await one.settled();
        return one.page.posts.length === 4;
      });
      expect(one.page.posts).toEqual((await one.fresh()).posts);
      expect(one.reloads).toBe(0);
    }
    await house.two.restart();
    const back = await hearing(reader, 'two');
    await writePost(await house.through(writer, 'one'), thread, 'And on');
    await waitUntil('the started one pushes again', () => back.heard.length > 0);
    await drop(back.socket);
  });

  const pageOf = async (person: Person) =>
    expected(200, await (await house.through(person, 'one')).get(`/api/threads/${thread}/page?page=1`)).as(threadPage);
  const headOf = async (person: Person) => (await pageOf(person)).cursor.seq;
});
