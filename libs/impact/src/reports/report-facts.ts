import type {
  ChangeKind,
  Condition,
  DocumentKind,
  outsideChoices,
  OutsideRelation,
  Stage,
  SubstantiationAnswer,
} from '@throughline/contracts/names';
import type { LinkedPassages } from '@throughline/discussion';

/** Something on paper, or a number that somebody counted, that stands behind a change or a note. */
export type BehindFacts =
  | {
      kind: 'document';
      title: string;
      on: string;
      by: string;
      link: string | null;
      /** Of the file that is kept of it; missing where there is none. */
      file?: { kind: DocumentKind; bytes: number; sha256: string };
    }
  | { kind: 'measure'; title: string; on: string; value: number; unit: string; source: string };

/** What an organisation said of what names it: as it wrote it, by role and without a name. */
export interface OrganisationFacts {
  organisation: string;
  answer: (typeof outsideChoices)['named'][number];
  text: string;
  role: string;
  on: string;
}

/** What somebody outside said of a change: as they wrote it, by role and without a name. */
export interface AnswerFacts {
  answer: SubstantiationAnswer;
  text: string;
  how: string;
  role: string;
  relation: OutsideRelation;
  on: string;
  settled: { on: string; why: string } | null;
  /** What they had read said something else when this was put together. */
  earlier?: boolean;
}

/** A change as a report tells it. */
export interface OutcomeFacts {
  kind: 'outcome';
  id: string;
  title: string;
  when: string;
  where: string;
  why: string;
  ourPart: string;
  others: string;
  kinds: ChangeKind[];
  conditions: Condition[];
  direction: 'positive' | 'negative' | null;
  origin: 'planned' | 'emergent' | null;
  recordedOn: string;
  themes: string[];
  notes: string[];
  behind: BehindFacts[];
  answers: AnswerFacts[];
  organisations: OrganisationFacts[];
}

/** A series of numbers. */
export interface MeasureFacts {
  title: string;
  unit: string;
  source: string;
  baseline: number | null;
  target: number | null;
  points: { on: string; value: number }[];
}

/** What a note asks of an organisation, and what came. */
export interface AskFacts {
  organisation: string;
  text: string;
  askedOn: string;
  by: string | null;
  answer: { answer: (typeof outsideChoices)['ask'][number]; text: string; role: string; on: string } | null;
}

/** A note as a report tells it: as far as its history went at the end of the period. */
export interface NoteFacts {
  kind: 'note';
  id: string;
  title: string;
  lead: string;
  blockage: string;
  bestHopes: string;
  exceptions: string;
  changeSought: string;
  conditions: Condition[];
  mustAct: string[];
  haveActed: string[];
  stage: Stage;
  history: { stage: Stage; on: string; why: string }[];
  /** How many members said so in each year; null is from one to four. */
  sightings: { year: number; there: number | null; working: number | null }[];
  themes: string[];
  measures: MeasureFacts[];
  asks: AskFacts[];
  behind: BehindFacts[];
  organisations: OrganisationFacts[];
}

export type ItemFacts = OutcomeFacts | NoteFacts;

/** How many posts words are of: several passages of one are one post. */
export function postsIn(words: readonly Pick<LinkedPassages, 'postId'>[]): number {
  return new Set(words.map(({ postId }) => postId)).size;
}

/** One thing of a report, with where the words stand that its authors let be told here. */
export interface CollectedItem {
  facts: ItemFacts;
  words: LinkedPassages[];
  /** Words that were erased since it was stored. */
  erased: number;
}

/** What the first page says that cannot be read off what is in the report. */
export interface MethodFacts {
  /** People outside who were asked about changes that are in it, and how many of them answered. */
  asked: number;
  answered: number;
  /** What the period and the themes gave, and its maker took out. */
  takenOut: { outcomes: number; notes: number; negative: number; stalled: number; returned: number };
  /** Meetings in the period, and from how many kinds of services members come. */
  sessions: number;
  sectors: number;
}
