import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { concernSent, organisationView, profileView, safeguardingSettings } from '@throughline/contracts';
import {
  type BuiltServer,
  expected,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  setUpSecondFactor,
  startBuiltServer,
  testPassword,
  waitUntil,
} from '@throughline/testing';
import { SMTPServer } from 'smtp-server';
import { leadsPassphrase } from '../voices/house';
import { MovableTime } from '../voices/movable-time';

export const minute = 60_000;

/** A mail as it arrived. */
export interface Letter {
  to: string[];
  raw: string;
}

/** What the service for text messages got. */
export type TextMessage = Record<string, string>;

export interface House {
  server: BuiltServer;
  time: MovableTime;
  founder: Insider;
  /** Two leads, of two organisations, each with a mail address and a number. */
  leads: [Insider, Insider];
  moderator: Insider;
  reporter: Insider;
  person: Insider;
  letters: Letter[];
  texts: TextMessage[];
  /** What the mail server and the service for text messages answer: true for "no". */
  refusing: { mail: boolean; text: boolean };
  stop(): Promise<void>;
}

/** A community with two leads and everything set, a real mail server, a real service for text messages, and a clock. */
export async function foundHouse(): Promise<House> {
  const letters: Letter[] = [];
  const texts: TextMessage[] = [];
  const refusing = { mail: false, text: false };
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_, __, done) => done(refusing.mail ? new Error('not now') : undefined),
    onData: (stream, { envelope }, done) =>
      void text(stream).then((raw) => {
        letters.push({ to: envelope.rcptTo.map(({ address }) => address), raw });
        done();
      }),
  });
  smtp.listen(0, '127.0.0.1');
  await once(smtp.server, 'listening');
  const texting = createServer((request, answer) => {
    void text(request).then((body) => {
      if (refusing.text) answer.writeHead(503);
      else texts.push(JSON.parse(body) as TextMessage);
      answer.end();
    });
  });
  texting.listen(0, '127.0.0.1');
  await once(texting, 'listening');
  const portOf = (listening: { address(): unknown }) => String((listening.address() as AddressInfo).port);
  const time = new MovableTime();
  const env = { ...time.env, MAIL_URL: `smtp://127.0.0.1:${portOf(smtp.server)}` };
  const server = await startBuiltServer({ empty: true, env });
  const founder = await foundCommunity(server);
  const lead = async (name: string, phone: string) => {
    // Before there is an address that would be told of it.
    const insider = await setUpSecondFactor(await inviteAndJoin(founder, name));
    const made = await founder.post('/api/organisations', { key: randomUUID(), name: `${name}’s`, sector: 'advice' });
    const { id: organisationId } = expected(201, made).as(organisationView);
    await giveMail(insider, `${insider.signInName}@example.org`, organisationId);
    await makeLead(founder, insider);
    expected(200, await insider.put('/api/safeguarding/phone', { phone }));
    return insider;
  };
  const leads: [Insider, Insider] = [await lead('Lea Lead', '07700 900 001'), await lead('Lou Lead', '07700 900 002')];
  await setUp(founder, { webhook: `http://127.0.0.1:${portOf(texting)}/send` });
  return {
    server,
    time,
    founder,
    leads,
    moderator: await inviteAndJoin(founder, 'Mod Erator', 'moderator'),
    reporter: await inviteAndJoin(founder, 'Rae Porter'),
    person: await inviteAndJoin(founder, 'Sam Person'),
    letters,
    texts,
    refusing,
    stop: async () => {
      await server.stop();
      await new Promise<void>((closed) => smtp.close(closed));
      texting.close();
      texting.closeAllConnections();
    },
  };
}

/** The leads set up their parts of the key: then people may write under other names. */
export async function offerAliases({ leads }: House): Promise<void> {
  const parts = { password: testPassword, passphrase: leadsPassphrase, again: leadsPassphrase };
  for (const lead of leads) expected(200, await lead.post('/api/sealing/set-up', parts));
}

export async function giveMail(insider: Insider, mail: string, organisationId: string | null = null): Promise<void> {
  const { textVersion } = expected(200, await insider.get('/api/profile')).as(profileView);
  const { name } = await insider.me();
  const profile = {
    name,
    mail,
    organisationId,
    expertise: [],
    showExpertise: false,
    showOrganisation: false,
    about: '',
  };
  expected(200, await insider.put('/api/profile', { ...profile, password: testPassword, textVersion }));
}

export async function makeLead(founder: Insider, insider: Insider, others: string[] = []): Promise<void> {
  const { id } = await insider.me();
  if (!insider.codes) await setUpSecondFactor(insider);
  expected(200, await founder.patch(`/api/members/${id}`, { duties: ['safeguarding-lead', ...others] }));
}

/** Sets what administrators set. */
export async function setUp(founder: Insider, more: Record<string, unknown> = {}): Promise<void> {
  const {
    leads: _,
    on: __,
    ...before
  } = expected(200, await founder.get('/api/safeguarding')).as(safeguardingSettings);
  const settings = {
    ...before,
    outside: { what: 'The advice centre', number: '01632 960 200' },
    nightTeam: { what: 'The council’s night team', number: '01632 960 117' },
    ...more,
  };
  expected(200, await founder.put('/api/safeguarding', settings));
}

/** Tells the leads; answers the concern's id. */
export async function tell(by: Insider, more: Record<string, unknown> = {}): Promise<string> {
  const concern = { key: randomUUID(), kind: 'someone', danger: 'no', words: 'I worry', named: true };
  return expected(201, await by.post('/api/concerns', { ...concern, ...more })).as(concernSent).id;
}

/** Waits until so many mails and text messages have come. */
export async function untilCalled(house: House, mails: number, texts: number): Promise<void> {
  // The alarm looks round each few seconds, and a busy machine takes its time.
  const called = () => house.letters.length >= mails && house.texts.length >= texts;
  await waitUntil(`${mails} mails and ${texts} text messages`, called, 30_000);
}
