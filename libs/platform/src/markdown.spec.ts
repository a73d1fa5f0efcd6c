import { renderMarkdown } from './markdown';

const thread = 'abcdefghijklmnopqrstuvwxyz';

describe('Markdown of posts', () => {
  it('keeps paragraphs, line breaks, emphasis, lists and quotations', () => {
    expect(renderMarkdown('One\ntwo\n\n- **a**\n- *b*\n\n> said')).toBe(
      '<p>One<br />\ntwo</p>\n<ul>\n<li><strong>a</strong></li>\n<li><em>b</em></li>\n</ul>\n<blockquote>\n<p>said</p>\n</blockquote>',
    );
  });

  it('makes post numbers links within the thread, but not within links, words or code', () => {
    const html = renderMarkdown('See #12 and a#3, `#4`, [#5](https://example.org)', { threadId: thread });
    expect(html).toContain(`<a href="/t/${thread}/12#p12">#12</a>`);
    expect(html.match(/\/t\//g)).toHaveLength(1);
  });

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[x](javascript:alert(1))',
    '[x](data:text/html,<script>alert(1)</script>)',
    '<a href="javascript:alert(1)">x</a>',
    '<svg/onload=alert(1)>',
    '![x](https://example.org/track.png)',
    '<style>*{display:none}</style>',
    '[x](vbscript:msgbox(1))',
    '<iframe srcdoc="<script>alert(1)</script>">',
    '[x](//evil.example)',
  ])('S10 shows %s as text', (text) => {
    const html = renderMarkdown(text);
    expect(html).not.toMatch(/<(script|img|svg|style|iframe)/i);
    expect(html).not.toMatch(/<a [^>]*href="(javascript|data|vbscript|\/\/)/i);
  });

  it.each([
    '/exit',
    '/exit?a#b',
    '/%65xit',
    '/x/../exit',
    './exit',
    '../../exit',
    'exit',
    'https://this-site.example/exit',
  ])('P9 keeps the words of a link to %s, and not the link', (href) => {
    expect(renderMarkdown(`Look [here **now**](${href}).`)).toBe('<p>Look here <strong>now</strong>.</p>');
  });

  it('P9 keeps other links', () => {
    expect(renderMarkdown('[a](/t/x/exit) [b](/exits)')).toBe(
      '<p><a href="/t/x/exit">a</a> <a href="/exits">b</a></p>',
    );
  });

  it('has no headings: the page has its own', () => {
    expect(renderMarkdown('# Big\n\nAlso big\n===')).not.toMatch(/<h\d/);
  });

  it('takes 10,000 nested brackets, quotations and emphases', () => {
    for (const text of [
      '['.repeat(10_000),
      '>'.repeat(10_000),
      '*'.repeat(10_000),
      '[](('.repeat(5_000),
      '`'.repeat(10_001),
    ]) {
      expect(typeof renderMarkdown(text)).toBe('string');
    }
  });
});
