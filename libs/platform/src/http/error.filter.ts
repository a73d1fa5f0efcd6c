import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject, Injectable } from '@nestjs/common';
import type { ErrorCode } from '@throughline/contracts/names';
import { DomainError } from '@throughline/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { MongoClientBulkWriteError } from 'mongodb';
import { LOG, type Log } from '../logging';
import { answerProblem } from './problem-answer';

const byStatus: Record<number, ErrorCode> = {
  400: 'bad-json',
  401: 'sign-in-needed',
  403: 'not-allowed',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'too-large',
  415: 'wrong-kind',
  429: 'too-many',
  503: 'unavailable',
};

/** Errors of the driver that say "the database cannot be reached or written just now". */
const outOfReach = new Set([
  'MongoServerSelectionError',
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoWaitQueueTimeoutError',
  'MongoNotConnectedError',
  'MongoPoolClearedError',
  'PoolClearedOnNetworkError',
  'MongoPoolClosedError',
  'MongoTopologyClosedError',
  'MongoWriteConcernError',
  'MongooseServerSelectionError',
]);

/** The codes by which a database says that it stops, or that another of its set takes over: who comes again is answered. */
const changingOver = new Set(['91', '189', '10107', '11600', '11602', '13435', '13436']);

/** What the system says of a line to the database that broke while something was written to it. */
const brokenLine = new Set(['EPIPE', 'ECONNRESET', 'ECONNREFUSED', 'ERR_STREAM_DESTROYED']);

/** Whether an error only says that the database is away, or comes and goes; of a bulk, whether what ended it says so. */
function isAway(error: unknown): boolean {
  const name = error instanceof Error ? error.name : '';
  const code = String((error as { code?: unknown } | null)?.code);
  if (outOfReach.has(name) || brokenLine.has(code) || changingOver.has(code)) return true;
  if (!(error instanceof MongoClientBulkWriteError)) return false;
  return error.writeConcernErrors.length > 0 || isAway(error.cause);
}

/** Any error as one of the catalogue. What is not known is `broken`, and only the log says more. */
export function asDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (isAway(error)) return new DomainError('unavailable', { retryAfter: 2, cause: error });
  const status =
    error instanceof HttpException ? error.getStatus() : (error as { statusCode?: unknown } | null)?.statusCode;
  const code = typeof status === 'number' && status < 500 ? byStatus[status] : undefined;
  return new DomainError(code ?? 'broken', { cause: error });
}

/** The one way errors leave over HTTP. */
@Injectable()
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(@Inject(LOG) private readonly log: Log) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const error = asDomainError(thrown);
    if (error.status >= 500) this.log.error({ requestId: request.id, err: error.details.cause ?? error }, error.code);
    if (!reply.sent) answerProblem(error, request, reply);
  }
}
