import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Clock, type SignedIn } from '@throughline/kernel';
import type { DemonstrationPerson } from './people';

/** Who and what there is in the demonstration so far, by the names that its story has for them. */
export class Cast {
  readonly actors = new Map<string, SignedIn>();
  readonly themeIds = new Map<string, string>();
  readonly sessionIds = new Map<string, string>();
  readonly circleIds = new Map<string, string>();
  readonly threadIds = new Map<string, string>();
  readonly clock: Clock;
  private keys = 0;

  constructor(app: NestFastifyApplication) {
    this.clock = app.get(Clock);
  }

  /** Somebody of the story, signed in. Throws where the story knows nobody of that name. */
  actor(key: string): SignedIn {
    const actor = this.actors.get(key);
    if (!actor) throw new Error(`The demonstration knows nobody called ${key}.`);
    return actor;
  }

  /** The id of a theme of the story; empty where there is none. */
  themeId(key: string): string {
    return this.themeIds.get(key) ?? '';
  }

  /** A key for one more thing that is made. */
  key(): string {
    this.keys += 1;
    return `demonstration-${this.keys}`;
  }
}

/** Somebody of the story as who is signed in. */
export function actorOf(memberId: string, { role = 'member', duties = [] }: DemonstrationPerson): SignedIn {
  const audiences = role === 'member' ? ['members'] : ['members', 'moderators'];
  return { kind: 'member', memberId, role, duties, audiences, sessionId: 'demonstration', accessVersion: 1 };
}
