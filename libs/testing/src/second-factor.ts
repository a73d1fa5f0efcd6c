import { appKeyView, entered, recoveryCodes, secondStepView } from '@throughline/contracts';
import { authenticator } from 'otplib';
import { expected, Person } from './person';

/** The password of everybody whom tests let join. */
export const testPassword = 'otter-lantern-quarry-58';

const halfMinute = 30_000;
/** How long an answer may take on a busy machine, in milliseconds. */
const patience = 15_000;

/** By how many milliseconds the clock of a test's server is ahead of ours: codes are made for its time. */
export const serverClock = { ahead: 0 };

/** Makes the codes that somebody's second step asks for: each is good once, and three half-minutes hold at a time. */
export class CodesOf {
  private lastStep = 0;

  constructor(
    readonly key: string,
    private readonly recovery: string[] = [],
  ) {}

  /** The next code that was not used yet: of the app, and when its time has not come, a recovery code. */
  next(): string {
    const time = Date.now() + serverClock.ahead;
    const now = Math.floor(time / halfMinute);
    // The code of the half-minute before is not begun with where it may be over by the time it is looked at.
    const step = Math.max(Math.floor((time + patience) / halfMinute) - 1, this.lastStep + 1);
    if (step > now + 1) {
      const code = this.recovery.shift();
      if (!code) throw new Error('There is no code left that was not used.');
      return code;
    }
    this.lastStep = step;
    return authenticator.clone({ epoch: step * halfMinute }).generate(this.key);
  }
}

/** Somebody who can set up a second factor. */
interface SetsUp extends Pick<Person, 'get' | 'post'> {
  codes: CodesOf | undefined;
}

/** Sets up an app as a second factor, as somebody with a phone does. */
export async function setUpSecondFactor<Somebody extends SetsUp>(
  person: Somebody,
  password = testPassword,
): Promise<Somebody> {
  expected(200, await person.post('/api/second-factor/proof', { password }));
  expected(200, await person.post('/api/second-factor/app'));
  const { key } = expected(200, await person.get('/api/second-factor/app')).as(appKeyView);
  const recovery: string[] = [];
  person.codes = new CodesOf(key.replaceAll(' ', ''), recovery);
  const confirmed = await person.post('/api/second-factor/app/confirm', { code: person.codes.next() });
  recovery.push(...expected(200, confirmed).as(recoveryCodes).codes);
  return person;
}

/** Signs in to the demonstration as one of its people, with the code that its page says where one is asked for. */
export async function signInToDemonstration(url: string, name: string): Promise<Person> {
  const person = new Person(url);
  const json = { name, password: 'bottle-kiln-2020', mine: true };
  if (!expected(200, await person.post('/api/sign-in', json)).as(entered).secondStep) return person;
  const { demonstrationCode: code } = expected(200, await person.get('/api/sign-in/second')).as(secondStepView);
  expected(200, await person.post('/api/sign-in/second', { code: code ?? '' }));
  return person;
}
