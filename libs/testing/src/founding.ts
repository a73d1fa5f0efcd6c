import { randomUUID } from 'node:crypto';
import { agreementView, communityView, invitationCard, me, type Me } from '@throughline/contracts';
import type { Role } from '@throughline/contracts/names';
import type { BuiltServer } from './built-server';
import { type Answer, Person } from './person';
import { waitUntil } from './wait-until';

/** The password of everybody whom tests let join. */
export const testPassword = 'otter-lantern-quarry-58';

/** A person of a test who is signed in, and who that is. */
export class Insider extends Person {
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
  async signedInAgain(password = testPassword): Promise<Insider> {
    const again = new Insider(this.url, this.signInName);
    const body = { name: this.signInName, password, mine: true };
    expected(200, await again.post('/api/sign-in', body));
    return again;
  }
}

/** The answer, if it has this status; else an error that shows it. */
export function expected(status: number, answer: Answer): Answer {
  if (answer.status === status) return answer;
  throw new Error(`Expected ${status}, got ${answer.status}: ${answer.text.slice(0, 500)}`);
}

/**
 * Joins by the link that an empty server prints: the first administrator. So that tests are about what they are about, nothing is held up
 * because its writer is new here, unless it is asked for.
 */
export async function foundCommunity(server: BuiltServer, { newMemberPosts = 0 } = {}): Promise<Insider> {
  const secret = await waitUntil('the link for the first administrator', () => secretOf(server.output()));
  const founder = await join(server.url, secret, 'Ada Founder');
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

/** Has somebody join whom this administrator invited. */
export async function inviteAndJoin(administrator: Person, name: string, role: Role = 'member'): Promise<Insider> {
  const invited = await administrator.post('/api/invitations', { key: randomUUID(), forWhom: name, role });
  const secret = secretOf(expected(201, invited).as(invitationCard).link);
  if (!secret) throw new Error('The invitation has no link.');
  return join(administrator.url, secret, name);
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
