// Lints texts as if they stood in the files named: JSON `[{ file, text }]` in, the complaints of the boundaries out, in the
// same order. A program of its own, because ESLint loads its configuration by `import()`, which jest cannot.
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const planted = JSON.parse(await text(process.stdin));

const eslint = new ESLint({
  cwd: root,
  // The planted files need not exist, so their types cannot be had; the boundaries do not ask for them.
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
  ruleFilter: ({ ruleId }) => ruleId.startsWith('boundaries/'),
});

const complaints = [];
for (const { file, text: source } of planted) {
  const [result] = await eslint.lintText(source, { filePath: join(root, file), warnIgnored: true });
  complaints.push(result.messages.map(({ ruleId, message }) => `${ruleId ?? 'none'}: ${message}`));
}
process.stdout.write(JSON.stringify(complaints));
