import type { PostView } from '@throughline/contracts';

export interface PostNode {
  post: PostView;
  replies: PostNode[];
  /** Levels nest three deep on the screen; what is deeper stands flat, and says whom it answers. */
  depth: number;
}

const deepest = 3;

/** What answers the thread's first post answers the thread: it is said, but takes no level, of which a phone has few. */
export function standsAlone({ replyTo }: Pick<PostView, 'replyTo'>): boolean {
  return replyTo === null || replyTo === 1;
}

/** The posts of one page as a tree: a reply stands under its parent where that is on the page, else in its own place. */
export function treeOf(posts: readonly PostView[]): PostNode[] {
  const nodes = new Map<number, PostNode>();
  const roots: PostNode[] = [];
  for (const post of posts) {
    const parent = standsAlone(post) ? undefined : nodes.get(post.replyTo ?? 0);
    const node: PostNode = { post, replies: [], depth: parent ? Math.min(parent.depth + 1, deepest) : 1 };
    nodes.set(post.number, node);
    if (parent) parent.replies.push(node);
    else roots.push(node);
  }
  // What is deeper than the third level stands on it, side by side.
  const flattened = (node: PostNode): PostNode => {
    if (node.depth < deepest - 1) return { ...node, replies: node.replies.map(flattened) };
    const below: PostNode[] = [];
    const gather = (replies: PostNode[]) => {
      for (const reply of replies) {
        below.push({ ...reply, replies: [] });
        gather(reply.replies);
      }
    };
    gather(node.replies);
    return { ...node, replies: below.sort((a, b) => a.post.number - b.post.number) };
  };
  return roots.map(flattened);
}
