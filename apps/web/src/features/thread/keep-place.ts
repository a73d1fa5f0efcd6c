/**
 * Changes the page without letting what is being read jump: the first post that is in view stays where it is, whatever came
 * or went above it. Who stands at the very top of the page stays there, unless `atTop`.
 */
export function keepingPlace(change: () => void, { atTop = false } = {}): void {
  const anchor = [...document.querySelectorAll<HTMLElement>('.post')].find(
    (post) => post.getBoundingClientRect().bottom > 80,
  );
  const before = anchor?.getBoundingClientRect().top;
  change();
  if (!anchor || before === undefined || !anchor.isConnected || (!atTop && window.scrollY === 0)) return;
  const moved = anchor.getBoundingClientRect().top - before;
  if (Math.abs(moved) > 1) window.scrollBy({ top: moved, behavior: 'instant' });
}
