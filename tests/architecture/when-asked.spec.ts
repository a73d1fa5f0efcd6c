import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import * as contracts from '@throughline/contracts';

type Loader = (this: { context: string; addDependency: (file: string) => void }, index: string) => string;
type Program = (exports: object, require: (path: string) => unknown) => void;

const whenAsked = jest.requireActual<Loader>('../../apps/server/when-asked.cjs');
const folder = join(__dirname, '../../libs/contracts/src');

/** The index of the contracts as the server's bundle has it, and which of its files have run. */
function built(): { made: Partial<typeof contracts>; ran: string[] } {
  const dependsOn = jest.fn();
  const index = readFileSync(join(folder, 'index.ts'), 'utf8');
  const code = whenAsked.call({ context: folder, addDependency: dependsOn }, index);
  expect(dependsOn).toHaveBeenCalledWith(join(folder, 'posts.ts'));
  const made = {};
  const ran: string[] = [];
  (new Script(`(exports, require) => {${code}}`).runInThisContext() as Program)(made, (path) => {
    ran.push(path);
    return jest.requireActual(join(folder, path));
  });
  return { made, ran };
}

test('the contracts have the same names in the bundle', () => {
  const { made } = built();
  expect(Object.keys(made).sort()).toEqual(Object.keys(contracts).sort());
});

test('a contract is made when it is asked for, and what tells of mistakes in words is there before', () => {
  const { made, ran } = built();
  expect(ran).toEqual(['./plain-words']);
  expect(made.threadPage).toBe(contracts.threadPage);
  expect(made.threadPage).toBe(contracts.threadPage);
  expect(ran).toEqual(['./plain-words', './discussion']);
});
