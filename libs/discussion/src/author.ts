import { Schema } from 'mongoose';

/** Who wrote it: one shape from the first day, never a bare author id (architecture.md, "One request"). */
export type Author = { kind: 'member'; memberId: string } | { kind: 'alias'; aliasId: string } | { kind: 'unnamed' };

export const authorFields = new Schema(
  { kind: { type: String, required: true }, memberId: { type: String }, aliasId: { type: String } },
  { _id: false, strict: 'throw' },
);

export function isBy(author: Author, memberId: string): boolean {
  return author.kind === 'member' && author.memberId === memberId;
}
