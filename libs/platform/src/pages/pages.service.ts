import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Problem } from '@throughline/contracts';
import { DomainError } from '@throughline/kernel';
import type { FastifyInstance, FastifyRequest, InjectOptions, LightMyRequestResponse } from 'fastify';
import { innerHeader, innerMark } from '../http/pipeline';
import { RenderedPages, type WrittenView } from './rendered-pages';
import type { Fields, FormState, Web } from './web-app';

export const WEB = Symbol('built web client');

export interface Page {
  status: number;
  html: Buffer;
  redirect?: string;
  policy: string;
}

export interface FormOutcome {
  /** Cookies that the API set. */
  cookies: string[];
  /** Where to go when it was done; else the page again, with what was typed. */
  next?: string;
  page?: Page;
}

/** Only a path on this site: `//elsewhere` and full addresses are not. */
export function localPath(value: unknown): string {
  return typeof value === 'string' && /^\/(?![/\\])[^\s\\]*$/.test(value) ? value : '/';
}

/**
 * Pages are rendered from the same API, with the reader's own cookie and permissions: there is no second way to data
 * (architecture.md, "One page").
 */
@Injectable()
export class Pages {
  constructor(
    @Inject(WEB) private readonly web: Web,
    private readonly host: HttpAdapterHost,
    private readonly rendered: RenderedPages,
  ) {}

  /** The page at this address, as this reader may see it. */
  async show(url: string, request: FastifyRequest, formState?: FormState): Promise<Page> {
    const web = await this.web.load();
    const paths = { me: '/api/me', ...web.app.viewsFor(url).views };
    const answers = await Promise.all(
      Object.entries(paths).map(async ([name, path]) => {
        const answer = await this.ask(request, { method: 'GET', url: path });
        return [name, { status: answer.statusCode, text: answer.payload }] as const;
      }),
    );
    const views = Object.fromEntries(answers) as Record<'me', WrittenView>;
    const { assets, policy } = web;
    const mayBeRemembered = !formState && web.app.mayBeRemembered(url);
    const page = await this.rendered.page(url, mayBeRemembered, views, (read) =>
      web.app.render({ url, views: read, assets, ...(formState ? { formState } : {}) }),
    );
    return { ...page, policy };
  }

  /** Does what a form without scripts asks for, by the API, in the reader's name. */
  async submit(name: string, fields: Fields, request: FastifyRequest): Promise<FormOutcome> {
    const { forms } = (await this.web.load()).app;
    const form = Object.hasOwn(forms, name) ? forms[name] : undefined;
    if (!form) throw new DomainError('not-found');
    const answer = await this.ask(request, {
      method: form.method,
      url: form.path(fields),
      payload: JSON.stringify(form.body(fields)),
      headers: { 'content-type': 'application/json' },
    });
    const body = answer.json<unknown>();
    const cookies = [answer.headers['set-cookie'] ?? []].flat().map(String);
    if (answer.statusCode < 400) return { cookies, next: localPath(form.next(fields, body)) };
    const formState = { name, fields, problem: body as Problem };
    const page = await this.show(localPath(fields['from']), request, formState);
    return { cookies, page: { ...page, status: answer.statusCode } };
  }

  private async ask(request: FastifyRequest, call: InjectOptions): Promise<LightMyRequestResponse> {
    const { cookie } = request.headers;
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    return fastify.inject({
      ...call,
      headers: {
        ...call.headers,
        ...(cookie ? { cookie } : {}),
        'user-agent': request.headers['user-agent'] ?? '',
        host: request.headers.host ?? '',
        [innerHeader]: innerMark,
      },
      remoteAddress: request.ip,
    });
  }

  /** Ends the session and says where "Exit this page" goes. */
  async exit(request: FastifyRequest): Promise<{ cookies: string[]; to: string }> {
    const me = await this.ask(request, { method: 'GET', url: '/api/me' });
    const ended = await this.ask(request, { method: 'POST', url: '/api/exit' });
    const to = me.json<{ community?: { exitTo?: string } }>().community?.exitTo;
    return {
      cookies: [ended.headers['set-cookie'] ?? []].flat().map(String),
      to: to ?? 'https://www.bbc.co.uk/weather',
    };
  }
}
