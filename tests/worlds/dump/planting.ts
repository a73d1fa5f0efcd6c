import type { Document } from 'mongodb';
import type { Community } from './community';
import { documentsOf, type Taken } from './taken';

/** Puts into what is taken what would tell an attacker whose an alias is: to see that each can find what it looks for. */
type Planting = (community: Community) => Taken;

const replaced = ({ taken }: Community, changed: Record<string, readonly Document[]>): Taken => ({
  ...taken,
  collections: new Map([...taken.collections, ...Object.entries(changed)]),
});

const aliasOf = (post: Document): string | undefined => post['author']?.aliasId as string | undefined;

/** The posts, each of an alias changed by this. */
const withPosts = (community: Community, change: (post: Document, authorId: string) => Document) =>
  documentsOf(community.taken, 'posts').map((post) => {
    const authorId = community.truth.get(aliasOf(post) ?? '');
    return authorId === undefined ? post : change(post, authorId);
  });

const fineTime = (index: number) => new Date(Date.UTC(2031, 2, 3, 10) + index * 61_000);

export const plantings: Record<string, Planting> = {
  'natural order': (community) => {
    const posts = documentsOf(community.taken, 'posts');
    const left = new Set(posts.filter((post) => aliasOf(post) !== undefined));
    const named = posts.filter((post) => aliasOf(post) === undefined);
    const beside = named.flatMap((post) => {
      const own = [...left]
        .filter((one) => community.truth.get(aliasOf(one) ?? '') === post['author'].memberId)
        .slice(0, 2);
      for (const one of own) left.delete(one);
      const [before, after] = own;
      return [...(before ? [before] : []), post, ...(after ? [after] : [])];
    });
    return replaced(community, { posts: [...beside, ...left] });
  },
  'order of opening': (community) => {
    const { truth, taken } = community;
    const authorOf = (alias: Document) => truth.get(String(alias._id));
    const aliases = documentsOf(taken, 'aliases');
    const key = ({ threadId, memberId }: Document) => `${threadId} ${memberId}`;
    const wrote = aliases.map((alias) => `${alias['threadId']} ${authorOf(alias)}`);
    const place = (reading: Document) => (wrote.indexOf(key(reading)) + wrote.length + 1) % (wrote.length + 1);
    const readings = [...documentsOf(taken, 'readings')].sort((one, other) => place(one) - place(other));
    return replaced(community, { readings });
  },
  'sessions and days of last use': (community) => {
    const signIns = [...documentsOf(community.taken, 'sign_ins')];
    const posts = withPosts(community, (post, memberId) => {
      const at = fineTime(signIns.length);
      signIns.push({ _id: `planted-${signIns.length}` as never, memberId, signedInAt: at, lastUsedAt: at });
      return { ...post, publishedAt: at };
    });
    return replaced(community, { posts, sign_ins: signIns });
  },
  'read ranges': (community) => {
    const posts = documentsOf(community.taken, 'posts');
    const readings = documentsOf(community.taken, 'readings').map((reading) => {
      const own = posts.filter(
        (post) =>
          post['threadId'] === reading['threadId'] && community.truth.get(aliasOf(post) ?? '') === reading['memberId'],
      );
      const numbers = posts
        .filter((post) => post['threadId'] === reading['threadId'])
        .map(({ number }) => Number(number));
      const read = numbers.filter((number) => !own.some((post) => post['number'] === number));
      return { ...reading, read: read.map((number) => [number, number]) };
    });
    return replaced(community, { readings });
  },
  'drafts and keys of requests': (community) => {
    const keyOf = new Map(
      documentsOf(community.taken, 'posts').flatMap(({ author, creation }) =>
        author?.kind === 'member' && creation ? [[author.memberId as string, creation.key as string]] : [],
      ),
    );
    const posts = withPosts(community, (post, authorId) => ({
      ...post,
      creation: { key: `${keyOf.get(authorId)?.slice(0, 12)}${String(post._id)}`, body: '', at: new Date(0) },
    }));
    return replaced(community, { posts });
  },
  'audit lines': (community) => {
    const lines = documentsOf(community.taken, 'stream_entries');
    const planted = documentsOf(community.taken, 'posts').flatMap((post, index) => {
      const by = community.truth.get(aliasOf(post) ?? '');
      const about = { post: post._id };
      return by
        ? [{ _id: `planted-${index}` as never, stream: 'audit', seq: 10_000 + index, act: 'post.made', by, about }]
        : [];
    });
    return replaced(community, { stream_entries: [...lines, ...planted] });
  },
  'ids and times': (community) => {
    const aliases = documentsOf(community.taken, 'aliases').map((alias) => {
      const authorId = community.truth.get(String(alias._id)) ?? '';
      return { ...alias, voice: `${authorId.slice(0, 10)}${String(alias['voice']).slice(10)}` };
    });
    return replaced(community, { aliases });
  },
  'logs, and the order of the log of changes': (community) => {
    const entries = documentsOf(community.taken, 'stream_entries').filter(({ stream }) => stream !== 'personas');
    const planted = community.inTheirOrder.map((subject, index) => ({
      _id: `personas/${index + 1}` as never,
      stream: 'personas',
      seq: index + 1,
      subject,
    }));
    return replaced(community, { stream_entries: [...entries, ...planted] });
  },
};
