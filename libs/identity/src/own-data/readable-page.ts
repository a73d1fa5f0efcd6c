import type { PersonalEntry, PersonalPart } from '@throughline/kernel';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Words as they stand in a page: nothing of them is taken for markup. */
const plain = (text: string): string => text.replace(/[&<>"]/g, (sign) => escapes[sign] ?? '');

const styles = `
  :root { color-scheme: light dark }
  body { font: 1.05rem/1.55 system-ui, sans-serif; max-width: 45rem; margin: 2rem auto; padding: 0 1rem }
  h1, h2 { line-height: 1.25 } h2 { margin-top: 3rem } nav ul { padding-left: 1.2rem }
  article { border-top: 1px solid; padding: .5rem 0 } dt { font-weight: 700 } dd { margin: 0 0 .5rem }
  dd, li { overflow-wrap: anywhere } .words { white-space: pre-wrap } .soft { opacity: .8 }`;

const withoutReading = 'There is nothing here.';

/** Everything as one page, which opens in any browser, without a connection, and runs nothing. */
export async function* readablePage(parts: readonly PersonalPart[], madeOn: string): AsyncGenerator<string> {
  yield `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>My data</title>
<style>${styles}</style>
</head>
<body>
<h1>My data</h1>
<p>This is everything that was held about you here on ${plain(madeOn)}. Keep it where nobody else looks: it holds your own words.
The folder “json” holds the same for other programs.</p>
<nav aria-label="Parts"><ul>
${parts.map(({ name, title }) => `<li><a href="#${plain(name)}">${plain(title)}</a></li>`).join('\n')}
</ul></nav>
<main>
`;
  for (const part of parts) yield* sectionOf(part);
  yield '</main>\n</body>\n</html>\n';
}

async function* sectionOf({ name, title, about, labels, entries }: PersonalPart): AsyncGenerator<string> {
  yield `<section aria-labelledby="${plain(name)}">\n<h2 id="${plain(name)}">${plain(title)}</h2>\n`;
  if (about) yield `<p class="soft">${plain(about)}</p>\n`;
  let none = true;
  for await (const entry of entries() as AsyncIterable<PersonalEntry>) {
    none = false;
    yield entryOf(entry, labels);
  }
  if (none) yield `<p>${withoutReading}</p>\n`;
  yield '</section>\n';
}

function entryOf(entry: PersonalEntry, labels: PersonalPart['labels']): string {
  const rows = Object.entries(labels).flatMap(([field, label]) => {
    const value = entry[field];
    if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0))
      return [];
    return [`<dt>${plain(label)}</dt>\n${shown(value)}`];
  });
  return `<article><dl>\n${rows.join('\n')}\n</dl></article>\n`;
}

function shown(value: string | number | boolean | readonly string[]): string {
  if (typeof value === 'boolean') return `<dd>${value ? 'Yes' : 'No'}</dd>`;
  if (typeof value === 'object')
    return `<dd><ul>${value.map((line) => `<li class="words" dir="auto">${plain(line)}</li>`).join('')}</ul></dd>`;
  return `<dd class="words" dir="auto">${plain(String(value))}</dd>`;
}
