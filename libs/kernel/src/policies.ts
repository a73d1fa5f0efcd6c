import { Injectable } from '@nestjs/common';
import type { Role } from '@throughline/contracts/names';
import { type Actor, hasRole, inFull } from './actor';
import { DomainError, notFound } from './domain-error';

/**
 * Something that can be done, and who may do it. `least` is asked by the guard before anything is read
 * (`null`: visitors too); `allows` is asked with the facts of the thing it is done to.
 */
export interface ActionDefinition<Facts = void> {
  readonly name: string;
  readonly least: Role | null;
  /** Who may see the thing at all; a refusal to them is "there is nothing here". */
  readonly sees?: (actor: Actor, facts: Facts) => boolean;
  readonly allows: (actor: Actor, facts: Facts) => boolean;
}

/** Defines an action. Without `allows`, having the least role is enough. */
export function defineAction<Facts = void>(
  name: string,
  least: Role | null,
  rules: Partial<Pick<ActionDefinition<Facts>, 'sees' | 'allows'>> = {},
): ActionDefinition<Facts> {
  return { name, least, allows: () => true, ...rules };
}

type Restriction = (actor: Actor, facts: unknown) => boolean;

/**
 * The one mechanism of permissions: it answers the guard, the services, the filters of lists, the joining of live rooms
 * and the abilities that travel in views. Deny by default. Later features can only restrict what earlier ones allow.
 */
@Injectable()
export class Policies {
  private readonly restrictions = new Map<string, Restriction[]>();

  /** A later feature's "no": the action is refused where any restriction answers false. */
  restrict<Facts>(action: ActionDefinition<Facts>, restriction: (actor: Actor, facts: Facts) => boolean): void {
    const list = this.restrictions.get(action.name) ?? [];
    list.push(restriction as Restriction);
    this.restrictions.set(action.name, list);
  }

  /** Whether the actor's role opens the door at all; asked before anything is read. */
  mayEnter(actor: Actor, action: ActionDefinition<never>): boolean {
    return action.least === null || hasRole(actor, action.least);
  }

  can<Facts>(actor: Actor, action: ActionDefinition<Facts>, facts: Facts): boolean {
    if (action.least !== null && !hasRole(actor, action.least)) return false;
    if (action.sees && !action.sees(actor, facts)) return false;
    if (!action.allows(actor, facts)) return false;
    return (this.restrictions.get(action.name) ?? []).every((restriction) => restriction(actor, facts));
  }

  /** Throws why the actor's role does not open the door: `sign-in-needed`, `second-factor-needed` or `not-allowed`. */
  expectToEnter(actor: Actor, action: ActionDefinition<never>): void {
    if (this.mayEnter(actor, action)) return;
    if (actor.kind === 'visitor') throw new DomainError('sign-in-needed');
    throw new DomainError(this.mayEnter(inFull(actor), action) ? 'second-factor-needed' : 'not-allowed');
  }

  /**
   * Passes, or throws `sign-in-needed`, `second-factor-needed` (where nothing else is in the way), `not-found` (for what the actor
   * may not see) or `not-allowed`.
   */
  authorize<Facts>(actor: Actor, action: ActionDefinition<Facts>, facts: Facts): void {
    if (this.can(actor, action, facts)) return;
    if (actor.kind === 'visitor' && action.least !== null) throw new DomainError('sign-in-needed');
    if (this.can(inFull(actor), action, facts)) throw new DomainError('second-factor-needed');
    if (action.sees && !action.sees(actor, facts)) throw notFound();
    throw new DomainError('not-allowed');
  }

  /** The names of those actions that the actor may do to the thing: the `abilities` of a view. */
  abilities<Facts>(actor: Actor, actions: readonly ActionDefinition<Facts>[], facts: Facts): string[] {
    return actions.filter((action) => this.can(actor, action, facts)).map((action) => action.name);
  }
}
