/** One section of an ELF file. */
interface Section {
  type: number;
  offset: number;
  size: number;
  link: number;
  info: number;
}

const sectionType = { dynamicSymbols: 11, neededVersions: 0x6ffffffe } as const;

/** The oldest version of the C library's symbols, by the processor the file is for. */
const firstVersions = new Map([
  [62, 'GLIBC_2.2.5'], // x86-64
  [183, 'GLIBC_2.17'], // arm64
]);

const tooNew = 'GLIBC_2.38';
const renamedPrefix = '__isoc23_';
const symbolLength = 24;

/** What was changed in a library. */
export interface Relinked {
  versions: number;
  symbols: string[];
}

/**
 * Changes a native library that was linked with glibc 2.38 so that it loads with 2.36 (Debian 12). In place, and
 * without moving a byte.
 *
 * The engine needs nothing that 2.38 brought. It was merely compiled there, and so asks for the new names of old
 * functions: `fmod` in a version that differs in how errors are set, and `__isoc23_strtol` and its kin, which also
 * read binary numbers. So each demand for version 2.38 becomes one for the first version there was, and the new names
 * become the old ones, which are the tails of the new: `__isoc23_strtol` begins nine bytes before `strtol`.
 */
export function relinkForOlderGlibc(image: Buffer): Relinked {
  const sections = sectionsOf(image);
  const symbols = sections.find(({ type }) => type === sectionType.dynamicSymbols);
  const versions = sections.find(({ type }) => type === sectionType.neededVersions);
  const names = symbols && sections[symbols.link];
  if (!symbols || !versions || !names) throw new Error('The library has no dynamic symbols.');
  const nameAt = (place: number) => textAt(image, names.offset + place);
  return { versions: lowerVersions(image, versions, nameAt), symbols: renameSymbols(image, symbols, nameAt) };
}

function sectionsOf(image: Buffer): Section[] {
  const isElf64LittleEndian = image.readUInt32BE(0) === 0x7f454c46 && image[4] === 2 && image[5] === 1;
  if (!isElf64LittleEndian) throw new Error('The library is no 64-bit ELF file.');
  const table = Number(image.readBigUInt64LE(0x28));
  const entryLength = image.readUInt16LE(0x3a);
  return Array.from({ length: image.readUInt16LE(0x3c) }, (_, index) => {
    const entry = table + index * entryLength;
    return {
      type: image.readUInt32LE(entry + 4),
      offset: Number(image.readBigUInt64LE(entry + 24)),
      size: Number(image.readBigUInt64LE(entry + 32)),
      link: image.readUInt32LE(entry + 40),
      info: image.readUInt32LE(entry + 44),
    };
  });
}

/** Rewrites the demands for the too new version; answers how many there were. */
function lowerVersions(image: Buffer, section: Section, nameAt: (place: number) => string): number {
  const first = firstVersions.get(image.readUInt16LE(18));
  const demands = [...demandsOf(image, section)].map((place) => ({
    place,
    name: nameAt(image.readUInt32LE(place + 8)),
  }));
  const oldest = demands.find(({ name }) => name === first);
  const newest = demands.filter(({ name }) => name === tooNew);
  if (!oldest) throw new Error(`The library does not ask for ${first ?? 'a version of a processor we know'}.`);
  for (const { place } of newest) {
    // The hash of the version's name, and where the name stands. The number that symbols know it by remains.
    image.copy(image, place, oldest.place, oldest.place + 4);
    image.copy(image, place + 8, oldest.place + 8, oldest.place + 12);
  }
  return newest.length;
}

/** The places of all demands: a list of libraries, each with a list of versions. */
function* demandsOf(image: Buffer, section: Section): Generator<number> {
  let library = section.offset;
  for (let index = 0; index < section.info; index += 1) {
    let demand = library + image.readUInt32LE(library + 8);
    for (let left = image.readUInt16LE(library + 2); left > 0; left -= 1) {
      yield demand;
      demand += image.readUInt32LE(demand + 12);
    }
    library += image.readUInt32LE(library + 12);
  }
}

/** Shortens the new names of undefined symbols to the old ones; answers what they were. */
function renameSymbols(image: Buffer, section: Section, nameAt: (place: number) => string): string[] {
  const renamed: string[] = [];
  for (let symbol = section.offset; symbol < section.offset + section.size; symbol += symbolLength) {
    const isDefined = image.readUInt16LE(symbol + 6) !== 0;
    const place = image.readUInt32LE(symbol);
    const name = nameAt(place);
    if (isDefined || !name.startsWith(renamedPrefix)) continue;
    image.writeUInt32LE(place + renamedPrefix.length, symbol);
    renamed.push(name);
  }
  return renamed;
}

function textAt(image: Buffer, place: number): string {
  return image.toString('latin1', place, image.indexOf(0, place));
}
