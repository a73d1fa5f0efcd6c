import type { Problem } from '@throughline/contracts';

/** An answer of the API that says no. */
export class ProblemError extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(problem.message);
  }
}

const unreachable: Problem = { code: 'unavailable', message: 'There is no connection just now.', requestId: '' };

/** Calls the API from the browser; throws ProblemError, also where there is no line at all. */
export async function call(path: string, method = 'GET', body?: unknown, keepalive = false): Promise<unknown> {
  const headers: Record<string, string> = {};
  if (body !== undefined) headers['content-type'] = 'application/json';
  // What is asked without anybody having touched the page just now keeps no session open (safety.md S3).
  if (navigator.userActivation?.isActive === false) headers['x-by-itself'] = 'yes';
  let answer: Response;
  try {
    answer = await fetch(path, { method, keepalive, headers, body: JSON.stringify(body) });
  } catch {
    throw new ProblemError(0, unreachable);
  }
  const read: unknown = await answer.json().catch(() => unreachable);
  if (!answer.ok) throw new ProblemError(answer.status, read as Problem);
  return read;
}
