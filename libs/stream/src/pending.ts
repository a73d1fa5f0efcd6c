import { auditSubjects, type ChangeType } from '@throughline/contracts/names';
import { type Collection, Schema, type UpdateQuery } from 'mongoose';
import type { Audited } from './audit-chain';

/** A consequence that a document carries until the relay has put it into the log. */
export interface PendingChange {
  changeId: string;
  stream: string;
  type: ChangeType;
  subject: string;
  revision: number;
  /** The change that must stand in the log before this one: a post's number n waits for n − 1. */
  after?: string;
  /** For the audit chain: what was done, by whom, about what. */
  audited?: Audited;
}

/** A document that carries changes. */
export interface Carrier {
  _id: unknown;
  pending: readonly PendingChange[];
}

/** A document that carries changes and counts its writes. */
export interface Revised extends Carrier {
  _id: string;
  revision: number;
}

/** What one write does to a document, and the changes that it carries. */
export interface CarriedWrite<Document> {
  update: UpdateQuery<Document>;
  changes: readonly PendingChange[];
}

/** A document as it was and as it is; undefined where there was nothing to do. */
export interface Changed<Document> {
  before: Document;
  after: Document | undefined;
}

/** A collection whose documents carry changes: any model will do. */
export interface PendingSource {
  readonly modelName: string;
  readonly collection: Collection;
}

const auditedSchema = new Schema(
  {
    act: { type: String, required: true },
    by: { type: String, default: null },
    about: Object.fromEntries(auditSubjects.map((name) => [name, { type: String }])),
  },
  { _id: false, strict: 'throw', minimize: false },
);

/** Adds `pending` to a schema, with the index by which the sweep finds what was left. */
export function withPending(schema: Schema): void {
  schema.add({
    pending: {
      type: [
        new Schema(
          {
            changeId: { type: String, required: true },
            stream: { type: String, required: true },
            type: { type: String, required: true },
            subject: { type: String, required: true },
            revision: { type: Number, required: true },
            after: { type: String },
            audited: { type: auditedSchema },
          },
          { _id: false, strict: 'throw' },
        ),
      ],
      default: [],
    },
  });
  schema.index({ 'pending.changeId': 1 }, { partialFilterExpression: { 'pending.changeId': { $exists: true } } });
}
