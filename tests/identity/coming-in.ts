import { randomUUID } from 'node:crypto';
import { agreementView, invitationCard } from '@throughline/contracts';
import { type Answer, expected, Person, testPassword } from '@throughline/testing';

/** An invitation to give away, with the secret of its link. */
export async function invite(by: Person, role = 'member') {
  const made = await by.post('/api/invitations', { key: randomUUID(), role });
  const { invitation, link, code } = expected(201, made).as(invitationCard);
  return { id: invitation.id, link, code, secret: lastPart(link) };
}

/** The secret that a link ends with. */
export function lastPart(link: string): string {
  return link.split('/').at(-1) ?? '';
}

/** Tries to join with a secret, as somebody new on a device of their own. */
export async function join(url: string, secret: string, fields: Record<string, unknown> = {}) {
  const person = new Person(url);
  const { version } = expected(200, await person.get('/api/agreement')).as(agreementView);
  const signInName = `somebody-${randomUUID().slice(0, 8)}`;
  const body = { secret, name: 'Some Body', signInName, password: testPassword, agreed: version, mine: true };
  return { person, signInName, answer: await person.post('/api/join', { ...body, ...fields }) };
}

/** All that an answer tells, but for what differs at each request: two that are equal here tell nothing apart. */
export function whatItTells({ status, text, headers }: Answer) {
  const told = [...headers].filter(([name]) => !/^(date|x-request-id)$/.test(name));
  return { status, text: text.replace(/"requestId":"[^"]+"/, ''), headers: told };
}
