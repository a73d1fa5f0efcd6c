import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Me } from '@throughline/contracts';
import { LRUCache } from 'lru-cache';
import { Config } from '../config';
import type { Rendered, ViewAnswer } from './web-app';

/** An answer of the API as it came: not read yet. */
export interface WrittenView {
  status: number;
  text: string;
}

/** What is one reader's alone, and every page has. */
const ownParts = ['id', 'name', 'endsAt', 'formKey', 'first', 'second', 'third'] as const;
type Own = Record<(typeof ownParts)[number], string>;

/** A part of a page as bytes, or the place of something of the reader's own. */
type Piece = Buffer | { own: keyof Own; within: 'html' | 'json' };

const anyFormKey = /"formKey":"([^"]*)"/;
/** The names that the reader is offered for an alias: words of ours, so nothing in them is escaped. */
const anyNames = /"names":\["([^"\\]*)","([^"\\]*)","([^"\\]*)"\]/;

/**
 * Remembers pages as they were rendered, without what is one reader's alone: in its places stand marks, and so readers to whom
 * the API says the same share a page. It is found by what the API answered this reader now: so they were authorised before,
 * and what has changed is found no more.
 */
@Injectable()
export class RenderedPages {
  /** Well-formed values of their kinds, new with each start, which nobody can guess: no text of anybody's holds one. */
  private readonly marks: Own = {
    id: randomBytes(13).toString('hex'),
    name: randomBytes(13).toString('hex'),
    // Some time before the year 2100, to the millisecond: 42 bits of chance.
    endsAt: new Date(randomBytes(6).readUIntBE(0, 6) % 4_102_444_800_000).toISOString(),
    formKey: randomUUID(),
    first: randomBytes(13).toString('hex'),
    second: randomBytes(13).toString('hex'),
    third: randomBytes(13).toString('hex'),
  };
  private readonly anyMark = new RegExp(`(${ownParts.map((part) => this.marks[part]).join('|')})`);
  private readonly kept: LRUCache<string, Piece[]> | null;

  constructor({ rememberedMegabytes, development }: Config) {
    // While sources change under the pages, what they make of an answer is another thing each time.
    const maxSize = development ? 0 : Math.floor(rememberedMegabytes * 1024 * 1024);
    const sizeCalculation = (pieces: Piece[]) =>
      pieces.reduce((sum, piece) => sum + (Buffer.isBuffer(piece) ? piece.length : 100), 500);
    this.kept = maxSize > 0 ? new LRUCache({ maxSize, sizeCalculation }) : null;
  }

  /**
   * The page for these answers. If it may be remembered, it is taken from memory; or else rendered now by `render` and, where all
   * is in order with it, remembered.
   */
  async page(
    url: string,
    mayBeRemembered: boolean,
    { me, ...views }: Record<string, WrittenView> & { me: WrittenView },
    render: (views: Record<string, ViewAnswer>) => Promise<Rendered>,
  ): Promise<{ status: number; html: Buffer; redirect?: string }> {
    const memory = mayBeRemembered ? this.kept : null;
    if (!memory) {
      const { html, ...rendered } = await render(read({ me, ...views }));
      // Each part for itself: joined as text, one letter beyond Latin would make all of it twice as wide first.
      return {
        ...rendered,
        html: Buffer.concat([html.before, html.data, html.after].map((part) => Buffer.from(part))),
      };
    }
    const { own, marked } = this.taken(me, views);
    const texts = Object.entries(marked).map(([name, { status, text }]) => `${name} ${status} ${text}`);
    const key = createHash('sha256')
      .update([url, ...texts].join('\n'))
      .digest('base64');
    const kept = memory.get(key);
    if (kept) return { status: 200, html: filledIn(kept, own) };
    const { html, ...rendered } = await render(read(marked));
    const pieces = [
      ...this.pieces(html.before, 'html'),
      ...this.pieces(html.data, 'json'),
      ...this.pieces(html.after, 'html'),
    ];
    if (rendered.status === 200) memory.set(key, pieces);
    return { ...rendered, html: filledIn(pieces, own) };
  }

  /** The answers with marks in place of what is the reader's own, and what that is. */
  private taken(
    me: WrittenView,
    views: Record<string, WrittenView>,
  ): { own: Own; marked: Record<string, WrittenView> } {
    const who = JSON.parse(me.text) as Partial<Me>;
    if (!who.member) return { own: { ...this.marks }, marked: { me, ...views } };
    const { id, name, endsAt } = who.member;
    const own: Own = { id, name, endsAt, formKey: '', first: '', second: '', third: '' };
    const { id: markedId, name: markedName, endsAt: markedEnd } = this.marks;
    const nobody = { ...who, member: { ...who.member, id: markedId, name: markedName, endsAt: markedEnd } };
    const marked: Record<string, WrittenView> = { me: { ...me, text: JSON.stringify(nobody) } };
    for (const [view, { status, text }] of Object.entries(views)) {
      own.formKey ||= anyFormKey.exec(text)?.[1] ?? '';
      const [found, first = '', second = '', third = ''] = anyNames.exec(text) ?? [];
      if (found) Object.assign(own, { first, second, third });
      const { first: one, second: two, third: three } = this.marks;
      // Only where they are offered: somebody may have written such words.
      const withoutNames = found ? text.replace(found, `"names":["${one}","${two}","${three}"]`) : text;
      const withoutId = withoutNames.replaceAll(id, markedId);
      const withoutKey = own.formKey ? withoutId.replaceAll(own.formKey, this.marks.formKey) : withoutId;
      marked[view] = { status, text: withoutKey };
    }
    return { own, marked };
  }

  private pieces(text: string, within: 'html' | 'json'): Piece[] {
    return text.split(this.anyMark).map((part) => {
      const own = ownParts.find((one) => this.marks[one] === part);
      return own ? { own, within } : Buffer.from(part);
    });
  }
}

function read(views: Record<string, WrittenView>): Record<string, ViewAnswer> {
  return Object.fromEntries(
    Object.entries(views).map(([name, { status, text }]) => [name, { status, body: JSON.parse(text) as unknown }]),
  );
}

function filledIn(pieces: readonly Piece[], own: Own): Buffer {
  return Buffer.concat(
    pieces.map((piece) => {
      if (Buffer.isBuffer(piece)) return piece;
      const value = own[piece.own];
      return Buffer.from(piece.within === 'html' ? inHtml(value) : inJson(value));
    }),
  );
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;' };

/** As React writes text: hydration finds what it expects. */
function inHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => entities[letter] ?? letter);
}

/** Within a string of JSON that stands in a page: nothing in it can end the element that holds it. */
function inJson(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(/[<\u2028\u2029]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
