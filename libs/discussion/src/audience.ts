import type { AudienceKind } from '@throughline/contracts/names';
import type { Actor } from '@throughline/kernel';

/**
 * The audience of a thread as it is stored: the name of the stream that everybody in it may read: `members`, `moderators`,
 * `session:<id>`, `circle:<id>`.
 */
export type Audience = string;

export function audienceOf(kind: AudienceKind, id: string | null | undefined): Audience {
  return id ? `${kind}:${id}` : kind;
}

export function partsOf(audience: Audience): { kind: AudienceKind; id: string | null } {
  const [kind, id] = audience.split(':');
  return { kind: kind as AudienceKind, id: id ?? null };
}

export function isIn(actor: Actor, audience: Audience): boolean {
  return actor.kind === 'member' && actor.audiences.includes(audience);
}
