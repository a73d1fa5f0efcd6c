import {
  type OutcomePage,
  outcomePage,
  type PostView,
  publishingView,
  quotedOfPost,
  reportView,
  sentencesView,
} from '@throughline/contracts';
import { expected, type Insider } from '@throughline/testing';
import { beginThread, glance, pageOf, postWith, publish, writeAsAlias, writeByName } from './doing';
import type { Scene } from './scenes';
import type { World } from './world';

/** What became of words: they are linked to a change, whoever wrote them has their say, and visitors read it. */

/** For everything that others may use them for. */
const given = { summary: 'general', evidence: 'yes', report: 'yes' };
const takenBack = { ...given, evidence: 'no' };

async function choose(by: Insider, post: string, uses: object): Promise<void> {
  expected(200, await by.put(`/api/posts/${post}/uses`, uses));
}

/** The first sentence of a post, as a request names it. */
async function firstSentence(by: Insider, post: string) {
  const { sentences, textVersion } = expected(200, await by.get(`/api/posts/${post}/sentences`)).as(sentencesView);
  return { post, textVersion, passages: sentences.slice(0, 1).map(({ start, end, exact }) => ({ start, end, exact })) };
}

/** A change that rests on these posts, which every member sees from then on. */
async function record(world: World, posts: readonly PostView[]): Promise<OutcomePage> {
  const { moderator } = world.people;
  const parts = {
    who: 'Hanbridge probation',
    what: 'sets the first meeting after the train.',
    when: 'Since May 2030',
    where: 'Hanbridge',
    why: 'People can keep it.',
    ourPart: 'We asked, and showed the day.',
  };
  const begun = await world.act(async () =>
    expected(201, await moderator.post('/api/outcomes', { key: world.key(), ...parts })).as(outcomePage),
  );
  for (const { id } of posts)
    await world.act(async () => {
      const link = { key: world.key(), kind: 'words', words: await firstSentence(moderator, id) };
      expected(200, await moderator.post(`/api/outcomes/${begun.id}/evidence`, link));
    });
  return world.act(async () => {
    const { textVersion } = expected(200, await moderator.get(`/api/outcomes/${begun.id}`)).as(outcomePage);
    return expected(200, await moderator.post(`/api/outcomes/${begun.id}/record`, { textVersion })).as(outcomePage);
  });
}

/** Exactly what a moderator has looked at, with all that it can rest on. */
async function approve(world: World, outcome: string): Promise<void> {
  const { moderator } = world.people;
  const address = `/api/publishing/outcome/${outcome}`;
  const { seen, choices } = expected(200, await moderator.get(address)).as(publishingView);
  expected(200, await moderator.put(address, { seen, evidence: choices.map(({ id }) => id) }));
}

/** Makes a report of all that there is, and stores it as it is then. */
async function report(world: World): Promise<string> {
  const { moderator } = world.people;
  const { id, textVersion } = await world.act(async () => {
    const about = { title: 'What changed', from: '2030-01-01', to: new Date(world.now).toISOString().slice(0, 10) };
    return expected(201, await moderator.post('/api/reports', { key: world.key(), ...about })).as(reportView);
  });
  await world.act(async () => expected(200, await moderator.post(`/api/reports/${id}/store`, { textVersion })));
  return id;
}

/** What all can read of it just then: members, those who follow changes, and visitors. */
async function readIt(world: World, outcome: string, inReport?: string): Promise<void> {
  const { third, moderator, visitor } = world.people;
  await glance(world, world.threads.fifth);
  for (const witness of [third, moderator]) {
    for (const address of [`/api/outcomes/${outcome}`, `/api/outcomes/${outcome}/history`]) await witness.get(address);
    await witness.page(`/outcomes/${outcome}`);
    if (inReport === undefined) continue;
    await witness.get('/api/reports');
    for (const part of ['', '/sheets', '/json', '/tables', '/word'])
      await witness.get(`/api/reports/${inReport}${part}`);
  }
  for (const address of ['/api/changes', '/api/changes/short']) await visitor.get(address);
  for (const address of ['/changes', '/']) await visitor.page(address);
}

/** Whoever wrote these words opens what they stand behind, as they were told; and says that it is not what they meant. */
async function haveTheirSay(by: Insider, post: string, text: string): Promise<void> {
  const [link] = expected(200, await by.get(`/api/posts/${post}/quoted`)).as(quotedOfPost).in;
  await by.page(`/posts/${post}/quoted`);
  const say = async (said: string) =>
    expected(200, await by.put(`/api/posts/${post}/quoted/${link?.id}`, { text: said })).as(quotedOfPost);
  await say(text);
  // Thought better of, and said again.
  await say('');
  await say(text);
}

export const whatCameOfIt: Scene = async (world) => {
  const {
    behind,
    people: { amber, rowan, third, moderator },
  } = world;
  const thread = await beginThread(world, 'The fifth day');
  world.threads.fifth = thread;
  const own: PostView[] = [];
  for (const person of [amber, rowan]) {
    const post = await world.act(() =>
      writeByName(world, person, thread, `The gate was shut for ${person.signInName}.`),
    );
    await world.act(() => choose(person, post.id, given));
    own.push(post);
  }
  await world.underAlias(() => writeAsAlias(world, behind, thread, 'Each door was shut. I walked.'));
  await world.act(() => publish(moderator, 'Each door was shut.'));
  await world.underAlias(() => writeAsAlias(world, behind, thread, 'Somebody let me wait inside.'));
  await world.toHalfHour();
  const quiet = await postWith(third, thread, 'Each door was shut.');
  const kind = await postWith(third, thread, 'Somebody let me wait inside.');
  await world.underAlias(async () => {
    for (const { id } of [quiet, kind]) await choose(behind, id, given);
  });

  const { id } = await record(world, [...own, quiet, kind]);
  await readIt(world, id);
  // The alias is told in its thread, and each of the two where members are told.
  await world.underAlias(async () => {
    if ((await pageOf(behind, thread)).viewer.notices.quoted.length !== 2) throw new Error('The alias was not told.');
    await behind.page(`/t/${thread}`);
    await haveTheirSay(behind, quiet.id, 'I meant my own door.');
  });
  for (const [index, person] of [amber, rowan].entries()) {
    await world.act(() => person.get('/api/own/quoted'));
    await world.act(() => haveTheirSay(person, own[index]?.id ?? '', `${person.signInName} meant something else.`));
  }
  await readIt(world, id);

  await world.act(() => approve(world, id));
  const stored = await report(world);
  await readIt(world, id, stored);
  // Words are taken back right there, by the alias and by each of the two; and some are given again.
  await world.underAlias(() => choose(behind, kind.id, takenBack));
  await readIt(world, id, stored);
  for (const [index, person] of [amber, rowan].entries()) {
    const post = own[index]?.id ?? '';
    await world.act(() => choose(person, post, takenBack));
    await world.act(() => choose(person, post, given));
  }
  await readIt(world, id, stored);
};
