import { randomUUID } from 'node:crypto';
import { agreementView, communityView, entered, invitationCard, me, type Me } from '@throughline/contracts';
import type { Role } from '@throughline/contracts/names';
import type { BuiltServer } from './built-server';
import { expected, Person } from './person';
import { type CodesOf, setUpSecondFactor, testPassword } from './second-factor';
import { waitUntil } from './wait-until';

/** A person of a test who is signed in, and who that is. */
export class Insider extends Person {
  /** What makes the codes of their second step, where they have set one up. */
  codes: CodesOf | undefined;

  constructor(
    url: string,
    readonly signInName: string,
  ) {
    super(url);
  }

  async me(): Promise<NonNullable<Me['member']>> {
    const { member } = expected(200, await this.get('/api/me')).as(me);
    if (!member) throw new Error(`${this.signInName} is not signed in.`);
    return member;
  }

  /** Signs in anew, as on another device. */
  async signedInAgain(password = testPassword, mine = true): Promise<Insider> {
    const again = new Insider(this.url, this.signInName);
    again.codes = this.codes;
    const body = { name: this.signInName, password, mine };
    const { secondStep } = expected(200, await again.post('/api/sign-in', body)).as(entered);
    if (secondStep) await again.takeSecondStep();
    return again;
  }

  /** Gives the code that was asked for after the password. */
  async takeSecondStep(): Promise<void> {
    if (!this.codes) throw new Error(`${this.signInName} was asked for a second step and has none.`);
    expected(200, await this.post('/api/sign-in/second', { code: this.codes.next() }));
  }
}

/**
 * Joins by the link that an empty server prints: the first administrator. So that tests are about what they are about, nothing is held up
 * because its writer is new here, unless it is asked for.
 */
export async function foundCommunity(server: BuiltServer, { newMemberPosts = 0 } = {}): Promise<Insider> {
  const secret = await waitUntil('the link for the first administrator', () => secretOf(server.output()));
  const founder = await join(server.url, secret, 'Ada Founder');
  await setUpSecondFactor(founder);
  await setNewMemberPosts(founder, newMemberPosts);
  return founder;
}

/** Sets how many posts of a new member are checked first. */
export async function setNewMemberPosts(administrator: Person, newMemberPosts: number): Promise<void> {
  const {
    timeZone: _,
    agreement,
    ...community
  } = expected(200, await administrator.get('/api/community')).as(communityView);
  const points = { agreement: agreement.points };
  expected(200, await administrator.put('/api/community', { ...community, ...points, newMemberPosts }));
}

/** Has somebody join whom this administrator invited; with a second factor, where their role asks for one. */
export async function inviteAndJoin(administrator: Person, name: string, role: Role = 'member'): Promise<Insider> {
  const invited = await administrator.post('/api/invitations', { key: randomUUID(), forWhom: name, role });
  const secret = secretOf(expected(201, invited).as(invitationCard).link);
  if (!secret) throw new Error('The invitation has no link.');
  const insider = await join(administrator.url, secret, name);
  return role === 'member' ? insider : setUpSecondFactor(insider);
}

async function join(url: string, secret: string, name: string): Promise<Insider> {
  const signInName = name.toLowerCase().replaceAll(' ', '.');
  const insider = new Insider(url, signInName);
  const { version } = expected(200, await insider.get('/api/agreement')).as(agreementView);
  const body = { secret, name, signInName, password: testPassword, agreed: version, mine: true };
  expected(200, await insider.post('/api/join', body));
  return insider;
}

function secretOf(text: string): string | undefined {
  return /\/join\/([A-Za-z0-9_-]+)/.exec(text)?.[1];
}
