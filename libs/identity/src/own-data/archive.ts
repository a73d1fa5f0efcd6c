import { createRequire } from 'node:module';
import type { PersonalEntry, PersonalPart } from '@throughline/kernel';
import type * as Fflate from 'fflate';
import { readablePage } from './readable-page';

/** Loaded when somebody first asks for an archive: most servers go for days without. */
const library = () => createRequire(__filename)('fflate') as typeof Fflate;

/** What a file of the archive consists of, as it is made. */
type Pieces = AsyncIterable<string> | Iterable<string>;

/**
 * Everything in one zip, a piece at a time: a page that any browser opens without a connection, and the same as JSON for other
 * programs. Nothing of it is held in memory longer than it takes to send it. `madeOn` is a day.
 */
export async function* archive(parts: readonly PersonalPart[], madeOn: string): AsyncGenerator<Uint8Array> {
  const { Zip, ZipDeflate, ZipPassThrough, strToU8 } = library();
  let made: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    made.push(piece);
  });
  const files: [name: string, Pieces][] = [
    ['my-data.html', readablePage(parts, madeOn)],
    ...parts.map((part): [string, Pieces] => [`json/${part.name}.json`, jsonOf(part)]),
  ];
  // The day alone, as everywhere: what an archive says of itself is no finer.
  const mtime = `${madeOn}T00:00:00`;
  for (const [name, pieces] of files) {
    const file = Object.assign(new ZipDeflate(name, { level: 6 }), { mtime });
    zip.add(file);
    for await (const piece of pieces) {
      file.push(strToU8(piece));
      yield* made;
      made = [];
    }
    file.push(new Uint8Array(0), true);
    yield* made;
    made = [];
  }
  const given = new Set<string>();
  for (const part of parts)
    for await (const { name, bytes } of part.files?.() ?? []) {
      // One that a change of a post leaves in it waits with the change, too.
      if (given.has(name)) continue;
      given.add(name);
      // A picture is as small as it gets.
      const file = Object.assign(new ZipPassThrough(name), { mtime });
      zip.add(file);
      file.push(bytes, true);
      yield* made;
      made = [];
    }
  zip.end();
  yield* made;
}

async function* jsonOf({ title, about, entries }: PersonalPart): AsyncGenerator<string> {
  yield `${JSON.stringify({ title, about: about ?? '' }).slice(0, -1)},"entries":[`;
  let before = '\n';
  for await (const entry of entries() as AsyncIterable<PersonalEntry>) {
    yield before + JSON.stringify(entry);
    before = ',\n';
  }
  yield '\n]}\n';
}
