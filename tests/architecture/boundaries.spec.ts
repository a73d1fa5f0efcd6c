import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

interface Planted {
  name: string;
  file: string;
  text: string;
}

const from = (file: string, source: string) => ({ file, text: `import { thing } from '${source}';\nthing();\n` });
const typesFrom = (file: string, source: string) => ({
  file,
  text: `import type { Thing } from '${source}';\nexport type Other = Thing;\n`,
});

/** The library that an import names, if it is one that is there. */
function libraryOf(text: string): string | undefined {
  const name = /'@throughline\/([^/']+)'/.exec(text)?.[1];
  return name && existsSync(join(__dirname, '../../libs', name, 'src/index.ts')) ? name : undefined;
}

const features = [
  'identity',
  'programme',
  'journeys',
  'discussion',
  'moderation',
  'impact',
  'notifications',
  'finding',
];

/** One for each rule of who may import whom: every one of these must be refused. */
const refused: Planted[] = [
  { name: 'contracts know nothing of ours', ...from('libs/contracts/src/planted.ts', '@throughline/rules') },
  { name: 'rules do not know the kernel', ...from('libs/rules/src/planted.ts', '@throughline/kernel') },
  { name: 'the kernel does not know the platform', ...from('libs/kernel/src/planted.ts', '@throughline/platform') },
  { name: 'the platform does not know the stream', ...from('libs/platform/src/planted.ts', '@throughline/stream') },
  { name: 'the platform knows no feature', ...from('libs/platform/src/planted.ts', '@throughline/programme') },
  { name: 'the stream knows no feature', ...from('libs/stream/src/planted.ts', '@throughline/programme') },
  ...features.slice(1).map((later, place) => ({
    name: `${features[place]!} does not know ${later}, which comes after it`,
    ...from(`libs/${features[place]!}/src/planted.ts`, `@throughline/${later}`),
  })),
  { name: 'the first feature does not know the last', ...from('libs/identity/src/planted.ts', '@throughline/finding') },
  {
    name: 'not even the types of a later feature',
    ...typesFrom('libs/programme/src/planted.ts', '@throughline/discussion'),
  },
  {
    name: 'a re-export is an import',
    file: 'libs/programme/src/planted.ts',
    text: `export * from '@throughline/discussion';\n`,
  },
  {
    name: 'a dynamic import is an import',
    file: 'libs/programme/src/planted.ts',
    text: `export const later = () => import('@throughline/discussion');\n`,
  },
  {
    name: 'no path into another library by its name',
    ...from('libs/discussion/src/planted.ts', '@throughline/programme/src/themes.service'),
  },
  {
    name: 'no relative path into another library',
    ...from('libs/discussion/src/planted.ts', '../../programme/src/themes.service'),
  },
  {
    name: 'no relative path to the index of another library',
    ...from('libs/discussion/src/planted.ts', '../../programme/src/index'),
  },
  { name: 'no library imports an app', ...from('libs/kernel/src/planted.ts', '../../../apps/server/src/main') },
  { name: 'the client does not know the kernel', ...from('apps/web/src/planted.ts', '@throughline/kernel') },
  {
    name: 'the client does not know the kernel’s types either',
    ...typesFrom('apps/web/src/planted.ts', '@throughline/kernel'),
  },
  { name: 'the client has contracts as types only', ...from('apps/web/src/planted.tsx', '@throughline/contracts') },
  {
    name: 'the client reaches contracts by their name only',
    ...from('apps/web/src/planted.tsx', '../../../libs/contracts/src/names'),
  },
  { name: 'the client does not know the server', ...from('apps/web/src/planted.ts', '../../server/src/main') },
  { name: 'the client has no zod', ...from('apps/web/src/planted.ts', 'zod') },
  { name: 'the client does not know features', ...from('apps/web/src/planted.ts', '@throughline/programme') },
  { name: 'socket.io stays in the stream', ...from('libs/platform/src/planted.ts', 'socket.io') },
  { name: 'the server does not know socket.io', ...from('apps/server/src/planted.ts', 'socket.io') },
  { name: 'Nest’s sockets stay in the stream', ...from('libs/discussion/src/planted.ts', '@nestjs/websockets') },
  { name: 'socket.io-client stays in the client’s live part', ...from('apps/web/src/planted.ts', 'socket.io-client') },
  { name: 'libraries do not connect as clients', ...from('libs/stream/src/planted.ts', 'socket.io-client') },
  {
    name: 'the embedded engine knows nothing of ours',
    ...from('libs/embedded-mongo/src/planted.ts', '@throughline/kernel'),
  },
  {
    name: 'features do not know the embedded engine',
    ...from('libs/identity/src/planted.ts', '@throughline/embedded-mongo'),
  },
  { name: 'what runs does not know testing', ...from('libs/identity/src/planted.ts', '@throughline/testing') },
  { name: 'the server does not know testing', ...from('apps/server/src/planted.ts', '@throughline/testing') },
  {
    name: 'a library outside the order is refused itself',
    file: 'libs/helpers/src/index.ts',
    text: `export const thing = 1;\n`,
  },
];

/** And every one of these must pass. */
const legal: Planted[] = [
  { name: 'rules import contracts', ...from('libs/rules/src/planted.ts', '@throughline/contracts') },
  { name: 'the stream imports the platform', ...from('libs/stream/src/planted.ts', '@throughline/platform') },
  { name: 'the stream imports socket.io', ...typesFrom('libs/stream/src/planted.ts', 'socket.io') },
  { name: 'a later feature imports an earlier one', ...from('libs/finding/src/planted.ts', '@throughline/programme') },
  { name: 'anything imports the names', ...from('libs/kernel/src/planted.ts', '@throughline/contracts/names') },
  { name: 'a feature imports packages', ...from('libs/discussion/src/planted.ts', 'mongoose') },
  { name: 'a library imports its own files', ...from('libs/kernel/src/planted.ts', './actor') },
  { name: 'the client imports types of contracts', ...typesFrom('apps/web/src/planted.tsx', '@throughline/contracts') },
  { name: 'the client imports names as values', ...from('apps/web/src/planted.tsx', '@throughline/contracts/names') },
  { name: 'the client imports rules', ...from('apps/web/src/planted.tsx', '@throughline/rules') },
  { name: 'the client’s live part connects', ...from('apps/web/src/live/planted.ts', 'socket.io-client') },
  { name: 'a spec imports testing', ...from('libs/programme/src/planted.spec.ts', '@throughline/testing') },
  { name: 'tests import testing and features', ...from('tests/http/planted.ts', '@throughline/testing') },
  { name: 'tests connect as clients', ...from('tests/live/planted.ts', 'socket.io-client') },
  { name: 'the server imports every library', ...from('apps/server/src/planted.ts', '@throughline/discussion') },
];

let complaints: Map<string, string[]>;

beforeAll(() => {
  const planted = [...refused, ...legal];
  const output = execFileSync(process.execPath, [join(__dirname, 'lint-planted.mjs')], {
    input: JSON.stringify(planted),
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const answers = JSON.parse(output) as string[][];
  complaints = new Map(planted.map(({ name }, place) => [name, answers[place] ?? []]));
}, 60_000);

test.each(refused)('refused: $name', ({ name, text }) => {
  expect(complaints.get(name)).toEqual([expect.stringMatching(/^boundaries\//)]);
  // A library that is there was found, and refused for what it is: not for lacking.
  const library = libraryOf(text);
  if (library) expect(complaints.get(name)).toEqual([expect.stringContaining(`to elements of type "${library}"`)]);
});

test.each(legal)('passes: $name', ({ name }) => {
  expect(complaints.get(name)).toEqual([]);
});

test('each planted import has a name of its own', () => {
  expect(complaints.size).toBe(refused.length + legal.length);
});
