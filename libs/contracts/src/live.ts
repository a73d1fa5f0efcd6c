import { z } from 'zod';
import { cursor } from './common';
import { changeTypes } from './live-names';

/** The name of a stream: `members`, `moderators`, `thread:<id>`, `session:<id>`, `circle:<id>`, `member:<id>`, `voice:<id>`. */
export const streamName = z.string().regex(/^[a-z]+(:[a-z2-7]{26})?$/);

/** A change on the wire. `data` is a view, the same for everybody on the stream. */
export const change = z
  .strictObject({
    stream: streamName,
    epoch: z.string(),
    seq: z.int().min(1),
    type: z.enum(changeTypes),
    subject: z.string(),
    revision: z.int(),
    data: z.unknown(),
  })
  .meta({ id: 'Change' });
export type Change = z.infer<typeof change>;

export const changesAnswer = z
  .strictObject({
    /** Set when the cursor cannot be continued: fetch the page anew. */
    reload: z.boolean(),
    changes: z.array(change),
    /** Where the reader stands after these. Further changes may exist when `more`. */
    cursor,
    more: z.boolean(),
  })
  .meta({ id: 'Changes' });
export type ChangesAnswer = z.infer<typeof changesAnswer>;

export const joinRequest = z.strictObject({ stream: streamName, cursor });
export const leaveRequest = z.strictObject({ stream: streamName });
export const headsRequest = z.strictObject({ cursors: z.record(streamName, cursor) });
/** The streams among those asked for that have moved on. */
export const headsAnswer = z.strictObject({ moved: z.array(streamName) });
