import { EventEmitter } from 'node:events';
import { Injectable } from '@nestjs/common';

interface AccessEventMap {
  /** Sessions that ended on this server, by the hashes of their secrets. */
  ended: [sessionIds: readonly string[]];
  /** Members whose access changed on this server: role, standing, circles, who takes part in a session. */
  changed: [memberIds: readonly string[]];
}

/**
 * Tells the live gateway at once what this server did to somebody's access. What other servers did it learns by
 * asking (`ActorResolver.resolveSessions`), within two seconds.
 */
@Injectable()
export class AccessEvents extends EventEmitter<AccessEventMap> {}
