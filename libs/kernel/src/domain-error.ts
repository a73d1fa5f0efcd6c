import { errors, type ErrorCode } from '@throughline/contracts/names';

export interface ErrorDetails {
  /** What is wrong with which field; `path` as in `points.0.text`. */
  issues?: { path: string; message: string }[];
  /** Seconds to wait before trying again. */
  retryAfter?: number;
  /** For the log only; never sent. */
  cause?: unknown;
}

/** The only error that services throw: a code of the catalogue, answered with its status and its sentence. */
export class DomainError extends Error {
  readonly status: number;

  constructor(
    readonly code: ErrorCode,
    readonly details: ErrorDetails = {},
  ) {
    super(errors[code].message, { cause: details.cause });
    this.name = 'DomainError';
    this.status = errors[code].status;
  }
}

/** What a person may not see does not exist for them: the one way to say either. */
export function notFound(): DomainError {
  return new DomainError('not-found');
}

/** A field that is wrong, said beside it. */
export function wrongField(path: string, message: string): DomainError {
  return new DomainError('bad-input', { issues: [{ path, message }] });
}
