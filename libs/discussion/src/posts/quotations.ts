import type { ShownPost } from './post.schema';

/**
 * A quotation is a reference: a block quotation that holds nothing but a post's number, `> #4`. What is quoted is put in from the
 * post itself each time that it is shown, so it goes when its source goes, and is what its source is now (domain.md, "Consent").
 */
const reference = /<blockquote>\s*<p><a href="\/t\/([a-z2-7]{26})\/(\d{1,7})#p\2">#\2<\/a><\/p>\s*<\/blockquote>/g;

/** How a quotation of this post stands in a stored text. */
export function quotes(threadId: string, number: number): RegExp {
  return new RegExp(
    `<blockquote>\\s*<p><a href="/t/${threadId}/${number}#p${number}">#${number}</a></p>\\s*</blockquote>`,
  );
}

/** The numbers that posts quote from their own thread: what others read is not quoted into it. */
export function quotedIn(
  posts: readonly Pick<ShownPost, 'threadId' | 'bodyHtml'>[],
): { threadId: string; number: number }[] {
  return posts.flatMap(({ threadId, bodyHtml }) =>
    [...bodyHtml.matchAll(reference)].flatMap(([, thread, number]) =>
      thread === threadId ? [{ threadId, number: Number(number) }] : [],
    ),
  );
}

/** More of a post than this, in letters of its markup, is not quoted as it stands, but by how its words begin. */
const mostQuoted = 2_000;
const excerpt = 400;

/** What is quoted of a post, and whose it is; undefined where that is not there to be quoted. */
export type QuotedWords = (
  threadId: string,
  number: number,
) => { name: string | null; bodyHtml: string; contentNote: string | null } | undefined;

/** The text with what it quotes in its places. */
export function withQuotations(
  { threadId, bodyHtml }: Pick<ShownPost, 'threadId' | 'bodyHtml'>,
  of: QuotedWords,
): string {
  return bodyHtml.replace(reference, (whole, thread: string, number: string) => {
    const source = thread === threadId ? of(thread, Number(number)) : undefined;
    if (!source) return whole;
    const link = `<a href="/t/${thread}/${number}#p${number}">#${number}</a>`;
    const by = source.name === null ? '' : ` ${plain(source.name)}`;
    const words =
      source.contentNote === null ? quotedPart(source.bodyHtml) : `<p><em>${plain(source.contentNote)}</em></p>`;
    return `<blockquote><p>${link}${by}</p>${words}</blockquote>`;
  });
}

function quotedPart(bodyHtml: string): string {
  if (bodyHtml.length <= mostQuoted) return bodyHtml;
  // What stands between tags is escaped already; a cut must not fall into an escape.
  const words = bodyHtml
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return `<p>${words.slice(0, excerpt).replace(/(&[^;]*|\s\S*)$/, '')} …</p>`;
}

function plain(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
