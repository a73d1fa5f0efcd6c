import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Actor } from '@throughline/kernel';
import type { FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; set before any handler runs. */
    actor: Actor;
  }
}

/** The actor of the request, as a handler's parameter. */
export const TheActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  return context.switchToHttp().getRequest<FastifyRequest>().actor;
});
