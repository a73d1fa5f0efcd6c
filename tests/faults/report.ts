import { wrongs } from './check-history';
import type { FaultRun } from './fault-run';

/** The most findings that are shown one by one. */
const mostShown = 40;

/** What a run came to, as a person reads it. */
export function report({ history, verdict, inflicted, answers, lost, notes, seconds }: FaultRun): string {
  const { writings, followings, fresh } = history;
  const having = (outcome: string) => writings.filter((writing) => writing.outcome === outcome);
  const there = new Set(fresh.flatMap(({ posts }) => posts.map(({ word }) => word)));
  const stretches = followings.reduce((sum, following) => sum + following.stretches.length, 0);
  const came = followings.flatMap((following) => following.stretches).reduce((sum, each) => sum + each.came.length, 0);
  const unknown = having('unknown');
  const lines = [
    `${writings.length} posts sent in ${Math.round(seconds)} s: ${having('acknowledged').length} acknowledged, ` +
      `${unknown.length} unknown (${unknown.filter(({ word }) => there.has(word)).length} of them there), ${having('refused').length} refused`,
    `${followings.length} readers fetched pages ${stretches} times and were shown ${came} posts live`,
    `${[...inflicted.values()].reduce((sum, count) => sum + count, 0)} faults; on the lines ${lost.frames} frames dropped, ` +
      `${lost.answers} answers lost, ${lost.connections} connections cut`,
    ...[...inflicted].sort().map(([name, count]) => `  ${String(count).padStart(4)}  ${name}`),
    `answers to posts, other than 201: ${[...answers].map(([said, count]) => `${said} (${count})`).join(', ') || 'none'}`,
    '',
    ...wrongs.map((wrong) => `${wrong.padEnd(8)} ${verdict.counts[wrong]}`),
    `(shown before it was durable, and taken back with a new epoch: ${verdict.undone})`,
    ...counted(notes),
    ...verdict.findings.slice(0, mostShown).map(({ wrong, thread, words }) => `${wrong}: ${words} (${thread})`),
    verdict.findings.length > mostShown ? `… and ${verdict.findings.length - mostShown} more` : '',
    verdict.findings.length === 0 ? 'The history is right.' : 'The history is WRONG.',
  ];
  return lines.join('\n');
}

/** Each line once, with how often it stands there. */
function counted(lines: readonly string[]): string[] {
  const times = new Map<string, number>();
  for (const line of lines) times.set(line, (times.get(line) ?? 0) + 1);
  return [...times].map(([line, count]) => (count === 1 ? line : `${line} (${count} times)`));
}
