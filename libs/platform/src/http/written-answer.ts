import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Header,
  HttpCode,
  Injectable,
  type NestInterceptor,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiResponse } from '@nestjs/swagger';
import { map, type Observable } from 'rxjs';
import type { ZodType } from 'zod';

const typeKey = Symbol('type of a written answer');

interface AnswerType {
  schema: ZodType;
  Output: abstract new () => unknown;
}

/** The handler answers JSON that is written already, of this type, so that nothing is written twice. */
export function WrittenAnswer(type: AnswerType): MethodDecorator {
  return applyDecorators(
    HttpCode(200),
    Header('content-type', 'application/json; charset=utf-8'),
    ApiResponse({ status: 200, type: () => type.Output }),
    SetMetadata(typeKey, type),
  );
}

/** In tests and development: reads what was written and holds it against its view, as every other answer is. */
@Injectable()
export class WrittenAnswerCheck implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const type = this.reflector.get<AnswerType | undefined>(typeKey, context.getHandler());
    if (!type) return next.handle();
    return next.handle().pipe(
      map((written) => {
        type.schema.parse(JSON.parse(String(written)));
        return written;
      }),
    );
  }
}
