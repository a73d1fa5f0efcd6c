import { join } from 'node:path';
import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import multipart from '@fastify/multipart';
import fastifyStatic from '@fastify/static';
import underPressure from '@fastify/under-pressure';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DomainError } from '@throughline/kernel';
import {
  answerUnreadable,
  type Config,
  type DatabaseFacts,
  installPipeline,
  isInner,
  isNeverShed,
  type Log,
  makeRequestId,
  nestLogger,
  type Web,
} from '@throughline/platform';
import type { FastifyRequest } from 'fastify';
import { LiveAdapter } from '@throughline/stream';
import { AppModule } from './app.module';
import { openApiDocument } from './openapi';

/** With more memory than this, in bytes, the server refuses what comes and says when to try again, before it fails those within. */
const mostMemory = 1_200 * 1024 * 1024;

/** Largest body of a request, in bytes: a post of the longest text, in the widest letters, twice over. */
const bodyLimit = 512 * 1024;

/** The whole server, put together but not yet listening. `webFolder` holds the built client. */
export async function makeApp(
  config: Config,
  facts: DatabaseFacts,
  log: Log,
  web: Web,
  webFolder: string,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    logger: false,
    bodyLimit,
    // One proxy: what stands before its own entry in X-Forwarded-For was written by the caller.
    trustProxy: config.publicUrl === null ? false : 1,
    genReqId: makeRequestId,
    frameworkErrors: answerUnreadable,
    connectionTimeout: 60_000,
    // A picture on a slow line takes minutes; other bodies are given less (`installPipeline`).
    requestTimeout: 300_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(config, facts, log, web), adapter, {
    logger: nestLogger(log),
    abortOnError: false,
    forceCloseConnections: true,
  });
  await app.register(underPressure, {
    maxRssBytes: mostMemory,
    pressureHandler: (request: FastifyRequest) => {
      // Who watches over the server is answered in any case, and who is not safe; and what a page that was let in asks for.
      if (!request.url.startsWith('/api/health/') && !isNeverShed(request) && !isInner(request))
        throw new DomainError('unavailable', { retryAfter: 5 });
    },
  });
  // What it reads is limited where it is read.
  await app.register(multipart, { throwFileSizeLimit: false });
  installPipeline(app, config, log);
  await app.register(compress, {
    encodings: ['br', 'gzip'],
    threshold: 1_024,
    // What is sent here is small; a few compressed bytes could become many.
    globalDecompression: false,
    brotliOptions: {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 7,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      },
    },
  });
  if (!config.development) {
    await app.register(fastifyStatic, {
      root: join(webFolder, 'client', 'assets'),
      prefix: '/assets/',
      immutable: true,
      maxAge: '365d',
      // Nobody asks again whether they have changed: a changed one has another name.
      etag: false,
      lastModified: false,
      acceptRanges: false,
      preCompressed: true,
      index: false,
      decorateReply: false,
    });
  }
  app.useWebSocketAdapter(await LiveAdapter.for(app));
  // Made when it is first asked for: a start need not wait for it.
  let document: ReturnType<typeof openApiDocument> | undefined;
  app
    .getHttpAdapter()
    .getInstance()
    .get('/api/openapi.json', () => (document ??= openApiDocument(app)));
  return app;
}
