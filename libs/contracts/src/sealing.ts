import { z } from 'zod';
import { sealingReasons } from './names';

/** Whether writing under another name is offered: only where two safeguarding leads could find out together who it was. */
export const sealingReadiness = z.strictObject({
  offered: z.boolean(),
  /** Why not; null where it is. */
  reason: z.enum(sealingReasons).nullable(),
  /** How many leads are set up. */
  leads: z.int(),
});
export type SealingReadiness = z.infer<typeof sealingReadiness>;
