import { Answer, type Person } from '@throughline/testing';

/** No answer within this time is none: also where a process was killed in the middle of it. */
const patience = 8_000;

/** Asks over a line in a person's name; throws where no answer comes. */
export async function ask(line: string, person: Person, path: string, json?: unknown): Promise<Answer> {
  const response = await fetch(new URL(path, line), {
    method: json === undefined ? 'GET' : 'POST',
    redirect: 'manual',
    signal: AbortSignal.timeout(patience),
    headers: {
      'sec-fetch-site': 'same-origin',
      cookie: person.cookie,
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  });
  return new Answer(response.status, response.headers, Buffer.from(await response.arrayBuffer()));
}
