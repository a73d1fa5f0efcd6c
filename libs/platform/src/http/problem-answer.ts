import { errors } from '@throughline/contracts/names';
import type { Problem } from '@throughline/contracts';
import type { DomainError } from '@throughline/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Headers on every answer (safety.md S10). Pages add a policy of their own for scripts, styles and forms. */
export const securityHeaders = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
};

/** An error as it is sent: nothing internal, no stack, no message of a driver. */
export function presentProblem(error: DomainError, requestId: string): Problem {
  const { issues, retryAfter } = error.details;
  return {
    code: error.code,
    message: errors[error.code].message,
    requestId,
    ...(issues ? { issues } : {}),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  };
}

/** Answers with an error that no page was made for: in words to a person with a browser, else as JSON. */
export function answerProblem(error: DomainError, request: FastifyRequest, reply: FastifyReply): void {
  const { method, url } = request;
  const asPage = !/^\/(api|assets)\//.test(url) && (request.headers.accept ?? '').includes('text/html');
  if (error.details.retryAfter !== undefined) void reply.header('retry-after', String(error.details.retryAfter));
  void reply
    .status(error.status)
    .headers(securityHeaders)
    .header('x-request-id', request.id)
    .header('cache-control', 'no-store')
    .header('content-type', `${asPage ? 'text/html' : 'application/json'}; charset=utf-8`)
    .send(asPage ? problemPage(error, method) : JSON.stringify(presentProblem(error, request.id)));
}

/** What is said to who only looked; to who sent something, the catalogue says it. */
function toWhoLooked({ code, status }: DomainError): { title: string; text: string } {
  if (code === 'bad-input') return { title: nothingHere, text: 'This address cannot be read. It may be mistyped.' };
  if (code === 'unavailable') return { title: notJustNow, text: 'Please try again in a moment.' };
  return { title: status < 429 ? nothingHere : notJustNow, text: errors[code].message };
}
const nothingHere = 'There is nothing here';
const notJustNow = 'This page cannot be shown just now';

/** A plain page without any part of the others: it needs neither them nor the database. */
export function problemPage(error: DomainError, method: string): string {
  const looked = method === 'GET' || method === 'HEAD';
  const { title, text } = looked
    ? toWhoLooked(error)
    : { title: 'This was not done', text: errors[error.code].message };
  const goBack = looked
    ? ''
    : '<p>Go back with your browser: what you typed may still be there. Copy it before you try again.</p>\n';
  return `<!doctype html>
<html lang="en-GB"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
<h1>${title}</h1><p>${text}</p>
${goBack}<p><a href="/">Go to the first page</a> · <a href="/help">Need help now?</a> · <a href="/exit">Exit this page</a></p></html>
`;
}
