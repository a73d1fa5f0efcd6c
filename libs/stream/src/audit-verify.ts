import { type AuditEntry, auditStream, beforeTheFirst, hashOf } from './audit-chain';

/** The place and the hash of an entry: what is mailed, and what a chain is held against later. */
export interface AuditHead {
  seq: number;
  hash: string;
}

export type Verdict =
  | { whole: true; head: AuditHead | null }
  /** What is wrong with it, for a person, and at which entry. */
  | { whole: false; problem: string; seq: number };

const fields: readonly (keyof AuditEntry)[] = [
  '_id',
  'stream',
  'seq',
  'changeId',
  'type',
  'subject',
  'revision',
  'at',
  'act',
  'by',
  'about',
  'previous',
];

/**
 * Reads a whole chain in its order, and holds it against heads that were known before. Finds every entry that was changed, taken
 * out, put in or put elsewhere; that the end was cut off or the whole was written anew, it finds by a head from before that.
 */
export async function verifyChain(
  documents: AsyncIterable<object> | Iterable<object>,
  against: readonly AuditHead[] = [],
): Promise<Verdict> {
  const expected = new Map<number, Set<string>>();
  for (const { seq, hash } of against) expected.set(seq, (expected.get(seq) ?? new Set()).add(hash));
  let head: AuditHead | null = null;
  for await (const document of documents) {
    const seq: number = (head?.seq ?? 0) + 1;
    const problem = problemOf(document, { seq, previous: head?.hash ?? beforeTheFirst });
    if (problem) return { whole: false, problem, seq };
    head = { seq, hash: (document as AuditEntry)._id };
    const known = expected.get(seq);
    if (known && [...known].some((hash) => hash !== head?.hash))
      return { whole: false, problem: `Entry ${seq} is not the one that it was: its hash was another.`, seq };
  }
  const last = Math.max(0, ...expected.keys());
  const reached = head?.seq ?? 0;
  if (reached < last)
    return {
      whole: false,
      problem: `The chain ends at entry ${reached}; it reached entry ${last} before.`,
      seq: reached,
    };
  return { whole: true, head };
}

function problemOf(document: object, { seq, previous }: { seq: number; previous: string }): string | undefined {
  const names = Object.keys(document);
  if (names.length !== fields.length || !fields.every((name) => names.includes(name)))
    return `What stands at entry ${seq} is not an entry of the chain: it has other fields.`;
  const { _id: hash, ...entry } = document as AuditEntry;
  if (entry.seq !== seq) return `Entry ${seq} is missing, or not in its place.`;
  if (entry.previous !== previous) return `Entry ${seq} does not follow on the one before it.`;
  if (entry.stream !== auditStream || hashIfAny(entry) !== hash)
    return `Entry ${seq} was changed: its hash is not that of what it says.`;
  return undefined;
}

/** What was changed may be of any shape. */
function hashIfAny(entry: Omit<AuditEntry, '_id'>): string | undefined {
  try {
    return hashOf(entry);
  } catch {
    return undefined;
  }
}

/** The heads that a text names: a mail as it was saved, a whole folder of them, or one typed by hand ("4711 3f2a…"). */
export function headsIn(text: string): AuditHead[] {
  // A mail may have been broken on its way.
  const whole = text.replace(/=\r?\n/g, '');
  return [...whole.matchAll(/(?<!\w)(\d{1,15})[\s:]+([0-9a-f]{64})(?!\w)/gi)].map(([, seq, hash = '']) => ({
    seq: Number(seq),
    hash: hash.toLowerCase(),
  }));
}
