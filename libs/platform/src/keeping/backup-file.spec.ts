import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { DamagedBackup, readBackup, writeBackup } from './backup-file';

const key = randomBytes(32);
let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'backup-file-'));
  path = join(folder, 'one.backup');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function* from(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

async function read(file: string, with_ = key): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of readBackup(file, with_)) lines.push(line);
  return lines;
}

/** Lines that do not compress, so that the file has several pieces. */
const long = Array.from({ length: 40 }, () => randomBytes(4_000).toString('base64'));

test('what was written is read again, and nothing of it stands in the file', async () => {
  const lines = ['a line with a canary', 'Zoë O’Hara – “quoted”', '', ...long];
  await writeBackup(path, key, from(lines));
  expect(await read(path)).toEqual(lines);
  expect(readFileSync(path).includes('canary')).toBe(false);
});

test('nothing at all is a backup too', async () => {
  await writeBackup(path, key, from([]));
  expect(await read(path)).toEqual([]);
});

test('any changed byte is found', async () => {
  await writeBackup(path, key, from(long));
  const whole = readFileSync(path);
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ change;
      writeFileSync(path, changed);
      await expect(read(path)).rejects.toThrow(DamagedBackup);
    }),
    { numRuns: 60, examples: [[0, 1], [25, 255], [53, 1], [whole.length - 1, 128]] }, // prettier-ignore
  );
});

test('a file that is cut short anywhere, or has something added, is found', async () => {
  await writeBackup(path, key, from(long));
  const whole = readFileSync(path);
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), async (length) => {
      writeFileSync(path, whole.subarray(0, length));
      await expect(read(path)).rejects.toThrow(DamagedBackup);
    }),
    { numRuns: 60, examples: [[0], [54], [54 + 21 + 64 * 1024]] },
  );
  writeFileSync(path, Buffer.concat([whole, Buffer.from('more')]));
  await expect(read(path)).rejects.toThrow(DamagedBackup);
});

test('a file cut short whose last piece is made out to be the end is found', async () => {
  await writeBackup(path, key, from(long));
  const whole = readFileSync(path);
  const header = whole.indexOf('\n') + 1;
  const cut = Buffer.from(whole.subarray(0, header + 21 + 64 * 1024));
  cut[header] = 1;
  writeFileSync(path, cut);
  await expect(read(path)).rejects.toThrow(DamagedBackup);
});

test('pieces in another order, and a piece of another file, are found', async () => {
  await writeBackup(path, key, from(long));
  await writeBackup(join(folder, 'two.backup'), key, from(long));
  const one = readFileSync(path);
  const two = readFileSync(join(folder, 'two.backup'));
  const header = one.indexOf('\n') + 1;
  const size = 21 + 64 * 1024;
  const piece = (file: Buffer, position: number) =>
    file.subarray(header + position * size, header + (position + 1) * size);
  const rest = one.subarray(header + 2 * size);
  for (const pieces of [
    [piece(one, 1), piece(one, 0)],
    [piece(one, 0), piece(two, 1)],
  ]) {
    writeFileSync(path, Buffer.concat([one.subarray(0, header), ...pieces, rest]));
    await expect(read(path)).rejects.toThrow(DamagedBackup);
  }
});

test('another key opens nothing', async () => {
  await writeBackup(path, key, from(['one']));
  await expect(read(path, randomBytes(32))).rejects.toThrow('not its key');
});

test('what cannot be written to its end leaves no file behind', async () => {
  async function* breaking(): AsyncGenerator<string> {
    yield 'one';
    throw new Error('the database went away');
  }
  await expect(writeBackup(path, key, breaking())).rejects.toThrow('the database went away');
  expect(existsSync(path)).toBe(false);
});
