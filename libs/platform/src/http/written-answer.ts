import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Header,
  HttpCode,
  Injectable,
  mixin,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { map, type Observable } from 'rxjs';
import type { ZodType } from 'zod';
import { Config } from '../config';

interface AnswerType {
  schema: ZodType;
  Output: abstract new () => unknown;
}

/**
 * The handler answers JSON that is written already, of this type, so that nothing is written twice. In tests and development
 * it is read and held against its view, as every other answer is.
 */
export function WrittenAnswer(type: AnswerType): MethodDecorator {
  return applyDecorators(
    HttpCode(200),
    Header('content-type', 'application/json; charset=utf-8'),
    ApiResponse({ status: 200, type: type.Output }),
    UseInterceptors(heldAgainst(type.schema)),
  );
}

function heldAgainst(schema: ZodType): new (...given: never[]) => NestInterceptor {
  @Injectable()
  class HeldAgainst implements NestInterceptor {
    constructor(private readonly config: Config) {}

    intercept(_: ExecutionContext, next: CallHandler<string>): Observable<string> {
      if (!this.config.testing && !this.config.development) return next.handle();
      return next.handle().pipe(
        map((written) => {
          schema.parse(JSON.parse(written));
          return written;
        }),
      );
    }
  }
  return mixin(HeldAgainst);
}
