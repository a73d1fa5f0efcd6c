import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { isAlive, markOf } from './living-process';

const onLinux = process.platform === 'linux' ? it : it.skip;

it('tells a process from a later one with the same number', () => {
  const self = markOf(process.pid);
  if (!self) throw new Error('This process has no mark.');
  expect(isAlive(self)).toBe(true);
  expect(isAlive({ ...self, born: 'before the machine was started' })).toBe(false);
});

it('knows that a process has ended', async () => {
  const child = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)']);
  const mark = markOf(Number(child.pid));
  if (!mark) throw new Error('The process has no mark.');
  expect(isAlive(mark)).toBe(true);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(isAlive(mark)).toBe(false);
});

onLinux('counts one that has ended, but was not asked for, as ended', async () => {
  // The shell becomes a program that asks for no children before its child ends, and so keeps the remains of it.
  const script = 'sleep 0.3 & echo $!; exec sleep 30';
  const parent = spawn('sh', ['-c', script]);
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  const pid = Number(line.toString());
  const deadline = Date.now() + 5_000;
  while (stateOf(pid) !== 'Z' && Date.now() < deadline) await new Promise(setImmediate);
  expect(stateOf(pid)).toBe('Z');
  expect(markOf(pid)).toBeUndefined();
  parent.kill('SIGKILL');
  await once(parent, 'exit');
});

function stateOf(pid: number): string | undefined {
  const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return line.slice(line.lastIndexOf(')') + 2)[0];
}
