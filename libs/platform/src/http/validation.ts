import { Injectable, type PipeTransform } from '@nestjs/common';
import { id } from '@throughline/contracts';
import { DomainError, notFound } from '@throughline/kernel';
import { createZodValidationPipe } from 'nestjs-zod';
import type { ZodError } from 'zod';

/** Parses what was sent by its contract; unknown keys are refused, and each wrong field is named. */
export const ValidationPipe = createZodValidationPipe({
  createValidationException: (error) =>
    new DomainError('bad-input', {
      issues: (error as ZodError).issues.slice(0, 20).map((issue) => ({
        path: issue.path.join('.'),
        message: issue.code === 'unrecognized_keys' ? 'This is not known here.' : issue.message,
      })),
    }),
});

/** An id in an address: what does not look like one names nothing. */
@Injectable()
export class IdPipe implements PipeTransform<unknown, string> {
  transform(value: unknown): string {
    const read = id.safeParse(value);
    if (!read.success) throw notFound();
    return read.data;
  }
}
