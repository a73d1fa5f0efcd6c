import { concernList, themePage, threadView, waitingView, type ThreadBeginning } from '@throughline/contracts';
import { expected, testPassword } from '@throughline/testing';
import { whatCameOfIt } from './changes-scenes';
import {
  beginThread,
  glance,
  join,
  pageOf,
  postNumber,
  publish,
  refused,
  setSafeguarding,
  waitingWith,
  writeAsAlias,
  writeByName,
} from './doing';
import {
  consenting,
  erasingAndLeaving,
  keepingAway,
  letters,
  showing,
  takingCopies,
  tellingOfPosts,
} from './own-scenes';
import { againstEach, againstTheAlias } from './standing-scenes';
import type { World } from './world';

/**
 * A part of the script. What members do under their names is the same in each run; what is done under the alias, `world.behind` does.
 * Nothing that is done may depend on which of the two that is.
 */
export type Scene = (world: World) => Promise<void>;

/** What there is to talk in: a theme, and a thread that a moderator begins. */
const beginning: Scene = async (world) => {
  const { moderator, amber, rowan, third } = world.people;
  world.themeId = await world.act(async () => {
    const theme = {
      key: world.key(),
      title: 'Prison release',
      question: 'What helps on the first day?',
      startsOn: '2031-03-01',
    };
    return expected(201, await moderator.post('/api/themes', theme)).as(themePage).id;
  });
  world.threads.first = await world.act(async () => {
    const thread = {
      key: world.key(),
      themeId: world.themeId,
      as: 'self',
      title: 'The first day',
      text: 'How was it?',
      kind: 'question',
      audience: { kind: 'members' },
    };
    return expected(201, await moderator.post('/api/threads', thread)).as(threadView).id;
  });
  const { first } = world.threads;
  await world.follow(first);
  await world.act(() => writeByName(world, amber, first, 'There is a list of places to be.'));
  await world.act(() => writeByName(world, rowan, first, 'The bus comes once an hour.', 2));
  await world.act(() => writeByName(world, third, first, 'Thank you both.'));
  for (const reader of [amber, rowan])
    await world.act(() => reader.post(`/api/threads/${first}/read`, { ranges: [[1, 4]] }));
};

/** The first post under the alias: looked for by every way that fails, held, asked about, changed, published. */
const firstUnderAlias: Scene = async (world) => {
  const {
    behind,
    people: { moderator },
  } = world;
  const { first } = world.threads;
  const send = (more: object) => behind.post(`/api/threads/${first}/posts`, { text: 'I chose the bed.', ...more });
  await world.underAlias(async () => {
    await behind.page(`/t/${first}`);
    refused('choose-as', await send({ key: world.key() }));
    refused('bad-input', await send({ key: world.key(), as: 'alias', alias: 'Nobody Here' }));
    refused('bad-input', await send({ key: world.key(), as: 'alias', authorId: (await behind.me()).id }));
    // Without scripts, and the choice was lost on the way.
    const form = { thread: first, from: `/t/${first}`, text: 'I chose the bed.', key: world.key() };
    refused('choose-as', await behind.submit('reply', form));
    refused(
      'not-found',
      await behind.post(`/api/threads/${'a'.repeat(26)}/posts`, { key: world.key(), text: 'Lost.', as: 'alias' }),
    );
  });
  const { id: checker } = await world.act(() => moderator.me());
  await world.underAlias(async () => {
    const [, alias] = (await pageOf(behind, first)).viewer.persona.names;
    const post = { key: world.key(), as: 'alias', alias };
    const { id } = expected(201, await send(post)).as(waitingView);
    // Sent again, as after a lost answer; and again with other words.
    if (expected(201, await send(post)).as(waitingView).id !== id) throw new Error('It was made twice.');
    refused('key-reused', await send({ ...post, text: 'Other words.' }));
    expected(200, await behind.put(`/api/own/waiting/${id}/checker`, { checker }));
  });
  await world.act(async () => {
    const { id, revision } = await waitingWith(moderator, 'I chose the bed.');
    const question = { revision, text: 'Could you leave out where?' };
    expected(200, await moderator.post(`/api/waiting/${id}/ask`, question));
  });
  await world.underAlias(async () => {
    const [waits] = (await pageOf(behind, first)).viewer.waiting;
    const answer = { text: 'I chose the bed, that night.', answer: 'Done.' };
    expected(200, await behind.put(`/api/own/waiting/${waits?.id}`, answer));
  });
  await world.act(() => publish(moderator, 'I chose the bed, that night.', 'mentions prison'));
};

/** Two aliases whose posts come out at one half-hour. */
const comingOut: Scene = async (world) => {
  const {
    behind,
    people: { zed, moderator },
  } = world;
  const { first } = world.threads;
  await world.act(() => writeAsAlias(world, zed, first, 'Nobody met me.'));
  await world.act(() => publish(moderator, 'Nobody met me.'));
  await world.toHalfHour();
  await world.underAlias(() => writeAsAlias(world, behind, first, 'It was full by noon.', { replyTo: 3 }));
  await world.act(() => writeAsAlias(world, zed, first, 'Mine was not.'));
  await world.underAlias(async () => {
    const form = {
      thread: first,
      from: `/t/${first}`,
      text: 'By a form, without scripts.',
      key: world.key(),
      as: 'alias',
    };
    if ((await behind.submit('reply', form)).status !== 303) throw new Error('The form was refused.');
    const asSelf = { key: world.key(), text: 'As myself?', as: 'self' };
    refused('as-self-too', await behind.post(`/api/threads/${first}/posts`, asSelf));
  });
  await world.toHalfHour();
};

/** What is changed, said, taken back and declined under an alias. */
const goingOn: Scene = async (world) => {
  const {
    behind,
    people: { moderator, third, amber, rowan },
  } = world;
  const { first } = world.threads;
  await world.act(() => writeByName(world, amber, first, 'That is what I heard.', 5));
  await world.act(() => writeByName(world, rowan, first, 'Me too.', 5));
  const own = await postNumber(third, first, 5);
  for (const person of [amber, rowan, third])
    await world.act(() =>
      person.put(`/api/posts/${own.id}/reaction`, { kind: 'thank-you', on: true, as: 'self', sure: true }),
    );
  const named = await postNumber(third, first, 4);
  await world.underAlias(async () => {
    expected(
      200,
      await behind.put(`/api/posts/${own.id}`, {
        text: 'I chose the bed, and was late.',
        textVersion: own.textVersion,
      }),
    );
    expected(200, await behind.put(`/api/posts/${named.id}/reaction`, { kind: 'me-too', on: true, as: 'alias' }));
    refused(
      'changed-meanwhile',
      await behind.put(`/api/posts/${own.id}`, { text: 'From an old page.', textVersion: 99 }),
    );
    refused('not-allowed', await behind.put(`/api/posts/${named.id}`, { text: 'Another’s words.', textVersion: 1 }));
  });
  await world.toHalfHour();
  await world.look([third]);
  await world.underAlias(async () => {
    const posts = (await pageOf(behind, first)).posts;
    const form = posts.find(({ bodyHtml }) => bodyHtml.includes('By a form'));
    expected(200, await behind.post(`/api/posts/${form?.id}/withdraw`));
    expected(200, await behind.put(`/api/posts/${named.id}/reaction`, { kind: 'me-too', on: false, as: 'alias' }));
  });
  await world.underAlias(async () => {
    const waits = await writeAsAlias(world, behind, first, 'Ring me on 07700 900118.');
    expected(200, await behind.post(`/api/own/waiting/${waits.id}/withdraw`));
    await writeAsAlias(world, behind, first, 'My number is 07700 900119.');
  });
  await world.act(async () => {
    const { id, revision } = await waitingWith(moderator, '07700 900119');
    const refusal = { revision, reason: 'It says how to reach you.' };
    expected(200, await moderator.post(`/api/waiting/${id}/decline`, refusal));
  });
};

/** Their words under their names, and coming and going: the same of both. */
const byName: Scene = async (world) => {
  const { amber, rowan, third } = world.people;
  const { first } = world.threads;
  for (const person of [amber, rowan]) {
    const post = await world.act(() => writeByName(world, person, first, 'Something of my own.'));
    await world.act(() => person.put(`/api/posts/${post.id}`, { text: 'Something of mine.', textVersion: 1 }));
    const other = await world.act(() => writeByName(world, person, first, 'Something to take back.'));
    await world.act(() => person.post(`/api/posts/${other.id}/withdraw`));
    await world.act(() =>
      person.post('/api/sign-in', { name: person.signInName, password: 'not this one', mine: true }),
    );
    await world.act(() => person.post('/api/sign-out'));
    await world.act(() => person.post('/api/sign-in', { name: person.signInName, password: testPassword, mine: true }));
    await world.act(() => person.get('/api/devices'));
    await world.act(() => person.get('/api/own/posts'));
  }
  await world.act(() => third.post(`/api/threads/${first}/read`, { ranges: [[1, 8]] }));
};

/** A thread that begins under the alias, with all that its starter may do. */
const begunUnderAlias: Scene = async (world) => {
  const {
    behind,
    people: { moderator, amber, rowan, third, zed },
  } = world;
  const { id } = await world.underAlias(async () => {
    const { formKey, persona } = expected(200, await behind.get('/api/threads/beginning')).json as ThreadBeginning;
    const thread = {
      key: formKey,
      themeId: world.themeId,
      kind: 'question',
      audience: { kind: 'members' },
      title: 'Begun quietly',
      text: 'Who else was sent away?',
      as: 'alias',
      alias: persona.names[0],
    };
    const waits = expected(201, await behind.post('/api/threads', thread)).as(waitingView);
    expected(201, await behind.post('/api/threads', thread));
    return { id: waits.threadId };
  });
  world.threads.second = id;
  await world.act(() => publish(moderator, 'Who else was sent away?'));
  await world.follow(id);
  for (const person of [amber, rowan, third])
    await world.act(() => writeByName(world, person, id, `I was, says ${person.signInName}.`));
  await world.act(() => writeAsAlias(world, zed, id, 'So was I.'));
  await world.act(() => publish(moderator, 'So was I.'));
  await world.underAlias(async () => {
    // Taken back, and said again: it waits for the half-hour.
    expected(200, await behind.patch(`/api/threads/${id}`, { title: 'Begun too quietly' }));
    const [waits] = (await pageOf(behind, id)).viewer.waiting;
    expected(200, await behind.post(`/api/own/waiting/${waits?.id}/withdraw`));
    expected(200, await behind.patch(`/api/threads/${id}`, { title: 'Begun quietly, and answered', answer: 4 }));
    expected(200, await behind.patch(`/api/threads/${id}`, { state: 'resolved' }));
    refused('not-allowed', await behind.patch(`/api/threads/${id}`, { state: 'closed' }));
  });
  await glance(world, id);
  await world.toHalfHour();
  await glance(world, id);
};

/** Summaries, closing, moving and merging, over posts under the alias. */
const lookingAfter: Scene = async (world) => {
  const {
    behind,
    people: { moderator, amber, rowan, third, lead, administrator },
  } = world;
  const { first, second } = world.threads;
  await world.act(() => setSafeguarding(administrator));
  const points = (text: string, numbers: number[]) => ({ sure: true, points: [{ text, numbers }] });
  await world.act(() => moderator.put(`/api/threads/${first}/summary`, points('A bed or an appointment.', [5])));
  for (const person of [amber, rowan]) {
    await world.act(() => person.put(`/api/threads/${first}/summary`, points('We all waited.', [2])));
    await world.act(() => person.put(`/api/threads/${first}/summary`, { sure: true, points: [] }));
  }
  await world.act(async () => {
    expected(200, await third.put(`/api/threads/${first}/summary`, points('It was full.', [2])));
    const { offeredSummary } = (await pageOf(moderator, first)).thread;
    expected(200, await moderator.post(`/api/threads/${first}/summary/answer`, { take: true, at: offeredSummary?.at }));
  });
  const quiet = await postNumber(moderator, first, 5);
  await world.act(async () => {
    const concern = { key: world.key(), kind: 'someone', danger: 'no', words: 'They sound low.', named: true };
    expected(201, await third.post('/api/concerns', { ...concern, postId: quiet.id }));
  });
  await world.act(async () => {
    const { concerns } = expected(200, await lead.get('/api/concerns')).as(concernList);
    for (const { id, holder } of concerns)
      if (holder === null) expected(200, await lead.post(`/api/concerns/${id}/answer`));
  });
  await world.act(() => moderator.post(`/api/threads/${first}/merge`, { into: second }));
  await world.underAlias(async () => {
    // In what became one thread they are two, and neither knows of the other.
    await writeAsAlias(world, behind, second, 'After they were put together.');
    await behind.page(`/t/${second}`);
  });
  await world.toHalfHour();
  await world.act(() => moderator.patch(`/api/threads/${second}`, { state: 'closed' }));
  await world.underAlias(async () => {
    refused(
      'thread-closed',
      await behind.post(`/api/threads/${second}/posts`, { key: world.key(), text: 'Too late.', as: 'alias' }),
    );
  });
  await world.act(() => moderator.patch(`/api/threads/${second}`, { state: 'open' }));
};

/** Letting go of a name until there is none left; and more requests than somebody may send. */
const limits: Scene = async (world) => {
  const {
    behind,
    people: { moderator },
  } = world;
  world.threads.third = await beginThread(world, 'The second day');
  const { third: thread } = world.threads;
  for (const text of ['As one.', 'As another.', 'As a third.']) {
    await world.underAlias(() => writeAsAlias(world, behind, thread, text));
    await world.act(() => publish(moderator, text));
    await world.underAlias(async () => {
      const [alias] = (await pageOf(behind, thread)).viewer.persona.mine;
      expected(200, await behind.post(`/api/own/aliases/${alias?.id}/let-go`));
    });
  }
  await world.underAlias(async () => {
    refused(
      'no-alias-here',
      await behind.post(`/api/threads/${thread}/posts`, { key: world.key(), text: 'As a fourth.', as: 'alias' }),
    );
    expected(200, await behind.post('/api/own/alias-posts', { password: testPassword }));
    refused('wrong-password', await behind.post('/api/own/alias-posts', { password: 'not this one' }));
  });
  await world.underAlias(async () => {
    for (let times = 0; times < 70; times += 1) {
      const { status } = await behind.post(`/api/threads/${thread}/posts`, {
        key: world.key(),
        text: 'Without a choice.',
      });
      if (status === 429) return;
      if (status !== 422) throw new Error(`Expected 422 or 429, got ${status}.`);
    }
    throw new Error('There was no limit.');
  });
};

/** Two other leads find out who wrote something: nobody else learns more than that it was done. */
const foundOut: Scene = async (world) => {
  const {
    behind,
    people: {
      otherLeads: [asks, answers],
      third,
      lead,
    },
  } = world;
  const { author } = await postNumber(third, world.threads.second ?? '', 1);
  const aliasId = author.kind === 'alias' ? author.id : '';
  const reason = 'Somebody wrote that they will not be here tomorrow.';
  const passphrase = 'the kettle walks to market in may';
  const request = await world.act(async () => {
    await lead.get(`/api/unsealings/about/${aliasId}`);
    const asked = await asks.post('/api/unsealings', { key: world.key(), aliasId, reason, delay: null, passphrase });
    return expected(201, asked).json as { id: string };
  });
  await world.act(async () => {
    expected(200, await answers.post(`/api/unsealings/${request.id}/answer`, { agree: true, reason, passphrase }));
    refused('not-allowed', await lead.post(`/api/unsealings/${request.id}/read`, { passphrase }));
    for (const one of [asks, answers])
      expected(200, await one.post(`/api/unsealings/${request.id}/read`, { passphrase }));
  });
  await world.underAlias(async () => {
    await behind.get('/api/told');
    expected(200, await behind.post('/api/told', { password: testPassword }));
  });
};

/** Somebody new, on the next day, when what waits has waited since yesterday. */
const nextDay: Scene = async (world) => {
  const {
    behind,
    people: { amber, rowan, moderator, administrator, lead, third },
  } = world;
  const thread = world.threads.second;
  await world.underAlias(() => writeAsAlias(world, behind, thread, 'Write to me at quiet@example.org.'));
  await world.toMorning();
  for (const witness of [third, lead, moderator, administrator])
    await world.act(async () => {
      await world.signIn(witness);
      await world.listen(witness);
      await witness.join(`thread:${thread}`, await world.epoch());
    });
  await world.act(() => join(world, administrator, 'Nia Newcomer'));
  for (const person of [amber, rowan])
    await world.act(() => writeByName(world, person, thread, `Good morning, says ${person.signInName}.`));
  await world.underAlias(() => writeAsAlias(world, behind, thread, 'Still here.'));
  await world.toHalfHour();
  await world.look();
};

/** The script, in its order. */
export const scenes: readonly Scene[] = [
  beginning,
  firstUnderAlias,
  comingOut,
  goingOn,
  byName,
  keepingAway,
  letters,
  consenting,
  takingCopies,
  tellingOfPosts,
  showing,
  whatCameOfIt,
  begunUnderAlias,
  againstTheAlias,
  againstEach,
  lookingAfter,
  limits,
  foundOut,
  erasingAndLeaving,
  nextDay,
];

/** As much of it as a leak needs to come to light, before one who looks. */
export const firstScenes: readonly Scene[] = [
  beginning,
  firstUnderAlias,
  comingOut,
  (world) => world.look([world.people.third]),
];
