import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Schema } from 'mongoose';
import { heldAbout, listsOfOther, mayName, notAMember } from './held-about';

const libraries = join(__dirname, '../../libs');
const files = readdirSync(libraries, { recursive: true, encoding: 'utf8' }).filter((file) => /src\/.*\.ts$/.test(file));
const sources = files.map((file) => readFileSync(join(libraries, file), 'utf8'));

/** Every collection that a feature describes, with its schema. */
function schemas(): Map<string, Schema> {
  const found = new Map<string, Schema>();
  for (const file of files.filter((one) => one.endsWith('.schema.ts')))
    for (const value of Object.values(jest.requireActual<object>(join(libraries, file)))) {
      const collection = value instanceof Schema ? value.get('collection') : undefined;
      if (value instanceof Schema && collection) found.set(collection, value);
    }
  return found;
}

interface Place {
  path: string;
  isList: boolean;
}

/** Where texts stand that are not of a closed list; what the relay and the keys of requests need is cleared by itself. */
function textsIn(schema: Schema, before = ''): Place[] {
  const places: Place[] = [];
  schema.eachPath((name, type) => {
    const path = `${before}${name}`;
    if (/^(pending|creation)(\.|$)/.test(path)) return;
    if (type.schema) return void places.push(...textsIn(type.schema, `${path}.`));
    const { enum: closed } = type.options as { enum?: readonly unknown[] };
    if (closed) return;
    if (type.instance === 'Array') places.push({ path, isList: true });
    if (type.instance === 'String' || type.instance === 'Mixed') places.push({ path, isList: false });
  });
  return places;
}

/** Whether ids of members may stand there, by its name. */
function mayHoldMember({ path, isList }: Place): boolean {
  const name = path.split('.').at(-1) ?? '';
  if (isList) return !listsOfOther.includes(name);
  if (name.endsWith('Id') || name.endsWith('Ids')) return !notAMember.includes(name);
  return name === 'by' || name.endsWith('By') || mayName.includes(name);
}

/** Fields that are called like one that names somebody, and hold words. */
const words = ['members about', 'resets of', 'sessions about', 'themes about', 'waiting talk.by', 'flags by'];

test('P15 every collection in which a member’s id may stand is joined to what they get and what is erased, or says why not', () => {
  const lacking: string[] = [];
  const all = schemas();
  expect(all.size).toBeGreaterThan(25);
  for (const [collection, schema] of all) {
    const known = heldAbout[collection]?.at ?? [];
    const listIn = (name: string) => textsIn(schema).find(({ path }) => path === name);
    for (const place of textsIn(schema))
      if (mayHoldMember(place) && !known.includes(place.path) && !words.includes(`${collection} ${place.path}`))
        if (!isOfNumbersOrKinds(schema, place)) lacking.push(`${collection} ${place.path}`);
    // What is said of a collection that is no more like that helps nobody.
    for (const path of known) if (!listIn(path)) lacking.push(`${collection} ${path} is not there`);
  }
  expect(lacking).toEqual([]);
  expect(Object.keys(heldAbout).filter((collection) => !all.has(collection))).toEqual([]);
});

test('P15 what is said to be joined is', () => {
  for (const { how } of Object.values(heldAbout)) {
    if (!('joined' in how)) continue;
    const source = sources.find((text) => new RegExp(`class ${how.joined} implements .*PersonalData`).test(text));
    expect([how.joined, source?.includes('registries.personalData.add(this)')]).toEqual([how.joined, true]);
  }
});

/** Lists of numbers, of days and of words of a closed list name nobody. */
function isOfNumbersOrKinds(schema: Schema, { path, isList }: Place): boolean {
  if (!isList) return false;
  const inner = (schema.path(path) as { embeddedSchemaType?: { instance?: string; options?: { enum?: unknown } } })
    ?.embeddedSchemaType;
  return inner?.instance !== 'String' || inner.options?.enum !== undefined;
}
