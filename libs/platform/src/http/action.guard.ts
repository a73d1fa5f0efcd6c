import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type ActionDefinition, DomainError, Policies } from '@throughline/kernel';
import type { FastifyRequest } from 'fastify';

const actionKey = Symbol('action');

/** Declares what a route does. A route without this is refused, and a test lists every route with its action. */
export const Action = (action: ActionDefinition<never>) => SetMetadata(actionKey, action);

/** The action that a handler declares, or undefined. */
export function actionOf(reflector: Reflector, handler: () => unknown): ActionDefinition<never> | undefined {
  return reflector.get<ActionDefinition<never> | undefined>(actionKey, handler);
}

/** Refuses at the door who could never do what the route does; the service asks again, with the thing at hand. */
@Injectable()
export class ActionGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly policies: Policies,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    // Messages over the live connection have their own gate in the gateway.
    if (context.getType() !== 'http') return true;
    const action = actionOf(this.reflector, context.getHandler() as () => unknown);
    if (!action) throw new DomainError('not-allowed');
    const { actor } = context.switchToHttp().getRequest<FastifyRequest>();
    this.policies.expectToEnter(actor, action);
    return true;
  }
}
