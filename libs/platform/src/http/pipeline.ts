import { randomBytes, randomUUID } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ActorDoor, DomainError, visitor } from '@throughline/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config } from '../config';
import { Limits } from '../limits';
import type { Log } from '../logging';
import { isNeverShed } from './never-shed';
import { answerProblem, securityHeaders } from './problem-answer';
import './request';

/** Marks a request that the server makes to itself in a reader's name: already checked, and counted once. */
export const innerMark = randomBytes(24).toString('base64url');
export const innerHeader = 'x-throughline-inner';

/** How many requests may be under way at once. */
const mostUnderWay = 1_000;

/** How many bytes count as one change: long words take longer to look through and to make ready, and everybody waits meanwhile. */
const bytesPerChange = 8 * 1024;

const unsafe = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** The route of every form that works without scripts. */
const formRoute = '/form/:name';

/** Where a file comes in as it is: a picture, or a document that stands behind a change. */
const fileRoutes = ['/api/pictures', '/api/documents'];

/** What bodies routes take: the API JSON alone, but for files; a form what a browser sends, with files or without. */
const kindsOf: Record<string, readonly string[]> = {
  [formRoute]: ['application/x-www-form-urlencoded', 'multipart/form-data'],
  // No page of another site can send this without asking first, as it could not send JSON (safety.md S11).
  ...Object.fromEntries(fileRoutes.map((route) => [route, ['application/octet-stream']])),
};
const ofApi = ['application/json'];

/** How long an ordinary body may take to come, in milliseconds; one with files takes as long as a slow line needs. */
const bodyWithin = 30_000;

/** What is said to documents alone: on a script or a font it would only weigh on the line. */
const documentHeaders = [
  'content-security-policy',
  'cross-origin-opener-policy',
  'permissions-policy',
  'referrer-policy',
  'x-request-id',
];

/** Whether the server asks itself, in a reader's name. */
export function isInner(request: FastifyRequest): boolean {
  return request.headers[innerHeader] === innerMark;
}

/**
 * Cross-site requests are refused by `Sec-Fetch-Site`, else by `Origin` (safety.md S11). Without either (no browser of
 * today) JSON passes, because no other site can send it without asking first; a form does not.
 */
function refuseOtherSites(request: FastifyRequest, config: Config, form: boolean): void {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) {
    if (site !== 'same-origin') throw new DomainError('other-site');
    return;
  }
  const { origin } = request.headers;
  if (origin === undefined ? form : !config.isOwnOrigin(origin, request.headers.host))
    throw new DomainError('other-site');
}

function checkKind(request: FastifyRequest): void {
  const kind = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const kinds = kindsOf[request.routeOptions.url ?? ''] ?? ofApi;
  const empty = kind === '' && (request.headers['content-length'] ?? '0') === '0';
  if (empty && request.headers['transfer-encoding'] === undefined && kinds === ofApi) return;
  if (!kinds.includes(kind)) throw new DomainError('wrong-kind');
  if (kinds !== ofApi && kind !== 'application/x-www-form-urlencoded') return;
  const late = setTimeout(() => request.raw.destroy(), bodyWithin);
  request.raw.once('close', () => clearTimeout(late)).once('end', () => clearTimeout(late));
}

/** How often a change counts; at the most `most`, so that nothing is too long to be sent at all. */
function weightOf({ headers, routeOptions }: FastifyRequest, most: number): number {
  // Files have limits of their own: who adds three pictures can still send the post that they are for.
  if (fileRoutes.includes(routeOptions.url ?? '')) return 1;
  // What does not say how long it is may be as long as anything.
  const bytes = headers['transfer-encoding'] === undefined ? Number(headers['content-length'] ?? 0) : Infinity;
  return Math.min(1 + Math.floor(bytes / bytesPerChange), most);
}

/** What happens to every request before its handler and after its answer. */
export function installPipeline(app: NestFastifyApplication, config: Config, log: Log): void {
  const door = app.get(ActorDoor);
  const limits = app.get(Limits);
  const perMinute = (name: string, times: number) => limits.counter({ name, times, within: 60, counted: 'in-memory' });
  const reads = perMinute('reads', config.readsPerMinute);
  const writes = perMinute('writes', config.writesPerMinute);
  const heaviest = Math.ceil(config.writesPerMinute / 4);
  const concerns = perMinute('concerns', config.writesPerMinute / 2);
  const underWay = new Set<string>();
  const fastify = app.getHttpAdapter().getInstance();
  fastify.decorateRequest('actor');
  // Read by whoever takes it in, once it is known who sends it and that there is room.
  fastify.addContentTypeParser('application/octet-stream', (_request, body, done) => done(null, body));

  fastify.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    request.actor = visitor;
    reply.header('x-request-id', request.id).headers(securityHeaders);
    if (config.publicUrl) reply.header('strict-transport-security', 'max-age=31536000');
    if (request.url.startsWith('/assets/')) return;
    reply.header('cache-control', 'no-store');
    const inner = isInner(request);
    if (!inner && !config.knowsHost(request.headers.host)) throw new DomainError('not-found');
    if (!inner && unsafe.has(request.method)) {
      // By its route: an address can be written in more than one way.
      const form = request.routeOptions.url === formRoute;
      refuseOtherSites(request, config, form);
      checkKind(request);
    }
    if (request.url.startsWith('/api/health/')) return;
    // What a page asks of the API in the reader's name was counted with the page.
    const urgent = isNeverShed(request);
    if (!inner && !urgent) {
      if (underWay.size >= mostUnderWay) throw new DomainError('unavailable', { retryAfter: 2 });
      underWay.add(request.id);
      // Comes in any case; an answer that nobody waits for any more is never finished.
      reply.raw.once('close', () => underWay.delete(request.id));
    }
    // Sent by an open page that asks without anybody having touched it (safety.md S3).
    const asked = request.headers['x-by-itself'] === undefined ? 'by-person' : 'by-itself';
    request.actor = await door.resolve(request.headers.cookie, asked);
    if (!inner) {
      const { actor } = request;
      const who = actor.kind === 'member' ? `member ${actor.memberId}` : `address ${request.ip}`;
      // Counted for itself: who has written a lot can still say that somebody is not safe.
      if (urgent) await concerns.spend(who);
      else if (unsafe.has(request.method)) await writes.spend(who, weightOf(request, heaviest));
      else await reads.spend(who);
    }
  });

  fastify.addHook('onSend', (request: FastifyRequest, reply: FastifyReply, _body: unknown, goOn: () => void) => {
    if (reply.statusCode === 200 && request.url.startsWith('/assets/'))
      for (const name of documentHeaders) reply.removeHeader(name);
    goOn();
  });

  fastify.addHook('onResponse', (request: FastifyRequest, reply: FastifyReply, goOn: () => void) => {
    goOn();
    if (request.url.startsWith('/assets/')) return;
    // The route's pattern, not its address: an address beside a time would say who read or wrote what (safety.md P2a).
    log.info({
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime * 10) / 10,
    });
  });
}

/** Answers what is refused before it reaches any route, such as an address that cannot be decoded. */
export function answerUnreadable(_error: Error, request: FastifyRequest, reply: FastifyReply): void {
  answerProblem(new DomainError('bad-input'), request, reply);
}

/** Ids of requests: for the person to quote and the log to be searched by. */
export function makeRequestId(): string {
  return randomUUID().slice(-12);
}
