import type { Sureness } from '@throughline/contracts/names';
import type { MeasureFacts } from './report-facts';

/** Something that stands below a claim: what is said against it, words of members, what it rests on. */
export interface Aside {
  look: 'against' | 'words' | 'plain';
  lead: string;
  text: string;
}

/**
 * The parts of which a report consists, whatever form it takes. What a report says is decided where they are made, once; a page and a
 * document differ in how they look.
 */
export type Block =
  /** A new sheet, with what stands at its head. */
  | { kind: 'sheet'; left: string; right: string }
  | { kind: 'title'; text: string; under: string }
  | { kind: 'notice'; text: string }
  | { kind: 'heading'; level: 2 | 3; text: string }
  | { kind: 'text'; text: string; look?: 'say' | 'soft' }
  | { kind: 'labels'; rows: readonly { sure: Sureness; name: string; text: string; count: number }[] }
  | { kind: 'tally'; rows: readonly { name: string; value: number }[] }
  /** Two beside each other, where there is room. */
  | { kind: 'pair'; parts: readonly [readonly Block[], readonly Block[]] }
  | {
      kind: 'claim';
      /** Of a change; of a note there is a stage instead. */
      sure: Sureness | null;
      label: string;
      basis: string;
      title: string;
      after: string;
      texts: readonly string[];
      asides: readonly Aside[];
    }
  | {
      kind: 'measure';
      title: string;
      text: string;
      said: string;
      measure: MeasureFacts;
      head: readonly [string, string];
    }
  | {
      kind: 'table';
      caption: string;
      head: readonly string[];
      rows: readonly (readonly string[])[];
    }
  | { kind: 'foot'; text: string };
