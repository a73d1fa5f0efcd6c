import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const features = join(__dirname, '..', '..', 'apps', 'web', 'src', 'features');

/** The addresses of all pages, as they are defined: a page that is added is looked at from then on. */
export function pagePatterns(): string[] {
  const files = readdirSync(features, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
  return files
    .sort()
    .flatMap((name) => [
      ...readFileSync(join(features, name), 'utf8').matchAll(/^\s*(?:page\(\{ )?pattern: '([^']+)'/gm),
    ])
    .map(([, pattern = '']) => pattern);
}
