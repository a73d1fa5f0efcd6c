import { type Change, threadPage } from '@throughline/contracts';
import {
  beginTheme,
  beginThread,
  expected,
  type Person,
  startBuiltServer,
  waitUntil,
  writePost,
} from '@throughline/testing';
import { closeSockets, connect, joinStream } from '../live/sockets';
import { type House, startHouse } from './house';
import { RedisHere } from './redis';

jest.setTimeout(90_000);

let redis: RedisHere;
let house: House;
let thread: string;
let writer: Person;
const heard: number[] = [];

beforeAll(async () => {
  redis = await RedisHere.at();
  // It is not there yet: the servers start all the same.
  house = await startHouse(redis.url);
  thread = await beginThread(house.founder, await beginTheme(house.founder));
  writer = await house.through(house.founder, 'one');
  const socket = await connect(await house.through(house.founder, 'two'));
  socket.on('change', ({ stream, seq }: Change) => {
    if (stream === `thread:${thread}`) heard.push(seq);
  });
  await joinStream(socket, `thread:${thread}`);
});
afterAll(async () => {
  closeSockets();
  await house?.stop();
  await redis?.kill();
});

/** How long it takes until so many posts, written on one server one after another, are each pushed by the other. */
async function millisecondsFor(posts: number): Promise<number> {
  const began = performance.now();
  for (let count = 0; count < posts; count += 1) {
    const before = heard.length;
    await writePost(writer, thread, `Number ${count}`);
    await waitUntil('it is pushed by the other server', () => heard.length > before);
  }
  return performance.now() - began;
}

const both = () => [house.one, house.two];
const said = (what: string) => both().map((server) => server.output().split(what).length - 1);
const readiness = () => Promise.all(both().map(async ({ url }) => (await fetch(`${url}/api/health/ready`)).json()));
const without = { ready: true, without: ['Redis'] };

test('without Redis everything goes on; with it, from when it comes, what is written shows at once; and so again', async () => {
  for (const round of [1, 2]) {
    await waitUntil('both say that it is away', () => said('Redis is away').every((times) => times === round));
    expect(await readiness()).toEqual([without, without]);
    await millisecondsFor(2);

    await redis.start();
    await waitUntil('both say that it is back', () => said('Redis is back').every((times) => times === round));
    expect(await readiness()).toEqual([{ ready: true }, { ready: true }]);
    // The adapter's own connections come back by themselves too, in their time.
    await waitUntil('what is written shows at once', async () => (await millisecondsFor(1)) < 150, 15_000);
    // The look for new heads comes once a second: ten of them would take about ten seconds.
    expect(await millisecondsFor(10)).toBeLessThan(5_000);
    // So that it goes while the servers wait for its answers, which nothing of theirs may take amiss.
    redis.freeze();
    await millisecondsFor(2);
    await redis.kill();
  }
  await waitUntil('both say that it is away', () => said('Redis is away').every((times) => times === 3));
  await millisecondsFor(1);
  const head = expected(200, await writer.get(`/api/threads/${thread}/page?page=1`)).as(threadPage).cursor.seq;
  expect(heard).toEqual(Array.from({ length: heard.length }, (_, index) => head - heard.length + 1 + index));
  expect(said('Redis is away')).toEqual([3, 3]);
});

test('under load nobody notices that Redis comes, hangs, goes and comes back: each post is acknowledged, and heard in order once', async () => {
  const before = heard.length;
  const other = await house.through(house.founder, 'two');
  let [over, acknowledged] = [false, 0];
  const writing = [writer, other, writer, other].map(async (person) => {
    for (; !over; acknowledged += 1) await writePost(person, thread, 'Under load.');
  });
  const more = async (count: number) => {
    const enough = acknowledged + count;
    await waitUntil(`${count} more are acknowledged`, () => acknowledged >= enough, 30_000);
  };
  await redis.start();
  await more(60);
  redis.freeze();
  await more(60);
  await redis.kill();
  await more(60);
  await redis.start();
  await more(60);
  over = true;
  // One that was refused would have failed here.
  await Promise.all(writing);
  await waitUntil('all are heard', () => heard.length - before >= acknowledged, 20_000);
  const [first = NaN] = heard;
  expect(heard).toEqual(Array.from({ length: before + acknowledged }, (_, index) => first + index));
  await redis.kill();
});

test('R9 a server stops in time with Redis, and while it is away', async () => {
  const alone = await startBuiltServer({ empty: true, env: { REDIS_URL: redis.url } });
  expect(await alone.stop()).toEqual({ code: 0, signal: null });
  await redis.start();
  const together = await startBuiltServer({ empty: true, env: { REDIS_URL: redis.url } });
  expect(await together.stop()).toEqual({ code: 0, signal: null });
});
