import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

export type Log = Logger;
export const LOG = Symbol('log');

/** The log: one JSON line each, on standard error, with nothing that names a person. */
export function makeLog(level: string): Log {
  return pino(
    { level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: true }),
  );
}

/** Nest's own messages, through the same log; what it says of its start is only for debugging. */
export function nestLogger(log: Log): LoggerService {
  return {
    log: (message: unknown) => log.debug(String(message)),
    debug: (message: unknown) => log.debug(String(message)),
    verbose: (message: unknown) => log.debug(String(message)),
    warn: (message: unknown) => log.warn(String(message)),
    error: (message: unknown, stack?: unknown) =>
      message instanceof Error ? log.error({ err: message }) : log.error({ stack }, String(message)),
    fatal: (message: unknown) => log.fatal(String(message)),
  };
}
