import 'reflect-metadata';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { AuditHeadMail, AuditWatch, AuditWatchSchema, Mailer } from '@throughline/identity';
import { Clock, Ids, Registries } from '@throughline/kernel';
import { Config, Jobs, makeLog, Readiness } from '@throughline/platform';
import { AuditLog, AuditTrail, GroupCommit, StreamEntry, StreamEntrySchema, Subscribers } from '@throughline/stream';
import mongoose, { type Connection, type Model } from 'mongoose';
import { SMTPServer } from 'smtp-server';
import { Engine } from '../keeping/engine';

let engine: Engine;
let connection: Connection;
let watch: Model<AuditWatch>;
let trail: AuditTrail;
let mailUrl: string;
const clock = new Clock();
const letters: { to: string[]; raw: string }[] = [];
/** Boxes that the mail server refuses. */
const refused = new Set<string>();
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onRcptTo: ({ address }, _, done) => done(refused.has(address) ? new Error('no such box') : undefined),
  onData: (stream, { envelope }, done) =>
    void text(stream).then((raw) => {
      letters.push({ to: envelope.rcptTo.map(({ address }) => address), raw });
      done();
    }),
});

beforeAll(async () => {
  smtp.listen(0, '127.0.0.1');
  await once(smtp.server, 'listening');
  mailUrl = `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`;
  engine = await Engine.start();
});
afterAll(async () => {
  await engine.stop();
  await new Promise<void>((closed) => smtp.close(closed));
});
let database = 0;
beforeEach(async () => {
  letters.length = 0;
  refused.clear();
  const options = { dbName: `heads-${(database += 1)}`, retryWrites: false };
  connection = await mongoose.createConnection(engine.uri, options).asPromise();
  watch = connection.model(AuditWatch.name, AuditWatchSchema) as unknown as Model<AuditWatch>;
  const commits = new GroupCommit(connection, log(), new Subscribers(), clock);
  trail = new AuditTrail(commits, new Ids(), new Registries());
  await watch.create({ _id: 'audit', addresses: ['one@example.org', 'two@example.org'], pending: [] });
  await trail.record({ act: 'backup.taken', by: null });
});
afterEach(() => connection.close());

const log = () => connection.model(StreamEntry.name, StreamEntrySchema) as unknown as Model<StreamEntry>;
/** The job as a server has it that was started just now. */
function started(settings: Record<string, string> = { MAIL_URL: mailUrl }): AuditHeadMail {
  const config = new Config({ VAR_FOLDER: engine.folder, NODE_ENV: 'test', ...settings });
  const silent = makeLog('silent');
  const readiness = new Readiness();
  const mailer = new Mailer(config, new Ids(), clock, silent, readiness);
  return new AuditHeadMail(
    watch,
    new AuditLog(log()),
    mailer,
    config,
    new Jobs(connection, silent),
    readiness,
    clock,
    silent,
  );
}
const at = (time: string, job = started()) => clock.pretend(new Date(time), () => job.ifDue());
const stored = async () => (await watch.findById('audit').lean<AuditWatch>()) as AuditWatch;
const mailedTo = () => letters.flatMap(({ to }) => to).sort();

test('S16 the head is mailed once a day to each address, whichever server does it, and over restarts', async () => {
  await at('2026-03-01T00:00:10Z');
  await at('2026-03-01T00:00:20Z');
  await at('2026-03-01T23:59:50Z', started());
  expect(mailedTo()).toEqual(['one@example.org', 'two@example.org']);
  expect((await stored()).last).toMatchObject({ seq: 1, at: new Date('2026-03-01T00:00:10Z') });
  await trail.record({ act: 'backup.taken', by: null });
  await at('2026-03-02T00:00:00Z', started());
  expect(mailedTo()).toHaveLength(4);
  expect(await stored()).toMatchObject({ last: { seq: 2 }, problem: null });
});

test('S16 what could not be sent is said, and sent when it can be; one full box does not keep the others from it', async () => {
  refused.add('one@example.org').add('two@example.org');
  await at('2026-03-01T00:00:10Z');
  expect(await stored()).toMatchObject({ last: null, problem: 'not-sent' });
  refused.delete('two@example.org');
  await at('2026-03-01T00:00:20Z');
  await at('2026-03-01T00:00:30Z');
  expect(mailedTo()).toEqual(['two@example.org']);
  expect(await stored()).toMatchObject({ last: { seq: 1 }, problem: null });
});

test('S16 a chain that was changed since the last mail is told, and the older head stays to show it', async () => {
  await trail.record({ act: 'backup.taken', by: null });
  await at('2026-03-01T00:00:10Z');
  const { last } = await stored();
  await log().collection.deleteOne({ stream: 'audit', seq: 2 });
  await at('2026-03-02T00:00:10Z');
  expect(letters.at(-1)?.raw).toContain('Daily record: please look');
  expect(await stored()).toMatchObject({ last: { seq: 2, hash: last?.hash }, problem: 'chain-broken' });
});

test('S16 without MAIL_URL nothing is called mailed', async () => {
  await at('2026-03-01T00:00:10Z', started({}));
  expect(await stored()).toMatchObject({ last: null });
});
