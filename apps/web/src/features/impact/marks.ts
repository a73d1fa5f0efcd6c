import type { ImpactView } from '@throughline/contracts';
import {
  conditions,
  type Condition,
  stages,
  type Stage,
  surenesses,
  type Sureness,
} from '@throughline/contracts/names';
import { stageAt } from '@throughline/rules/impact';

/** What a mark of a picture stands for: what of it is not said is all of it. */
export interface Mark {
  stage?: Stage;
  /** At its end; today without it. */
  year?: number;
  condition?: Condition;
  sure?: Sureness;
  /** An id, or `none`. */
  theme?: string;
}

/** What pictures draw, and the page that they stand on: there their marks lead. */
export interface Drawn extends Pick<ImpactView, 'today' | 'notes' | 'outcomes' | 'starts' | 'themes'> {
  at: '/impact' | '/changes';
}

export type WholeNote = ImpactView['notes'][number];
export type WholeOutcome = ImpactView['outcomes'][number];

const names = ['stage', 'year', 'condition', 'sure', 'theme'] as const;

/** The address that opens what lies under a mark. */
export function hrefOf({ at }: Drawn, mark: Mark): string {
  const query = new URLSearchParams(
    names.flatMap((name) => (mark[name] === undefined ? [] : [[name, String(mark[name])]])),
  );
  return `${at}?${query.toString()}#under`;
}

/** Where a note or a change stands: on a page of its own for members, on the page itself for everybody. */
export function placeOf({ at }: Drawn, kind: 'notes' | 'outcomes', id: string): string {
  return at === '/changes' ? `#${id}` : `/${kind}/${id}`;
}

const among = <Name extends string>(known: readonly Name[], value: string | null): Name | undefined =>
  known.find((name) => name === value);

/** The mark that an address names; null where it names none. */
export function markOf(query: URLSearchParams): Mark | null {
  if (!names.some((name) => query.has(name))) return null;
  const stage = among(stages, query.get('stage'));
  const condition = among(conditions, query.get('condition'));
  const sure = among(surenesses, query.get('sure'));
  const theme = query.get('theme');
  const year = /^\d{4}$/.test(query.get('year') ?? '') ? Number(query.get('year')) : undefined;
  return {
    ...(stage ? { stage } : {}),
    ...(year ? { year } : {}),
    ...(condition ? { condition } : {}),
    ...(sure ? { sure } : {}),
    ...(theme ? { theme } : {}),
  };
}

/** A note's stage at the end of a year, and of the present one today. */
export function stageIn({ history }: WholeNote, today: string, year = Number(today.slice(0, 4))): Stage | null {
  const end = `${year}-12-31`;
  return stageAt(history, end < today ? end : today);
}

export function notesUnder({ notes, today }: Drawn, { stage, year, condition }: Mark): WholeNote[] {
  return notes.filter((note) => {
    const now = stageIn(note, today, year);
    return now !== null && (!stage || now === stage) && (!condition || note.conditions.includes(condition));
  });
}

export function outcomesUnder({ outcomes }: Drawn, { sure, theme }: Mark): WholeOutcome[] {
  return outcomes.filter(
    (outcome) =>
      (!sure || outcome.sure === sure) &&
      (!theme || (theme === 'none' ? outcome.themes.length === 0 : outcome.themes.includes(theme))),
  );
}
