import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** One process, told apart from a later one that got the same number. */
export interface ProcessMark {
  pid: number;
  /** When it began, in the words of the operating system. */
  born: string;
}

/** The mark of a running process; undefined where there is none, or only its remains. */
export function markOf(pid: number): ProcessMark | undefined {
  const born = process.platform === 'linux' ? bornByProc(pid) : bornByPs(pid);
  return born === undefined ? undefined : { pid, born };
}

/** Whether this very process still runs. */
export function isAlive(mark: ProcessMark): boolean {
  return markOf(mark.pid)?.born === mark.born;
}

function bornByProc(pid: number): string | undefined {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name stands in brackets and may hold blanks and brackets itself: the fields are counted from its end.
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
    const state = fields[0];
    const ticks = fields[19];
    // A zombie has ended; it only waits for its parent to ask.
    if (state === undefined || ticks === undefined || 'ZX'.includes(state)) return undefined;
    // Ticks count from the start of the machine, so they mean nothing after the next start.
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${ticks}`;
  } catch {
    return undefined;
  }
}

function bornByPs(pid: number): string | undefined {
  try {
    return (
      execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' }).trim() || undefined
    );
  } catch {
    return undefined;
  }
}
