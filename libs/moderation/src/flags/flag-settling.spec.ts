import type { Days, HiddenPosts } from '@throughline/discussion';
import { Registries } from '@throughline/kernel';
import type { Jobs, Log } from '@throughline/platform';
import type { Model } from 'mongoose';
import type { FlagChanges } from './flag-changes';
import type { FlaggedPost } from './flag.schema';
import { FlagSettling } from './flag-settling';

/** A post and what was said of it, as two of its readers have it before them at once: `meanwhile` is what comes between. */
function house(meanwhile: (flagged: { state: string }) => void) {
  const post = { state: 'published' };
  const flagged = { _id: 'f', postId: 'p', state: 'open', decision: null, unsettled: true, flags: [{ hides: true }] };
  const lean = (document: unknown) => ({ lean: () => Promise.resolve(structuredClone(document)) });
  const flags = { findById: () => lean(flagged), find: () => lean([flagged]), updateOne: () => Promise.resolve() };
  const posts = {
    find: () => Promise.resolve(structuredClone(post)),
    hide: () => {
      meanwhile(flagged);
      post.state = 'hidden';
      return Promise.resolve();
    },
    putBack: () => {
      post.state = 'published';
      return Promise.resolve();
    },
    remove: () => {
      post.state = 'removed';
      return Promise.resolve();
    },
  };
  const settling = new FlagSettling(
    flags as unknown as Model<FlaggedPost>,
    {} as FlagChanges,
    posts as unknown as HiddenPosts,
    {} as Jobs,
    {} as Days,
    {} as Log,
    new Registries(),
  );
  return { settling, post };
}

test('P8 a post is hidden for a report', async () => {
  const { settling, post } = house(() => undefined);
  await settling.look();
  expect(post.state).toBe('hidden');
});

test.each([
  ['stays', { state: 'stays' }, 'published'],
  ['is removed', { state: 'removed', decision: { by: 'm', point: null, text: '' } }, 'removed'],
])('where a moderator decides that it %s while it is being hidden, that holds', async (_, decided, becomes) => {
  const { settling, post } = house((flagged) => Object.assign(flagged, decided));
  await settling.look();
  expect(post.state).toBe(becomes);
});
