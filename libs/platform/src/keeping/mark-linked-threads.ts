import type { Db } from 'mongodb';

interface Linking {
  _id: string;
  threads: string[];
}

interface Thread {
  _id: string;
  mergedInto: string | null;
  marked?: string[];
}

/**
 * Outcomes and notes were linked to threads before threads said so themselves: each is marked with what it leads on for, itself or what
 * became part of it.
 */
export async function markLinkedThreads(db: Db): Promise<void> {
  const threads = db.collection<Thread>('threads');
  const linked = await Promise.all([
    db.collection<Linking>('outcomes').distinct('threads', { state: 'recorded' }),
    db.collection<Linking>('notes').distinct('threads'),
  ]);
  for (const id of new Set(linked.flat())) {
    const passed = new Set<string>();
    for (let next: string | null = id; next !== null && !passed.has(next);) {
      passed.add(next);
      const thread: Thread | null = await threads.findOneAndUpdate({ _id: next }, { $addToSet: { marked: id } });
      next = thread?.mergedInto ?? null;
    }
  }
}
