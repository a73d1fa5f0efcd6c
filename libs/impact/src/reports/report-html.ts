import type { Sureness } from '@throughline/contracts/names';
import type { Aside, Block } from './report-block';
import { drawingSize, measureDrawing } from './measure-drawing';
import { dayWords, reportTexts as said } from './report-texts';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replace(/[&<>"]/g, (letter) => escapes[letter] ?? letter);
/** What people wrote: in whichever direction, with its lines. */
const own = (text: string) => escaped(text).replace(/\n/g, '<br>');

const asideLooks: Record<Aside['look'], string> = {
  against: 'sheet__against',
  words: 'sheet__words',
  plain: 'sheet__behind',
};

/** How far a ring is filled, as everywhere: empty, a quarter, half, full. */
const filled: Record<Sureness, string> = {
  reported: '',
  accounts: '<path class="ring__part" d="M8 8V1.5A6.5 6.5 0 0 1 14.5 8Z"/>',
  backed: '<path class="ring__part" d="M8 1.5a6.5 6.5 0 0 1 0 13Z"/>',
  confirmed: '<circle class="ring__part" cx="8" cy="8" r="6.5"/>',
};
const ring = (sure: Sureness) =>
  `<svg class="ring" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">${filled[sure]}<circle class="ring__edge" cx="8" cy="8" r="6.5"/></svg>`;

/** The sheets of a report as HTML, a part at a time; it stands in a page that has the rest (`/reports/:report`). */
export function* htmlOf(blocks: Iterable<Block>): Generator<string> {
  let open: 'nothing' | 'sheet' | 'claims' = 'nothing';
  for (const block of blocks) {
    let before = '';
    if (open === 'claims' && block.kind !== 'claim') {
      before = '</ul>';
      open = 'sheet';
    }
    if (block.kind === 'sheet') {
      yield `${before}${open === 'nothing' ? '' : '</article>'}<article class="sheet">${head(block)}`;
      open = 'sheet';
    } else if (block.kind === 'claim') {
      yield `${open === 'claims' ? '' : '<ul class="sheet__claims">'}${claim(block)}`;
      open = 'claims';
    } else yield before + plain(block);
  }
  if (open === 'claims') yield '</ul>';
  if (open !== 'nothing') yield '</article>';
}

function head({ left, right }: Extract<Block, { kind: 'sheet' }>): string {
  return `<p class="sheet__kind"><span dir="auto">${own(left)}</span><span dir="auto">${own(right)}</span></p>`;
}

function plain(block: Exclude<Block, { kind: 'sheet' | 'claim' }>): string {
  switch (block.kind) {
    case 'title':
      return `<h1 dir="auto">${own(block.text)}</h1><p class="soft" dir="auto">${own(block.under)}</p>`;
    case 'notice':
      return `<p class="notice notice--accent">${own(block.text)}</p>`;
    case 'heading':
      return `<h${block.level} dir="auto">${own(block.text)}</h${block.level}>`;
    case 'text':
      return `<p dir="auto"${block.look ? ` class="${block.look === 'say' ? 'sheet__say' : 'small soft'}"` : ''}>${own(block.text)}</p>`;
    case 'labels':
      return `<ul class="sheet__labels">${block.rows.map(({ sure, name, text, count }) => `<li>${ring(sure)}<span><b>${own(name)}</b> ${own(text)}</span><span class="sheet__count">${count}</span></li>`).join('')}</ul>`;
    case 'tally':
      return `<dl class="sheet__tally">${block.rows.map(({ name, value }) => `<div><dt>${own(name)}</dt><dd>${value}</dd></div>`).join('')}</dl>`;
    case 'pair':
      return `<div class="sheet__pair">${block.parts.map((part) => `<div>${part.map((one) => plain(one as Exclude<Block, { kind: 'sheet' | 'claim' }>)).join('')}</div>`).join('')}</div>`;
    case 'measure':
      return measure(block);
    case 'table':
      return table(block.caption, block.head, block.rows);
    case 'foot':
      return `<p class="sheet__foot" dir="auto">${own(block.text)}</p>`;
  }
}

function claim({ sure, label, basis, title, after, texts, asides }: Extract<Block, { kind: 'claim' }>): string {
  const beside = `<div><p class="sheet__label">${sure ? ring(sure) : ''}<span>${own(label)}</span></p><p class="sheet__basis">${own(basis)}</p></div>`;
  const said = `<p dir="auto"><b>${own(title)}</b>${after === '' ? '' : ` (${own(after)})`}</p>`;
  const more = texts.map((text) => `<p dir="auto">${own(text)}</p>`).join('');
  const below = asides
    .map(
      ({ look, lead, text }) =>
        `<p class="${asideLooks[look]}" dir="auto">${lead === '' ? '' : `<b>${own(lead)}</b> `}${own(text)}</p>`,
    )
    .join('');
  return `<li>${beside}<div>${said}${more}${below}</div></li>`;
}

function measure({
  title,
  text,
  said: sentence,
  measure: series,
  head: columns,
}: Extract<Block, { kind: 'measure' }>): string {
  const { width, height } = drawingSize;
  const drawing = `<svg class="drawing" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(sentence)}">${measureDrawing(series)}</svg>`;
  const rows = series.points.map(({ on, value }) => [dayWords(on), String(value)]);
  const numbers = `<details class="sheet__numbers"><summary>${escaped(said.measure.table)}</summary>${table(title, columns, rows)}</details>`;
  return `<div class="sheet__measure"><div><h4 dir="auto">${own(title)}</h4><p class="small soft" dir="auto">${own(text)} ${own(sentence)}</p></div><figure>${drawing}</figure></div>${numbers}`;
}

function table(caption: string, columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const headed = columns.map((name, index) => `<th scope="col"${index > 0 ? ' class="num"' : ''}>${own(name)}</th>`);
  const written = rows.map(
    ([first = '', ...rest]) =>
      `<tr><th scope="row">${own(first)}</th>${rest.map((cell) => `<td class="num">${own(cell)}</td>`).join('')}</tr>`,
  );
  return `<div class="table-scroll"><table class="table"><caption dir="auto">${own(caption)}</caption><thead><tr>${headed.join('')}</tr></thead><tbody>${written.join('')}</tbody></table></div>`;
}
