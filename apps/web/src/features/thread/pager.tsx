import type { ThreadPage } from '@throughline/contracts';
import { postsPerPage } from '@throughline/contracts/names';
import { navigate } from 'wouter/use-browser-location';
import { texts } from '../../texts/en';

const said = texts.thread;

interface PagerProps {
  page: ThreadPage;
  /** Where it stands: before the posts, or after them. */
  at: 'start' | 'end';
  from: number;
  to: number;
  add: (number: number) => Promise<void>;
}

/** The way to the other pages: with scripts the ones beside come to those that are there, a number leads to its page alone. */
export function Pager({ page: { page, thread }, at, from, to, add }: PagerProps) {
  if (page.count <= 1) return null;
  const link = (number: number) => `/t/${thread.id}?page=${number}`;
  const near = Array.from({ length: page.count }, (_, index) => index + 1).filter(
    (number) => number === 1 || number === page.count || Math.abs(number - page.number) <= 1,
  );
  const beside = (number: number, label: string) => (
    <a
      href={link(number)}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        add(number).then(
          // From the keyboard one goes on where the new posts meet the old ones.
          () => focusPost(at === 'start' ? number * postsPerPage : (number - 1) * postsPerPage + 1),
          () => navigate(link(number)),
        );
      }}
    >
      {label}
    </a>
  );
  return (
    <nav className="pager row small" aria-label={at === 'start' ? said.pages : said.morePages}>
      {at === 'start' && from > 1 ? beside(from - 1, said.earlier) : null}
      {near.map((number) => (
        <a
          key={number}
          href={link(number)}
          aria-label={said.page(number, page.count)}
          aria-current={number === page.number ? 'page' : undefined}
        >
          {number}
        </a>
      ))}
      {at === 'end' && to < page.count ? beside(to + 1, said.later) : null}
    </nav>
  );
}

function focusPost(number: number): void {
  document.getElementById(`p${number}`)?.focus({ preventScroll: true });
}
