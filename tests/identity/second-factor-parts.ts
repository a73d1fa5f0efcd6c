import { entered, problem } from '@throughline/contracts';
import { type Answer, expected, Insider, inviteAndJoin, Person, testPassword } from '@throughline/testing';

let people = 0;
export const somebody = (founder: Insider, role: 'member' | 'moderator' | 'administrator' = 'member') =>
  inviteAndJoin(founder, `Some Body ${(people += 1)}`, role);

/** Somebody made moderator who has not set up a second factor. */
export async function moderatorWithout(founder: Insider): Promise<Insider> {
  const person = await somebody(founder);
  expected(200, await founder.patch(`/api/members/${(await person.me()).id}`, { role: 'moderator' }));
  return person;
}

export const codeOf = ({ json }: Answer) => problem.parse(json).code;
export const password = (person: Insider, given = testPassword, mine = true) => ({
  name: person.signInName,
  password: given,
  mine,
});
/** Gives the password, and not the second step. */
export async function halfIn(person: Insider, mine = true): Promise<Insider> {
  const device = new Insider(person.url, person.signInName);
  device.codes = person.codes;
  expect(
    expected(200, await device.post('/api/sign-in', password(person, testPassword, mine))).as(entered),
  ).toMatchObject({ member: null, secondStep: true });
  return device;
}
export const take = (device: Person, code: string) => device.post('/api/sign-in/second', { code });
export const prove = (person: Insider, code?: string) =>
  person.post('/api/second-factor/proof', { password: testPassword, ...(code === undefined ? {} : { code }) });

/** Gives proof, and does something with it. */
export async function provenAgain(person: Insider, work: (person: Insider) => Promise<Answer>): Promise<Answer> {
  expected(200, await prove(person, person.codes?.next()));
  return work(person);
}
