import type { FastifyRequest } from 'fastify';

/** What is answered however much there is to do: that somebody is not safe, and where to ring (safety.md R10, P12). */
const sent = new Set(['/api/concerns', '/form/concern']);
const looked = new Set(['/help', '/concern', '/api/help', '/api/concerns/form']);

/** Whether a request is taken also when others are refused because there are too many. */
export function isNeverShed({ method, url }: Pick<FastifyRequest, 'method' | 'url'>): boolean {
  const path = url.split('?', 1)[0] ?? '';
  return method === 'POST' ? sent.has(path) : method === 'GET' && looked.has(path);
}
