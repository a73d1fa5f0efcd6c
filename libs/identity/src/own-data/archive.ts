import type { PersonalEntry, PersonalPart } from '@throughline/kernel';
import { type FileOfZip, zipped } from '@throughline/platform';
import { readablePage } from './readable-page';

/**
 * Everything in one zip: a page that any browser opens without a connection, and the same as JSON for other programs. `madeOn` is a day.
 */
export function archive(parts: readonly PersonalPart[], madeOn: string): AsyncGenerator<Uint8Array> {
  return zipped(filesOf(parts, madeOn), madeOn);
}

async function* filesOf(parts: readonly PersonalPart[], madeOn: string): AsyncGenerator<FileOfZip> {
  yield { name: 'my-data.html', pieces: readablePage(parts, madeOn) };
  for (const part of parts) yield { name: `json/${part.name}.json`, pieces: jsonOf(part) };
  const given = new Set<string>();
  for (const part of parts)
    for await (const { name, bytes } of part.files?.() ?? []) {
      // One that a change of a post leaves in it waits with the change, too.
      if (given.has(name)) continue;
      given.add(name);
      yield { name, pieces: [bytes], packed: true };
    }
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
