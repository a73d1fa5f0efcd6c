import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Problem } from '@throughline/contracts';
import { errors } from '@throughline/contracts/names';
import { DomainError } from '@throughline/kernel';
import type { FastifyInstance, FastifyRequest, InjectOptions, LightMyRequestResponse } from 'fastify';
import { asDomainError } from '../http/error.filter';
import { innerHeader, innerMark } from '../http/pipeline';
import { presentProblem } from '../http/problem-answer';
import { readFormWithFiles } from './form-with-files';
import { RenderedPages, type WrittenView } from './rendered-pages';
import type { Fields, FormState, Web } from './web-app';

export const WEB = Symbol('built web client');

export interface Page {
  status: number;
  html: Buffer;
  /** HTML that is still being made, and the place in `html` where it stands. */
  inner?: { at: number; parts: AsyncIterable<Buffer> };
  redirect?: string;
  policy: string;
}

/** Where a page has its place for HTML that is written as it is made. No text can hold it: every `<` of one is escaped. */
const innerPlace = Buffer.from('<!--inner-->');

/** A page with what is within it, piece by piece. */
export async function* piecesOf(html: Buffer, { at, parts }: NonNullable<Page['inner']>): AsyncGenerator<Buffer> {
  yield html.subarray(0, at);
  yield* parts;
  yield html.subarray(at + innerPlace.length);
}

export interface FormOutcome {
  /** Cookies that the API set. */
  cookies: string[];
  /** Where to go when it was done; else the page again, with what was typed. */
  next?: string;
  page?: Page;
}

/** Only a path on this site, as a header may hold it: `//elsewhere` and full addresses are none. */
export function localPath(value: unknown): string {
  if (typeof value !== 'string' || !/^\/(?![/\\])[^\s\\]*$/.test(value)) return '/';
  return value.toWellFormed().replace(/[^!-~]+/g, encodeURIComponent);
}

/** The fields of a form: texts, and nothing else. */
function fieldsIn(body: unknown): Fields {
  const areTexts = Object.values(body ?? {}).every((value) =>
    [value].flat().every((one) => typeof one === 'string' && one.isWellFormed()),
  );
  if (!areTexts) throw new DomainError('bad-input');
  return (body ?? {}) as Fields;
}

/** A `Cookie` header once an answer has set these. */
function cookiesAfter(cookie: string | undefined, set: readonly string[]): string {
  const pairs = [...(cookie ?? '').split('; '), ...set.map((line) => line.split(';')[0] ?? '')];
  return [...new Map(pairs.filter(Boolean).map((pair) => [pair.split('=')[0], pair])).values()].join('; ');
}

/** How many forms with files are read at once. */
const mostFilesUnderWay = 4;

/** Whose eyes a page is made for. */
interface Reader {
  request: FastifyRequest;
  /** Other than the request's, where it was just signed in. */
  cookie: string | undefined;
}
const readerOf = (request: FastifyRequest): Reader => ({ request, cookie: request.headers.cookie });

/**
 * Pages are rendered from the same API, with the reader's own cookie and permissions: there is no second way to data
 * (architecture.md, "One page").
 */
@Injectable()
export class Pages {
  private filesUnderWay = 0;

  constructor(
    @Inject(WEB) private readonly web: Web,
    private readonly host: HttpAdapterHost,
    private readonly rendered: RenderedPages,
  ) {}

  /** The page at this address, as this reader may see it. */
  show(url: string, request: FastifyRequest): Promise<Page> {
    return this.pageFor(readerOf(request), url);
  }

  private async viewsFor(reader: Reader, url: string): Promise<Record<'me', WrittenView>> {
    const paths = { me: '/api/me', ...(await this.web.load()).app.viewsFor(url).views };
    const answers = await Promise.all(
      Object.entries(paths).map(async ([name, path]) => {
        const answer = await this.ask(reader, { method: 'GET', url: path });
        return [name, { status: answer.statusCode, text: answer.payload }] as const;
      }),
    );
    return Object.fromEntries(answers) as Record<'me', WrittenView>;
  }

  private async pageFor(reader: Reader, url: string, formState?: FormState): Promise<Page> {
    const web = await this.web.load();
    const views = await this.viewsFor(reader, url);
    const { assets, policy } = web;
    const mayBeRemembered = !formState && web.app.mayBeRemembered(url);
    const page = await this.rendered.page(url, mayBeRemembered, views, (read) =>
      web.app.render({ url, views: read, assets, ...(formState ? { formState } : {}) }),
    );
    const innerPath = page.status === 200 ? web.app.innerOf(url) : null;
    const at = innerPath === null ? -1 : page.html.indexOf(innerPlace);
    const parts = innerPath === null || at < 0 ? null : await this.askPieces(reader, innerPath);
    return { ...page, policy, ...(parts ? { inner: { at, parts } } : {}) };
  }

  /** An answer of the API as it is made; null where it is refused. */
  private async askPieces(reader: Reader, path: string): Promise<AsyncIterable<Buffer> | null> {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    const answer = await fastify.inject({ ...this.asked(reader, { method: 'GET', url: path }), payloadAsStream: true });
    const pieces = answer.stream();
    if (answer.statusCode === 200) return pieces as AsyncIterable<Buffer>;
    pieces.destroy();
    return null;
  }

  /** Does what a form without scripts asks for, by the API, in the reader's name. */
  async submit(name: string, request: FastifyRequest): Promise<FormOutcome> {
    const { forms, carriedBy } = (await this.web.load()).app;
    const reader = readerOf(request);
    const { fields: given, problem: refused } = request.isMultipart()
      ? await this.withFiles(reader)
      : { fields: request.body, problem: undefined };
    const fields = fieldsIn(given);
    const form = Object.hasOwn(forms, name) ? forms[name] : undefined;
    if (!form) throw new DomainError('not-found');
    if (refused) {
      const page = await this.pageFor(reader, localPath(fields['from']), { name, fields, problem: refused });
      return { cookies: [], page: { ...page, status: errors[refused.code].status } };
    }
    const found = await this.foundBefore(reader, name, fields);
    if (found) {
      const page = await this.pageFor(reader, localPath(fields['from']), { name, fields, found });
      return { cookies: [], page };
    }
    const sent = form.body(fields);
    const answer = await this.ask(reader, {
      method: form.method,
      url: form.path(fields),
      // What takes something away has nothing to say, and nothing is no JSON.
      ...(sent === undefined ? {} : { payload: JSON.stringify(sent), headers: { 'content-type': 'application/json' } }),
    });
    const body = answer.json<unknown>();
    const cookies = [answer.headers['set-cookie'] ?? []].flat().map(String);
    if (answer.statusCode >= 400) {
      const problem = body as Problem;
      const page = await this.pageFor(reader, localPath(fields['from']), { name, fields, problem });
      return { cookies, page: { ...page, status: answer.statusCode } };
    }
    const next = localPath(form.next(fields, body));
    if (form.tellsOnce) return { cookies, page: await this.pageFor(reader, next, { name, fields, answer: body }) };
    const carried = carriedBy(name, fields);
    if (!carried) return { cookies, next };
    const signedIn = { request, cookie: cookiesAfter(reader.cookie, cookies) };
    if (form.goesOn?.(body)) return { cookies, page: await this.pageFor(signedIn, next, { name, fields }) };
    return { cookies, page: await this.pageFor(signedIn, localPath(carried.fields['from']), carried) };
  }

  /** A form with files: few are read at once, because all of one is in memory. Who has to wait keeps their words. */
  private async withFiles(reader: Reader): Promise<{ fields: Fields; problem?: Problem }> {
    const { request } = reader;
    const isFull = this.filesUnderWay >= mostFilesUnderWay;
    this.filesUnderWay += 1;
    try {
      const add = async (kind: string, bytes: Buffer) => {
        const headers = { 'content-type': 'application/octet-stream' };
        const answer = await this.ask(reader, { method: 'POST', url: `/api/${kind}`, payload: bytes, headers });
        const body = answer.json<Problem & { id: string }>();
        if (answer.statusCode >= 400) throw new DomainError(body.code);
        return body.id;
      };
      const { fields, refused } = await readFormWithFiles(request, isFull ? null : add);
      return { fields, ...(refused ? { problem: presentProblem(asDomainError(refused), request.id) } : {}) };
    } finally {
      this.filesUnderWay -= 1;
    }
  }

  /** What may say who somebody is, and those who read do not know: asked of people once, and for nothing but to tell them. */
  private async foundBefore(reader: Reader, name: string, fields: Fields): Promise<object | null> {
    const { app } = await this.web.load();
    const found = app.foundBefore(name, fields, []);
    if (!found) return null;
    const views = Object.values(await this.viewsFor(reader, localPath(fields['from'])));
    const read = views.filter(({ status }) => status === 200).map(({ text }) => JSON.parse(text) as unknown);
    return app.foundBefore(name, fields, read);
  }

  private async ask(reader: Reader, call: InjectOptions): Promise<LightMyRequestResponse> {
    return this.host.httpAdapter.getInstance<FastifyInstance>().inject(this.asked(reader, call));
  }

  /** The same call in the reader's name. */
  private asked({ request, cookie }: Reader, call: InjectOptions): InjectOptions {
    return {
      ...call,
      headers: {
        ...call.headers,
        ...(cookie ? { cookie } : {}),
        'user-agent': request.headers['user-agent'] ?? '',
        host: request.headers.host ?? '',
        'save-data': String(request.headers['save-data'] ?? ''),
        [innerHeader]: innerMark,
      },
      remoteAddress: request.ip,
    };
  }

  /** Ends the session and says where "Exit this page" goes; who only asks for its headers is told no more than where. */
  async exit(request: FastifyRequest): Promise<{ cookies: string[]; to: string }> {
    const reader = readerOf(request);
    const me = await this.ask(reader, { method: 'GET', url: '/api/me' });
    const ended = request.method === 'HEAD' ? null : await this.ask(reader, { method: 'POST', url: '/api/exit' });
    const to = me.json<{ community?: { exitTo?: string } }>().community?.exitTo;
    return {
      cookies: [ended?.headers['set-cookie'] ?? []].flat().map(String),
      to: to ?? 'https://www.bbc.co.uk/weather',
    };
  }
}
