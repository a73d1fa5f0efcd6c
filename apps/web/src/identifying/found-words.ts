import type { IdentifyingKind } from '@throughline/rules/identifying';
import type { ComponentType } from 'react';

/** Words of a form that may say who somebody is, each once. */
export interface FoundWords {
  field: string;
  kind: IdentifyingKind;
  text: string;
}

/** What was found, and what shows it: that comes with it, because few forms ever need it. */
export interface Found {
  words: readonly FoundWords[];
  List: ComponentType<{ words: readonly FoundWords[] }>;
}

/** The field in which goes along what somebody was shown and sends all the same, one on a line. */
export const lookedAt = 'lookedAt';
