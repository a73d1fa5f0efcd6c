import {
  aliasStepList,
  type AliasStepList,
  flagSent,
  memberStepList,
  reviewQueue,
  type StepView,
} from '@throughline/contracts';
import { expected, type Insider } from '@throughline/testing';
import { beginThread, pageOf, postNumber, publish, refused, writeAsAlias, writeByName } from './doing';
import type { Scene } from './scenes';
import { day } from './world';

const reason = 'Three people were hurt by what was written.';

const stepsOfAlias = async (by: Insider, alias: string): Promise<AliasStepList> =>
  expected(200, await by.get(`/api/aliases/${alias}/steps`)).as(aliasStepList);

async function end(by: Insider, steps: readonly StepView[]): Promise<void> {
  for (const { id } of steps.filter(({ active }) => active))
    expected(200, await by.post(`/api/steps/${id}/end`, { why: 'It has been talked about.' }));
}

/** What somebody tells of a post under the alias, and steps against the alias: a word, checking, no other name in the thread. */
export const againstTheAlias: Scene = async (world) => {
  const {
    behind,
    people: { moderator, third, amber, rowan },
  } = world;
  const thread = await beginThread(world, 'The third day');
  await world.underAlias(() => writeAsAlias(world, behind, thread, 'They are all the same.'));
  await world.act(() => publish(moderator, 'They are all the same.'));
  const { author, id: postId } = await postNumber(third, thread, 2);
  const alias = author.kind === 'alias' ? author.id : '';
  await world.act(async () => {
    const flag = { key: world.key(), kind: 'identify' };
    expected(201, await third.post(`/api/posts/${postId}/flags`, flag)).as(flagSent);
    const { items } = expected(200, await moderator.get('/api/review')).as(reviewQueue);
    for (const item of items)
      if (item.kind === 'flag')
        expected(200, await moderator.post(`/api/flags/${item.flag.id}/stays`, { textVersion: item.flag.textVersion }));
  });
  const take = async (kind: string) => {
    const { points } = await stepsOfAlias(moderator, alias);
    const step = { key: world.key(), kind, reason, ...(kind === 'word' ? {} : { point: points[2]?.title }) };
    return expected(201, await moderator.post(`/api/aliases/${alias}/steps`, step));
  };
  await world.act(() => take('word'));
  await world.underAlias(async () => {
    const [step] = (await pageOf(behind, thread)).viewer.notices.steps;
    const answer = { key: world.key(), text: 'I am sorry.' };
    expected(201, await behind.post(`/api/own/steps/${step?.id}/answer`, answer));
  });
  await world.act(() => take('check'));
  await world.underAlias(() => writeAsAlias(world, behind, thread, 'Not all of them.'));
  await world.act(() => publish(moderator, 'Not all of them.'));
  await world.act(() => take('bar'));
  await world.underAlias(async () => {
    refused(
      'no-alias-here',
      await behind.post(`/api/threads/${thread}/posts`, { key: world.key(), text: 'Again.', as: 'alias' }),
    );
    refused('alias-under-step', await behind.post(`/api/own/aliases/${alias}/let-go`));
  });
  // Everything in the thread is checked first, whoever writes it.
  for (const person of [amber, rowan]) {
    const text = `Under a name, says ${person.signInName}.`;
    await world.act(() =>
      person.post(`/api/threads/${thread}/posts`, { key: world.key(), text, as: 'self', sure: true }),
    );
    await world.act(() => publish(moderator, text));
  }
  await world.act(async () => end(moderator, (await stepsOfAlias(moderator, alias)).steps));
  await world.underAlias(() => writeAsAlias(world, behind, thread, 'Thank you for talking.'));
  await world.toHalfHour();
};

/** Steps against each of the two: whichever of them is behind the alias, nothing about it changes. */
export const againstEach: Scene = async (world) => {
  const {
    behind,
    people: { moderator, amber, rowan },
  } = world;
  const { first } = world.threads;
  await world.underAlias(() => writeAsAlias(world, behind, first, 'Written before.'));
  for (const person of [amber, rowan]) {
    const { id } = await person.me();
    const take = async (kind: string, more: object = {}) => {
      const { points } = expected(200, await moderator.get(`/api/members/${id}/steps`)).as(memberStepList);
      const step = { key: world.key(), kind, reason, ...(kind === 'word' ? {} : { point: points[2]?.title }), ...more };
      return expected(201, await moderator.post(`/api/members/${id}/steps`, step));
    };
    await world.act(() => take('word'));
    await world.act(() => take('check'));
    const text = `Checked first, says ${person.signInName}.`;
    await world.act(() =>
      person.post(`/api/threads/${first}/posts`, { key: world.key(), text, as: 'self', sure: true }),
    );
    await world.act(() => publish(moderator, text));
    const until = new Date(world.now + 7 * day).toISOString().slice(0, 10);
    await world.act(() => take('suspend', { until }));
    await world.toHalfHour();
    await world.act(async () => {
      const { steps } = expected(200, await moderator.get(`/api/members/${id}/steps`)).as(memberStepList);
      await end(moderator, steps);
    });
    await world.act(() => world.signIn(person));
    await world.act(() => writeByName(world, person, first, `Back again, says ${person.signInName}.`));
  }
  await world.underAlias(() => writeAsAlias(world, behind, first, 'Written after.'));
  await world.toHalfHour();
};
