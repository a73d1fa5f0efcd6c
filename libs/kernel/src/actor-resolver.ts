import { type Actor, visitor } from './actor';

/** Who wanted it: somebody who reads, or an open page before which nobody may be. */
export type Asked = 'by-person' | 'by-itself';

/** Who is behind a request or a socket. Identity provides it when it starts; until then, nobody is anybody. */
export abstract class ActorResolver {
  /**
   * By the cookies of a request or a handshake; facts may be two seconds old. What a person asks for keeps their session from
   * ending unused; what a page does `by-itself` does not.
   */
  abstract resolve(cookieHeader: string | undefined, asked: Asked): Promise<Actor>;

  /** By the hashes of sessions, freshly read, which is no use of them: those that ended, or whose member left, answer as visitors. */
  abstract resolveSessions(sessionIds: readonly string[]): Promise<ReadonlyMap<string, Actor>>;
}

/** Holds the resolver for those who come before identity (the request pipeline, the live gateway). */
export class ActorDoor extends ActorResolver {
  private resolver: ActorResolver | undefined;

  set(resolver: ActorResolver): void {
    this.resolver = resolver;
  }

  resolve(cookieHeader: string | undefined, asked: Asked): Promise<Actor> {
    return this.resolver ? this.resolver.resolve(cookieHeader, asked) : Promise.resolve(visitor);
  }

  resolveSessions(sessionIds: readonly string[]): Promise<ReadonlyMap<string, Actor>> {
    return this.resolver ? this.resolver.resolveSessions(sessionIds) : Promise.resolve(new Map());
  }
}
