import { Alias, Aliases, AuthorsTold, Unsealings } from '@throughline/identity';
import { Ids } from '@throughline/kernel';
import { day, hour, LeadsHouse, minute, password, type Person, reason } from './leads-house';

let house: LeadsHouse;
let asker: Person;
let other: Person;
let colleague: Person;
let author: Person;

beforeAll(async () => {
  house = await LeadsHouse.open();
  const together = await house.organisation('Canal Street');
  asker = await house.lead('Ash', together);
  colleague = await house.lead('Cole', together);
  other = await house.lead('Oak');
  author = await house.person('Wren');
});
afterAll(() => house?.close());

const refused = (code: string, status = 403) => expect.objectContaining({ code, status });
const about = (act: string, by: Person, what?: string) =>
  expect.objectContaining({
    act,
    by: by.actor.memberId,
    ...(what === undefined ? {} : { about: expect.objectContaining({ what }) }),
  });

/** What is refused, and written down before it is. */
async function refusedAndWritten(work: () => Promise<unknown>, by: Person, code: string, status = 403) {
  const before = (await house.auditLines()).length;
  await expect(work()).rejects.toEqual(refused(code, status));
  const lines = (await house.auditLines()).slice(before);
  expect(lines).toEqual([about('unsealing.refused', by, code)]);
}

describe('P3 finding out who wrote something', () => {
  test('P3 two leads of two organisations find it out together, for thirty minutes', async () => {
    const asked = await house.ask(asker, await house.alias(author));
    expect(asked).toMatchObject({ state: 'waiting', own: true, mayAnswer: false, readableUntil: null, reason });
    await refusedAndWritten(() => house.read(asker, asked.id), asker, 'second-person-needed');
    expect(await house.answer(other, asked.id)).toMatchObject({ state: 'agreed', own: false });
    for (const lead of [asker, other]) expect(await house.read(lead, asked.id)).toMatchObject({ name: 'Wren' });
    house.clock.forward(29 * minute);
    expect(await house.read(other, asked.id)).toMatchObject({ name: 'Wren' });
    house.clock.forward(2 * minute);
    // By the clock at once, whether or not the job came round.
    for (const lead of [asker, other]) await refusedAndWritten(() => house.read(lead, asked.id), lead, 'request-over');
    await house.get(Unsealings).end();
    const kept = await house.stored('unsealings', asked.id);
    expect(kept).toMatchObject({ found: [], shares: [] });
  });

  test('P3 the request, the agreement and each reading are audited, and the reading before the name is shown', async () => {
    const before = (await house.auditLines()).length;
    const asked = await house.ask(asker, await house.alias(author));
    await house.answer(other, asked.id);
    const audit = jest.spyOn(house.audit, 'record').mockRejectedValueOnce(new Error('the chain cannot be written'));
    await expect(house.read(asker, asked.id)).rejects.toThrow('the chain cannot be written');
    audit.mockRestore();
    await house.read(asker, asked.id);
    const request = asked.id;
    expect((await house.auditLines()).slice(before)).toEqual([
      { act: 'unsealing.requested', by: asker.actor.memberId, about: { request } },
      { act: 'unsealing.approved', by: other.actor.memberId, about: { request, what: 'told-at-once' } },
      { act: 'unsealing.read', by: asker.actor.memberId, about: { request } },
    ]);
  });

  test('P3 one person alone is refused: there must be another lead, of another organisation', async () => {
    const lonely = await LeadsHouse.open();
    try {
      const together = await lonely.organisation('Canal Street');
      const [one] = [await lonely.lead('Ash', together), await lonely.lead('Cole', together)];
      const alias = await lonely.alias(await lonely.person('Wren'));
      await expect(lonely.ask(one, alias)).rejects.toEqual(refused('other-organisation-needed'));
      expect((await lonely.auditLines()).at(-1)).toEqual(about('unsealing.refused', one, 'other-organisation-needed'));
    } finally {
      await lonely.close();
    }
  });

  test('P3 the same person twice is refused', async () => {
    const asked = await house.ask(asker, await house.alias(author));
    await refusedAndWritten(() => house.answer(asker, asked.id), asker, 'second-person-needed');
  });

  test('P3 somebody of the same organisation is refused', async () => {
    const asked = await house.ask(asker, await house.alias(author));
    await refusedAndWritten(() => house.answer(colleague, asked.id), colleague, 'other-organisation-needed');
  });

  test('P3 no organisation is not another one, and a line in the profile makes nobody of another', async () => {
    const nowhere = await house.lead('Norwood', null);
    const asked = await house.ask(asker, await house.alias(author));
    await refusedAndWritten(() => house.answer(nowhere, asked.id), nowhere, 'other-organisation-needed');
    await refusedAndWritten(
      async () => house.ask(nowhere, await house.alias(author)),
      nowhere,
      'other-organisation-needed',
    );
    await house.moveTo(colleague, await house.organisation('Somewhere else'));
    await refusedAndWritten(() => house.answer(colleague, asked.id), colleague, 'other-organisation-needed');
    await house.dismiss(nowhere);
  });

  test.each([
    ['empty', ''],
    ['of one word', 'safeguardingsafeguarding'],
    ['too short to be weighed', 'I am worried'],
  ])('P3 a reason that is %s is refused, of who asks and of who answers', async (_, given) => {
    const alias = await house.alias(author);
    await refusedAndWritten(() => house.ask(asker, alias, { reason: given }), asker, 'reason-needed');
    const asked = await house.ask(asker, alias);
    await refusedAndWritten(() => house.answer(other, asked.id, { reason: given }), other, 'reason-needed');
  });

  test('P3 a request ends after a day without an answer, also for who asked', async () => {
    const asked = await house.ask(asker, await house.alias(author));
    house.clock.forward(24 * hour);
    await refusedAndWritten(() => house.answer(other, asked.id), other, 'request-over');
    await house.get(Unsealings).end();
    const kept = await house.stored('unsealings', asked.id);
    expect(kept).toMatchObject({ state: 'expired', shares: [] });
    await refusedAndWritten(() => house.read(asker, asked.id), asker, 'request-over');
  });

  test('P3 somebody who is no lead is refused at every step', async () => {
    const stranger = await house.person('Stan');
    const alias = await house.alias(author);
    const asked = await house.ask(asker, alias);
    await refusedAndWritten(() => house.ask(stranger, alias), stranger, 'not-allowed');
    await refusedAndWritten(() => house.answer(stranger, asked.id), stranger, 'not-allowed');
    await house.answer(other, asked.id);
    await refusedAndWritten(() => house.read(stranger, asked.id), stranger, 'not-allowed');
    const third = await house.lead('Thorn');
    await refusedAndWritten(() => house.read(third, asked.id), third, 'not-allowed');
    await house.dismiss(third);
  });

  test('P3 a wrong passphrase is refused, and after ten of them the right one too for a while', async () => {
    const clumsy = await house.lead('Clem');
    const alias = await house.alias(author);
    const wrong = { ...clumsy, passphrase: 'not the words that were chosen' };
    for (let tries = 0; tries < 10; tries += 1)
      await refusedAndWritten(() => house.ask(wrong, alias), clumsy, 'wrong-passphrase');
    await refusedAndWritten(() => house.ask(clumsy, alias), clumsy, 'too-many', 429);
    await house.dismiss(clumsy);
  });

  test('P3 declined with a reason, nothing is opened and the request is over', async () => {
    const asked = await house.ask(asker, await house.alias(author));
    const why = 'We can ask the person in their thread first.';
    const declined = await house.answer(other, asked.id, { agree: false, reason: why });
    expect(declined).toMatchObject({ state: 'declined', answerReason: why, readableUntil: null });
    await refusedAndWritten(() => house.read(asker, asked.id), asker, 'request-over');
    await refusedAndWritten(() => house.answer(other, asked.id), other, 'request-over');
  });

  test('P3 a lead who wrote it sees no request about it and answers none, and nothing says that it was so', async () => {
    const { memberId } = other.actor;
    const threadId = house.get(Ids).next();
    const [name = ''] = await house.get(Aliases).offersFor(memberId, threadId);
    const { _id } = await house.get(Aliases).take(memberId, threadId, name);
    const asked = await house.ask(asker, _id);
    const before = (await house.auditLines()).length;
    expect((await house.get(Unsealings).list(other.actor)).map(({ id }) => id)).not.toContain(asked.id);
    expect((await house.get(Unsealings).list(asker.actor)).map(({ id }) => id)).toContain(asked.id);
    await expect(house.get(Unsealings).view(other.actor, asked.id)).rejects.toEqual(refused('not-found', 404));
    await expect(house.answer(other, asked.id)).rejects.toEqual(refused('not-found', 404));
    expect(await house.auditLines()).toHaveLength(before);
    expect(await house.get(Unsealings).view(asker.actor, asked.id)).toMatchObject({ state: 'waiting' });
  });

  test('P3 of two leads who answer at once one does', async () => {
    const third = await house.lead('Thistle');
    const asked = await house.ask(asker, await house.alias(author));
    const answers = await Promise.allSettled([house.answer(other, asked.id), house.answer(third, asked.id)]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await house.dismiss(third);
  });

  test('P3 a box that was put beside another alias opens nothing', async () => {
    const [one, another] = [await house.alias(author), await house.alias(await house.person('Robin'))];
    const aliases = house.model<Alias>(Alias.name);
    const stolen = await aliases.findById(another).lean<Alias>();
    await aliases.updateOne({ _id: one }, { $set: { sealed: stolen?.sealed } });
    const asked = await house.ask(asker, one);
    await refusedAndWritten(() => house.answer(other, asked.id), other, 'author-not-there', 410);
  });

  test('P3 asked twice with the same key it is one request', async () => {
    const alias = await house.alias(author);
    const key = house.key();
    const [one, again] = [await house.ask(asker, alias, { key }), await house.ask(asker, alias, { key })];
    expect(again.id).toBe(one.id);
  });
});

describe('P3 the author is told', () => {
  const told = ({ actor }: Person) => house.get(AuthorsTold).open(actor, password);
  const hasNews = ({ actor }: Person) => house.get(AuthorsTold).hasNews(actor);

  test('P3 at once, after the password, and nobody else is', async () => {
    const robin = await house.person('Robina');
    const alias = await house.alias(robin);
    const asked = await house.ask(asker, alias);
    expect(await hasNews(robin)).toBe(false);
    await house.answer(other, asked.id);
    expect(await hasNews(robin)).toBe(true);
    for (const person of [asker, other, await house.person('Jay')]) expect(await hasNews(person)).toBe(false);
    await expect(house.get(AuthorsTold).open(robin.actor, 'not the password')).rejects.toEqual(
      refused('wrong-password'),
    );
    const { name } = (await house.model<Alias>(Alias.name).findById(alias).lean<Alias>()) as Alias;
    expect(await told(robin)).toMatchObject({ told: [{ name }] });
    expect(await hasNews(robin)).toBe(false);
    expect(await told(robin)).toMatchObject({ told: [{ name }] });
  });

  test('P3 from the day on that the reason for waiting says, which is in the audit; nor is it counted before', async () => {
    const robin = await house.person('Finch');
    const on = new Date(house.clock.now().getTime() + 3 * day).toISOString().slice(0, 10);
    const delay = { reason: 'Telling them today could put them in danger at home.', on };
    const before = await house.get(AuthorsTold).byYear();
    const asked = await house.ask(asker, await house.alias(robin), { delay });
    await house.answer(other, asked.id);
    expect((await house.auditLines()).at(-1)?.about).toMatchObject({ what: `told-from-${on}` });
    expect(await hasNews(robin)).toBe(false);
    expect(await house.get(AuthorsTold).byYear()).toEqual(before);
    house.clock.forward(3 * day);
    expect(await hasNews(robin)).toBe(true);
    const times = (all: { times: number }[]) => all.reduce((sum, year) => sum + year.times, 0);
    expect(times(await house.get(AuthorsTold).byYear())).toBe(times(before) + 1);
  });

  test('P3 to be told later takes a reason, and a day to come', async () => {
    const alias = await house.alias(author);
    const on = (days: number) => new Date(house.clock.now().getTime() + days * day).toISOString().slice(0, 10);
    await refusedAndWritten(
      () => house.ask(asker, alias, { delay: { reason: '', on: on(3) } }),
      asker,
      'reason-needed',
    );
    await refusedAndWritten(() => house.ask(asker, alias, { delay: { reason, on: on(-1) } }), asker, 'bad-input', 400);
    await refusedAndWritten(() => house.ask(asker, alias, { delay: { reason, on: on(400) } }), asker, 'bad-input', 400);
  });
});

test('P2 who wrote it stands nowhere in the database, at no moment of finding it out', async () => {
  const canary = await house.person('Canary');
  const { memberId } = canary.actor;
  // Its own row, and that there is such a person: nothing that has to do with an alias.
  const rows = () => house.documentsWith(memberId);
  const before = await rows();
  expect(new Set(before.map((row) => row.split(' ')[0]))).toEqual(new Set(['members', 'stream_entries']));
  const alias = await house.alias(canary);
  expect(await rows()).toEqual(before);
  const asked = await house.ask(asker, alias);
  expect(await rows()).toEqual(before);
  await house.answer(other, asked.id);
  expect(await rows()).toEqual(before);
  await house.read(asker, asked.id);
  await house.get(AuthorsTold).open(canary.actor, password);
  expect(await rows()).toEqual(before);
  for (const passphrase of [asker.passphrase, other.passphrase])
    expect(await house.everything()).not.toContain(passphrase);
});
