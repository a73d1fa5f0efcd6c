import { createRequire } from 'node:module';
import type * as Docx from 'docx';
import type * as Charts from 'docx/charts';
import type { Aside, Block } from './report-block';
import type { MeasureFacts } from './report-facts';
import { dayWords } from './report-texts';

/** Loaded when somebody first asks for a document: most servers go for days without. */
const load = () => {
  const require = createRequire(__filename);
  return { docx: require('docx') as typeof Docx, charts: require('docx/charts') as typeof Charts };
};

/** The colours of a light page; a document knows no dark one. */
const colours = { ink: '20232b', soft: '555760', accent: '1d4482', line: 'dfd8ca', caution: 'b98a2e' };

/** How a ring is filled, as a letter that is there in every font. */
const rings = { reported: '○', accounts: '◔', backed: '◑', confirmed: '●' } as const;

/** The first day that a chart's dates know. */
const firstOfCharts = '1900-03-01';

/** Characters that XML cannot hold: a document with one of them cannot be opened. */
const noCharacter = /[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const held = (text: string) => text.replace(noCharacter, '');

/** A report as a document for Word and its like: real headings, real tables, charts with their numbers in words. */
export async function wordOf(
  blocks: Iterable<Block>,
  { title, community }: { title: string; community: string },
  language = 'en-GB',
): Promise<Buffer> {
  const { docx, charts } = load();
  const children = new Writer(docx, charts).write(blocks);
  const document = new docx.Document({
    title: held(title),
    // Else it says “Un-named” where a program shows who made it.
    creator: held(community),
    lastModifiedBy: held(community),
    styles: {
      default: {
        document: {
          run: { font: 'Calibri', size: 22, color: colours.ink, language: { value: language } },
          paragraph: { spacing: { after: 120, line: 276 } },
        },
        title: { run: { size: 40, bold: true, color: colours.ink }, paragraph: { spacing: { after: 80 } } },
        heading1: { run: { size: 32, bold: true, color: colours.ink }, paragraph: { spacing: { after: 120 } } },
        heading2: {
          run: { size: 26, bold: true, color: colours.ink },
          paragraph: { spacing: { before: 280, after: 80 }, keepNext: true },
        },
        heading3: {
          run: { size: 23, bold: true, color: colours.ink },
          paragraph: { spacing: { before: 200, after: 80 }, keepNext: true },
        },
      },
    },
    sections: [
      {
        properties: { page: { margin: { top: 1_000, bottom: 900, left: 1_080, right: 1_080 } } },
        footers: {
          default: new docx.Footer({
            children: [
              new docx.Paragraph({
                alignment: docx.AlignmentType.RIGHT,
                children: [new docx.TextRun({ children: [docx.PageNumber.CURRENT], size: 17, color: colours.soft })],
              }),
            ],
          }),
        },
        children,
      },
    ],
  });
  return docx.Packer.toBuffer(document);
}

type Part = Docx.Paragraph | Docx.Table;

class Writer {
  private sheets = 0;

  constructor(
    private readonly docx: typeof Docx,
    private readonly charts: typeof Charts,
  ) {}

  write(blocks: Iterable<Block>): Part[] {
    return [...blocks].flatMap((block) => this.partsOf(block));
  }

  private partsOf(block: Block): Part[] {
    const { Paragraph, HeadingLevel } = this.docx;
    switch (block.kind) {
      case 'sheet':
        return [this.sheet(block.left, block.right)];
      case 'title':
        return [
          new Paragraph({ heading: HeadingLevel.HEADING_1, children: this.runs(block.text) }),
          new Paragraph({ children: this.runs(block.under, { color: colours.soft }) }),
        ];
      case 'notice':
        return [
          new Paragraph({ border: this.bar(colours.accent), indent: { left: 120 }, children: this.runs(block.text) }),
        ];
      case 'heading':
        return [
          new Paragraph({
            heading: block.level === 2 ? HeadingLevel.HEADING_2 : HeadingLevel.HEADING_3,
            children: this.runs(block.text),
          }),
        ];
      case 'text':
        return [
          new Paragraph({
            children: this.runs(block.text, {
              ...(block.look === 'say' ? { size: 26 } : {}),
              ...(block.look === 'soft' ? { size: 19, color: colours.soft } : {}),
            }),
          }),
        ];
      case 'labels':
        return [
          this.table(
            undefined,
            block.rows.map(({ sure, name, text, count }) => [`${rings[sure]} ${name} ${text}`, String(count)]),
            [85, 15],
          ),
        ];
      case 'tally':
        return [
          this.table(
            block.rows.map(({ name }) => name),
            [block.rows.map(({ value }) => String(value))],
          ),
        ];
      case 'pair':
        return block.parts.flat().flatMap((part) => this.partsOf(part));
      case 'claim':
        return this.claim(block);
      case 'measure':
        return this.measure(block);
      case 'table':
        return [this.caption(block.caption), this.table(block.head, block.rows)];
      case 'foot':
        return [new Paragraph({ children: this.runs(block.text, { size: 18, color: colours.soft }) })];
    }
  }

  private sheet(left: string, right: string): Part {
    this.sheets += 1;
    return new this.docx.Paragraph({
      pageBreakBefore: this.sheets > 1,
      border: { bottom: { style: this.docx.BorderStyle.SINGLE, size: 12, color: colours.accent, space: 4 } },
      spacing: { after: 240 },
      tabStops: [{ type: this.docx.TabStopType.RIGHT, position: this.docx.TabStopPosition.MAX }],
      children: this.runs(right === '' ? left : `${left}\t${right}`, { size: 19, color: colours.soft }),
    });
  }

  private claim({ sure, label, basis, title, after, texts, asides }: Extract<Block, { kind: 'claim' }>): Part[] {
    const { Paragraph, BorderStyle } = this.docx;
    const top = { style: BorderStyle.SINGLE, size: 4, color: colours.line, space: 6 };
    return [
      new Paragraph({
        border: { top },
        spacing: { before: 160, after: 20 },
        keepNext: true,
        children: [
          ...this.runs(`${sure ? `${rings[sure]} ` : ''}${label}`, { bold: true, color: colours.accent }),
          ...(basis === '' ? [] : this.runs(`  ${basis}`, { size: 18, color: colours.soft })),
        ],
      }),
      new Paragraph({
        spacing: { after: 40 },
        children: [...this.runs(title, { bold: true }), ...(after === '' ? [] : this.runs(` (${after})`))],
      }),
      ...texts.map((text) => new Paragraph({ spacing: { after: 60 }, children: this.runs(text) })),
      ...asides.map((aside) => this.aside(aside)),
    ];
  }

  private aside({ look, lead, text }: Aside): Part {
    const border = look === 'plain' ? undefined : this.bar(look === 'against' ? colours.caution : colours.accent);
    return new this.docx.Paragraph({
      ...(border ? { border } : {}),
      indent: { left: 240 },
      spacing: { after: 60 },
      children: [
        ...(lead === '' ? [] : this.runs(`${lead} `, { bold: true, size: 20 })),
        ...this.runs(text, { size: 20 }),
      ],
    });
  }

  private measure({ title, text, said, measure, head }: Extract<Block, { kind: 'measure' }>): Part[] {
    const { Paragraph, HeadingLevel } = this.docx;
    const { points } = measure;
    return [
      new Paragraph({ heading: HeadingLevel.HEADING_3, children: this.runs(title) }),
      new Paragraph({ children: this.runs(`${text} ${said}`, { size: 19, color: colours.soft }) }),
      // One number is no line, and a chart knows no day before its first; the numbers stand below either way.
      ...(points.length > 1 && points.every(({ on }) => on >= firstOfCharts)
        ? [new Paragraph({ children: [this.chart(title, said, measure)] })]
        : []),
      this.table(
        head,
        points.map(({ on, value }) => [dayWords(on), String(value)]),
      ),
    ];
  }

  private chart(title: string, said: string, { points, target, unit }: MeasureFacts): Charts.ChartRun {
    const [name, description] = [held(title), held(said)];
    return new this.charts.ChartRun({
      type: 'line',
      markers: true,
      legend: false,
      categories: points.map(({ on }) => new Date(on)),
      series: [
        { name: held(unit), values: points.map(({ value }) => value), color: colours.accent },
        ...(target === null
          ? []
          : [
              {
                name: description,
                values: points.map(() => target),
                color: '827b6d',
                markers: false,
                line: { dash: 'dash' as const },
              },
            ]),
      ],
      transformation: { width: 460, height: 220 },
      altText: { name, title: name, description },
    });
  }

  private caption(text: string): Part {
    return new this.docx.Paragraph({
      keepNext: true,
      spacing: { before: 160, after: 60 },
      children: this.runs(text, { bold: true, size: 20 }),
    });
  }

  /** `head` is absent where each row names itself. */
  private table(
    head: readonly string[] | undefined,
    rows: readonly (readonly string[])[],
    shares?: readonly number[],
  ): Docx.Table {
    const { Table, TableRow, TableCell, Paragraph, WidthType, BorderStyle } = this.docx;
    const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
    const hair = { style: BorderStyle.SINGLE, size: 4, color: colours.line };
    const cell = (text: string, index: number, bold: boolean) =>
      new TableCell({
        margins: { top: 40, bottom: 40, left: 60, right: 60 },
        ...(shares ? { width: { size: shares[index] ?? 0, type: WidthType.PERCENTAGE } } : {}),
        children: [new Paragraph({ spacing: { after: 0 }, children: this.runs(text, { bold, size: 20 }) })],
      });
    return new Table({
      width: { size: 100, type: WidthType.PERCENTAGE },
      borders: { top: hair, bottom: hair, left: none, right: none, insideHorizontal: hair, insideVertical: none },
      rows: [
        ...(head
          ? [new TableRow({ tableHeader: true, children: head.map((text, index) => cell(text, index, true)) })]
          : []),
        ...rows.map(
          (row) => new TableRow({ cantSplit: true, children: row.map((text, index) => cell(text, index, false)) }),
        ),
      ],
    });
  }

  private bar(color: string) {
    return { left: { style: this.docx.BorderStyle.SINGLE, size: 18, color, space: 8 } };
  }

  /** What people wrote, with its lines. */
  private runs(text: string, look: Omit<Docx.IRunOptions, 'text' | 'children'> = {}): Docx.TextRun[] {
    return held(text)
      .split('\n')
      .map((line, index) => new this.docx.TextRun({ ...look, text: line, ...(index > 0 ? { break: 1 } : {}) }));
  }
}
