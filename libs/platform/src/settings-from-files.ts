import { readFileSync } from 'node:fs';

/**
 * Settings that may be handed over in a file, as containers get their secrets: where `NAME_FILE` is set, its content is the
 * setting. Throws an error with a sentence where both are set, or the file cannot be read.
 */
export function fromFiles(variables: NodeJS.ProcessEnv, names: readonly string[]): NodeJS.ProcessEnv {
  const all = { ...variables };
  for (const name of names) {
    const path = variables[`${name}_FILE`];
    if (!path) continue;
    if (variables[name]) throw new Error(`Set ${name} or ${name}_FILE, not both.`);
    try {
      all[name] = readFileSync(path, 'utf8').trim();
    } catch {
      throw new Error(`${name}_FILE names ${path}, which cannot be read.`);
    }
  }
  return all;
}
