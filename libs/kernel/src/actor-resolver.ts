import { type Actor, visitor } from './actor';

/** Who is behind a request or a socket. Identity provides it when it starts; until then, nobody is anybody. */
export abstract class ActorResolver {
  /** By the cookies of a request or a handshake; facts may be two seconds old. */
  abstract resolve(cookieHeader: string | undefined): Promise<Actor>;

  /** By the hashes of sessions, freshly read: those that ended, or whose member left, answer as visitors. */
  abstract resolveSessions(sessionIds: readonly string[]): Promise<ReadonlyMap<string, Actor>>;
}

/** Holds the resolver for those who come before identity (the request pipeline, the live gateway). */
export class ActorDoor extends ActorResolver {
  private resolver: ActorResolver | undefined;

  set(resolver: ActorResolver): void {
    this.resolver = resolver;
  }

  resolve(cookieHeader: string | undefined): Promise<Actor> {
    return this.resolver ? this.resolver.resolve(cookieHeader) : Promise.resolve(visitor);
  }

  resolveSessions(sessionIds: readonly string[]): Promise<ReadonlyMap<string, Actor>> {
    return this.resolver ? this.resolver.resolveSessions(sessionIds) : Promise.resolve(new Map());
  }
}
