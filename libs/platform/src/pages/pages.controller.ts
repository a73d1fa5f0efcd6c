import { Readable } from 'node:stream';
import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { defineAction, notFound } from '@throughline/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Action } from '../http/action.guard';
import { type Page, Pages, piecesOf } from './pages.service';

const viewPage = defineAction('page.view', null);
const sendForm = defineAction('page.form', null);
const exitPage = defineAction('page.exit', null);

function send(reply: FastifyReply, page: Page): void {
  if (page.redirect) {
    void reply.redirect(page.redirect, 303);
    return;
  }
  void reply
    .status(page.status)
    .header('content-type', 'text/html; charset=utf-8')
    .header('content-security-policy', page.policy)
    // With no referrer at all, older browsers send the forms of a page without saying where from, and those are refused.
    .header('referrer-policy', 'same-origin')
    .send(page.inner ? Readable.from(piecesOf(page.html, page.inner), { objectMode: false }) : page.html);
}

/** Every page, and every form that works without scripts. Who may see what is the API's to say. */
@ApiExcludeController()
@Controller()
export class PagesController {
  constructor(private readonly pages: Pages) {}

  /** "Exit this page" as a plain link. Another site could end a session with it: accepted, see docs/security.md. */
  @Get('exit')
  @Action(exitPage)
  async exit(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { cookies, to } = await this.pages.exit(request);
    if (request.method !== 'HEAD')
      void reply.header('set-cookie', cookies).header('clear-site-data', '"cache", "storage"');
    void reply.redirect(to, 303);
  }

  @Post('form/:name')
  @Action(sendForm)
  async form(@Param('name') name: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const outcome = await this.pages.submit(name, request);
    if (outcome.cookies.length > 0) void reply.header('set-cookie', outcome.cookies);
    if (outcome.page) send(reply, outcome.page);
    else void reply.redirect(outcome.next ?? '/', 303);
  }

  @Get('*')
  @Action(viewPage)
  async view(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (request.url.startsWith('/api/') || request.url.startsWith('/assets/')) throw notFound();
    send(reply, await this.pages.show(request.url, request));
  }
}
