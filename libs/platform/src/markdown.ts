import MarkdownIt from 'markdown-it';
import sanitizeHtml from 'sanitize-html';

/**
 * The part of Markdown that a post may use: paragraphs, emphasis, lists, quotations, code, links. No headings (the page's
 * own must stay in order), no pictures, no raw HTML. A single line break is kept, as people expect who never heard of Markdown.
 */
const markdown = new MarkdownIt({
  html: false,
  linkify: true,
  breaks: true,
  typographer: false,
  maxNesting: 20,
}).disable(['heading', 'lheading', 'image', 'table', 'reference', 'html_block', 'html_inline']);
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });

/** `#12` becomes a link to that post of the thread. */
markdown.core.ruler.push('post_numbers', (state) => {
  const { threadId } = state.env as { threadId?: string };
  if (!threadId) return;
  for (const block of state.tokens) {
    if (!block.children) continue;
    let inLink = 0;
    block.children = block.children.flatMap((token) => {
      if (token.type === 'link_open') inLink += 1;
      if (token.type === 'link_close') inLink -= 1;
      if (token.type !== 'text' || inLink > 0 || !/#\d/.test(token.content)) return [token];
      return token.content.split(/((?<![\w#&])#[1-9]\d{0,6}\b)/).flatMap((part, index) => {
        const text = new state.Token('text', '', 0);
        text.content = part;
        if (index % 2 === 0) return part === '' ? [] : [text];
        const number = part.slice(1);
        const open = new state.Token('link_open', 'a', 1);
        open.attrs = [['href', `/t/${threadId}/${number}#p${number}`]];
        return [open, text, new state.Token('link_close', 'a', -1)];
      });
    });
  }
});

const allowed: sanitizeHtml.IOptions = {
  allowedTags: ['p', 'br', 'strong', 'em', 's', 'ul', 'ol', 'li', 'blockquote', 'code', 'pre', 'a', 'hr'],
  allowedAttributes: { a: ['href', 'rel'], ol: ['start'] },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'escape',
  nestingLimit: 30,
  exclusiveFilter: ({ tag, attribs }) => (tag === 'a' && isExit(attribs['href'] ?? '') ? 'excludeTag' : false),
  transformTags: {
    a: (tagName, { href = '' }) => ({
      tagName,
      attribs: attributesOfLink(href),
    }),
  },
};

/** A person's Markdown as HTML that is safe to show; `threadId` makes `#12` a link to that post. */
export function renderMarkdown(text: string, options: { threadId?: string } = {}): string {
  return sanitizeHtml(markdown.render(text, { ...options }), allowed).trim();
}

/** Whether a link, read from any page of a site, leads to "Exit this page": whoever followed it would be signed out. */
function isExit(href: string): boolean {
  try {
    return decodeURIComponent(new URL(href, 'http://localhost').pathname) === '/exit';
  } catch {
    return false;
  }
}

/** Links that leave tell nobody where from. */
function attributesOfLink(href: string): Record<string, string> {
  return href.startsWith('/') && !href.startsWith('//') ? { href } : { href, rel: 'noopener noreferrer nofollow' };
}
