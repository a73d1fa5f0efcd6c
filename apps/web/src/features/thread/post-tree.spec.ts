import type { PostView } from '@throughline/contracts';
import fc from 'fast-check';
import { type PostNode, treeOf } from './post-tree';

const post = (number: number, replyTo: number | null) => ({ id: `p${number}`, number, replyTo }) as PostView;
const numbers = (nodes: readonly PostNode[]): number[] =>
  nodes.flatMap(({ post: { number }, replies }) => [number, ...numbers(replies)]);

const levels = (nodes: readonly PostNode[]): number => Math.max(0, ...nodes.map(({ replies }) => 1 + levels(replies)));

/** One fixed page: numbers in a row, each answering an earlier post of the thread, of this page or not, or none. */
const pages = fc
  .tuple(fc.integer({ min: 1, max: 100 }), fc.array(fc.option(fc.nat(), { nil: null }), { maxLength: 50 }))
  .map(([first, answered]) =>
    answered.map((seed, index) => {
      const number = first + index;
      return post(number, seed === null || number === 1 ? null : 1 + (seed % (number - 1)));
    }),
  );

describe('the posts of a page as a tree', () => {
  it('shows every post once, at most three levels deep', () => {
    fc.assert(
      fc.property(pages, (posts) => {
        const tree = treeOf(posts);
        expect(numbers(tree).sort((a, b) => a - b)).toEqual(posts.map(({ number }) => number));
        expect(levels(tree)).toBeLessThanOrEqual(3);
      }),
    );
  });

  it('keeps the order of writing among those that stand side by side', () => {
    const ascending = (nodes: readonly PostNode[]): boolean =>
      nodes.every(
        ({ post: { number }, replies }, index) =>
          number > (nodes[index - 1]?.post.number ?? 0) &&
          replies.every((reply) => reply.post.number > number) &&
          ascending(replies),
      );
    fc.assert(fc.property(pages, (posts) => ascending(treeOf(posts))));
  });

  it('sets the fourth beside the third', () => {
    const [, root] = treeOf([post(1, null), post(2, 1), post(3, 2), post(4, 3), post(5, 4), post(6, 5)]);
    expect(root?.replies[0]?.replies.map((node) => node.post.number)).toEqual([4, 5, 6]);
  });

  it('sets what answers the first post beside it: that answers the thread', () => {
    expect(treeOf([post(1, null), post(2, 1), post(3, null)]).map((node) => node.post.number)).toEqual([1, 2, 3]);
  });

  it('leaves a reply in its own place where what it answers stands on an earlier page', () => {
    expect(treeOf([post(51, 3), post(52, 51)]).map((node) => [node.post.number, numbers(node.replies)])).toEqual([
      [51, [52]],
    ]);
  });
});
