import { Schema } from 'mongoose';

/** Who wrote it: one shape from the first day, never a bare author id (architecture.md, "One request"). */
export type Author =
  | { kind: 'member'; memberId: string }
  | { kind: 'alias'; aliasId: string }
  /** Its author took their name off it; `proof` is what their own session derives (see `Unnamed`). */
  | { kind: 'unnamed'; proof?: string }
  /** Its author has left. */
  | { kind: 'former' };

export const authorFields = new Schema(
  {
    kind: { type: String, required: true },
    memberId: { type: String },
    aliasId: { type: String },
    proof: { type: String },
  },
  { _id: false, strict: 'throw' },
);

/** Whether this member wrote it, under their name or as one of the aliases that they are. */
export function isBy(author: Author, memberId: string, aliasIds: readonly string[] = []): boolean {
  if (author.kind === 'alias') return aliasIds.includes(author.aliasId);
  return author.kind === 'member' && author.memberId === memberId;
}
