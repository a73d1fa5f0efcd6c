import {
  aliasLetterView,
  concernSent,
  concernView,
  flagSent,
  ownDataLink,
  reviewQueue,
  type PostView,
} from '@throughline/contracts';
import { expected, type Insider, testPassword } from '@throughline/testing';
import { addPicture } from '../pictures/house';
import { plain } from '../pictures/some-pictures';
import {
  beginThread,
  glance,
  pageOf,
  postNumber,
  postWith,
  publish,
  setSafeguarding,
  writeAsAlias,
  writeByName,
} from './doing';
import type { Scene } from './scenes';

/** What everybody can do about others, and about what is theirs: under the alias, and each of the two under their name. */

const uses = { summary: 'general', evidence: 'general', report: 'general' };

/** Blocking and ending it, in both directions: it acts on names alone. */
export const keepingAway: Scene = async (world) => {
  const {
    behind,
    people: { amber, rowan, third },
  } = world;
  const { first } = world.threads;
  const { id: thirdId } = await third.me();
  const both = [amber, rowan];
  for (const person of both) {
    const { id } = await person.me();
    await world.act(async () => expected(200, await third.put(`/api/blocks/${id}`, {})));
    await world.act(async () => expected(200, await person.put(`/api/blocks/${thirdId}`, {})));
  }
  await world.act(async () => expected(200, await amber.put(`/api/blocks/${(await rowan.me()).id}`, {})));
  await world.act(async () => expected(200, await rowan.put(`/api/blocks/${(await amber.me()).id}`, {})));
  await world.underAlias(() =>
    writeAsAlias(world, behind, first, 'Written while somebody is blocked.', { replyTo: 4 }),
  );
  for (const person of both)
    await world.act(() => writeByName(world, person, first, `${person.signInName} is here.`, 4));
  await world.toHalfHour();
  await glance(world, first);
  for (const person of both) {
    const { id } = await person.me();
    await world.act(async () => expected(200, await third.del(`/api/blocks/${id}`)));
    await world.act(async () => expected(200, await person.del(`/api/blocks/${thirdId}`)));
  }
  await world.underAlias(() => writeAsAlias(world, behind, first, 'Written when nobody is.'));
  await world.toHalfHour();
};

/** Somebody is worried about who wrote as the alias; a lead writes to them, and is answered. And each of the two is worried. */
export const letters: Scene = async (world) => {
  const {
    behind,
    people: { amber, rowan, third, lead, administrator },
  } = world;
  const { first } = world.threads;
  await world.act(() => setSafeguarding(administrator));
  const quiet = await postNumber(third, first, 5);
  const worry = (by: Insider, words: string, more: object) =>
    world.act(async () => {
      const concern = { key: world.key(), kind: 'someone', danger: 'no', words, ...more };
      return expected(201, await by.post('/api/concerns', concern)).as(concernSent).id;
    });
  const concern = await worry(third, 'They sound alone.', { named: true, postId: quiet.id });
  for (const person of [amber, rowan]) await worry(person, `${person.signInName} worries too.`, { named: false });
  await world.act(async () => expected(200, await lead.post(`/api/concerns/${concern}/answer`)));
  const write = (text: string) =>
    world.act(async () => {
      const letter = { key: world.key(), to: 'person', text };
      expected(201, await lead.post(`/api/concerns/${concern}/letters`, letter));
    });
  await write('Are you safe tonight?');
  await world.underAlias(async () => {
    const [letter] = (await pageOf(behind, first)).viewer.letters;
    const answer = { key: world.key(), text: 'I am.' };
    expected(201, await behind.post(`/api/alias-letters/${letter?.id}`, answer)).as(aliasLetterView);
    const form = { letter: letter?.id ?? '', thread: first, from: `/t/${first}`, text: 'By a form.', key: world.key() };
    if ((await behind.submit('alias-letter-answer', form)).status !== 303) throw new Error('The form was refused.');
  });
  await write('Thank you.');
  await world.act(async () => {
    expected(200, await lead.get(`/api/concerns/${concern}`)).as(concernView);
    expected(200, await lead.post(`/api/concerns/${concern}/close`, { key: world.key(), text: 'It is all right.' }));
  });
};

/** What words may be used for, chosen and taken back: for one post under the alias, and by each for what stands under their name. */
export const consenting: Scene = async (world) => {
  const {
    behind,
    people: { amber, rowan, third, moderator },
  } = world;
  const thread = await beginThread(world, 'The fourth day');
  world.threads.fourth = thread;
  const own: PostView[] = [];
  for (const person of [amber, rowan])
    own.push(await world.act(() => writeByName(world, person, thread, `So it was for ${person.signInName}.`)));
  await world.underAlias(() => writeAsAlias(world, behind, thread, 'So it was for me.'));
  await world.act(() => publish(moderator, 'So it was for me.'));
  await world.underAlias(() => writeAsAlias(world, behind, thread, 'And so it went on.'));
  await world.toHalfHour();
  await world.act(() => writeByName(world, third, thread, '> #5\n\nI read that.', 5));
  const { id } = await postNumber(third, thread, 4);
  const { id: quoted } = await postNumber(third, thread, 5);
  const points = [
    { text: 'It was so for two.', numbers: [2, 3] },
    { text: 'And for a third.', numbers: [4] },
  ];
  const choose = async (by: Insider, post: string, chosen: object) =>
    expected(200, await by.put(`/api/posts/${post}/uses`, { ...uses, ...chosen }));
  await world.act(async () =>
    expected(200, await moderator.put(`/api/threads/${thread}/summary`, { sure: true, points })),
  );
  await world.underAlias(() => choose(behind, id, { summary: 'no', evidence: 'yes' }));
  await world.underAlias(() => choose(behind, quoted, { report: 'yes' }));
  await glance(world, thread);
  await world.underAlias(() => choose(behind, id, { summary: 'yes', evidence: 'no' }));
  for (const [index, person] of [amber, rowan].entries()) {
    const post = own[index]?.id ?? '';
    await world.act(() => choose(person, post, { summary: 'no' }));
    await world.act(() => choose(person, post, {}));
    for (const summary of [false, true])
      await world.act(async () =>
        expected(200, await person.put('/api/consents', { summary, evidence: !summary, report: false })),
      );
  }
};

/** Everything that is held about oneself, with the words under other names, and without. */
export const takingCopies: Scene = async (world) => {
  const {
    behind,
    people: { amber, rowan },
  } = world;
  const copy = async (by: Insider, aliases: boolean) => {
    const asked = await by.post('/api/own/data', { password: testPassword, aliases });
    const { link } = expected(200, asked).as(ownDataLink);
    expected(200, await by.get(link));
  };
  await world.underAlias(() => copy(behind, true));
  for (const person of [amber, rowan]) await world.act(() => copy(person, false));
};

/** Something is wrong with a post: told as the alias, and by each of the two; looked at by a moderator. */
export const tellingOfPosts: Scene = async (world) => {
  const {
    behind,
    people: { amber, rowan, third, moderator },
  } = world;
  const { fourth: thread } = world.threads;
  const decide = () =>
    world.act(async () => {
      const { items } = expected(200, await moderator.get('/api/review')).as(reviewQueue);
      for (const item of items)
        if (item.kind === 'flag')
          expected(
            200,
            await moderator.post(`/api/flags/${item.flag.id}/stays`, { textVersion: item.flag.textVersion }),
          );
    });
  const tell = async (by: Insider, post: PostView, as: object) => {
    const flag = { key: world.key(), kind: 'identify', words: 'It says where.', ...as };
    expected(201, await by.post(`/api/posts/${post.id}/flags`, flag)).as(flagSent);
  };
  const told = await world.act(() => writeByName(world, third, thread, 'She lives at number 12.'));
  await world.underAlias(() => tell(behind, told, { as: 'alias' }));
  await glance(world, thread);
  await decide();
  await world.underAlias(() => behind.page(`/t/${thread}`));
  for (const person of [amber, rowan]) {
    const other = await world.act(() => writeByName(world, third, thread, `Told of by ${person.signInName}.`));
    await world.act(() => tell(person, other, { as: 'self', sure: true }));
    await decide();
    await world.act(() => person.get('/api/own/from-moderators'));
  }
};

/** Pictures: under the alias, and in what each of the two posts. */
export const showing: Scene = async (world) => {
  const {
    behind,
    people: { amber, rowan, third, moderator },
  } = world;
  const { fourth: thread } = world.threads;
  const picture = await plain('png');
  const write = async (by: Insider, text: string, as: object) => {
    const { id } = await addPicture(by, picture);
    const post = { key: world.key(), text, pictures: [{ id, description: 'A door' }], ...as };
    expected(201, await by.post(`/api/threads/${thread}/posts`, post));
  };
  for (const person of [amber, rowan])
    await world.act(() => write(person, `A door, says ${person.signInName}.`, { as: 'self', sure: true }));
  await world.underAlias(() => write(behind, 'This is the door.', { as: 'alias' }));
  await world.act(() => publish(moderator, 'This is the door.'));
  const { pictures, id } = await postWith(third, thread, 'This is the door.');
  for (const witness of [third, moderator])
    for (const size of ['small', 'large'])
      expected(200, await witness.get(`/api/posts/${id}/pictures/${pictures[0]?.id}/${size}`));
};

/** Erasing: what stands under the alias, and what each of the two wrote, of which a name is taken off too. And somebody else leaves. */
export const erasingAndLeaving: Scene = async (world) => {
  const {
    behind,
    people: { amber, rowan, third, zed },
  } = world;
  // The first thread was taken into the second.
  const { second, fourth } = world.threads;
  const erase = async (by: Insider, post: PostView) => expected(200, await by.post(`/api/posts/${post.id}/erase`));
  for (const person of [amber, rowan]) {
    const gone = await world.act(() => writeByName(world, person, fourth, `${person.signInName} erases this.`));
    await world.act(() => erase(person, gone));
    const unnamed = await world.act(() => writeByName(world, person, fourth, 'A name comes off this.'));
    await world.act(async () => expected(200, await person.post(`/api/posts/${unnamed.id}/name-off`)));
  }
  const quiet = await postWith(third, second, 'I chose the bed, and was late.');
  await world.underAlias(() => erase(behind, quiet));
  // All that there is under a name: with the last of it, who wrote it is forgotten, for who wrote it too.
  for (const text of ['So it was for me.', 'And so it went on.', 'This is the door.']) {
    const post = await postWith(third, fourth, text);
    await world.underAlias(() => erase(behind, post));
  }
  await world.act(() => writeByName(world, zed, fourth, 'Goodbye.'));
  await world.act(async () => {
    const leaving = { password: testPassword, posts: 'former', sure: true };
    expected(200, await zed.post('/api/own/leaving', leaving));
  });
};
