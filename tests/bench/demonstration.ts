import { threadList } from '@throughline/contracts';
import { type BuiltServer, expected, Person } from '@throughline/testing';

/** Somebody of the demonstration, and where its longest thread begins. */
export async function longestThread(server: BuiltServer): Promise<{ person: Person; path: string }> {
  const person = new Person(server.url);
  expected(200, await person.post('/api/sign-in', { name: 'odette', password: 'bottle-kiln-2020', mine: true }));
  const { threads } = expected(200, await person.get('/api/threads')).as(threadList);
  const [longest] = threads.toSorted((one, other) => other.lastNumber - one.lastNumber);
  if (!longest) throw new Error('The demonstration has no threads.');
  return { person, path: `/t/${longest.id}?page=1` };
}
