import type { Schema } from 'mongoose';

/**
 * Has a collection kept in the order of its ids. Where ids are random, it then says nothing of the order in which its documents came,
 * which a collection otherwise keeps (safety.md P6). Only a collection that is yet to be made takes it on.
 */
export function keptByIds(schema: Schema): void {
  schema.set('clusteredIndex' as never, { key: { _id: 1 }, unique: true } as never);
}
