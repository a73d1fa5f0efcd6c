import type { AuthorView } from '@throughline/contracts';
import { texts } from '../texts/en';

/** A name, whoever it is; set apart, so that letters of another direction do not disturb what stands beside it. */
export function nameOf(author: AuthorView): string {
  return 'name' in author ? author.name : texts.thread[author.kind];
}

/** What stands under a name: "Chair", "Probation". */
export function standingOf(author: AuthorView): string | null {
  if (author.kind !== 'member') return null;
  if (author.duties.includes('chair')) return texts.duties.chair;
  return author.sector ? texts.sectors[author.sector] : null;
}
