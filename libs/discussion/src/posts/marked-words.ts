import type { Stretch } from './read-text';

const opens = '<mark class="led">';
const closes = '</mark>';
const breaks = /^<(\/(p|li|blockquote|pre)|br)\b/;

/**
 * HTML with words in it marked, by which of the letters that are read they are: those of quotations and white space are not counted. Each
 * stretch of text gets a mark of its own, so no tag is ever cut. The HTML is ours (`renderMarkdown`), and nothing but whole marks is added.
 */
export function withMarks(html: string, stretches: readonly Stretch[]): string {
  if (stretches.length === 0) return html;
  let made = '';
  let [read, quoted] = [0, 0];
  let [isOpen, broken] = [false, true];
  const become = (open: boolean) => {
    if (open !== isOpen) made += open ? opens : closes;
    isOpen = open;
  };
  for (const [part] of html.matchAll(/<[^>]*>|&(?:amp|lt|gt|quot|#39);|\s+|[^<&\s]|[<&]/g)) {
    if (part.startsWith('<') && part.length > 1) {
      become(false);
      if (part === '<blockquote>') quoted += 1;
      if (part === '</blockquote>') quoted -= 1;
      broken ||= breaks.test(part);
    } else if (/^\s/.test(part))
      become(quoted === 0 && !broken && stretches.some(({ from, to }) => from < read && read < to));
    else {
      become(quoted === 0 && stretches.some(({ from, to }) => from <= read && read < to));
      if (quoted === 0) read += 1;
      broken = false;
    }
    made += part;
  }
  become(false);
  return made;
}
