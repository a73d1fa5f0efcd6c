import { Alias, SealedAuthors, Sealing, SealingLeads } from '@throughline/identity';
import { Registries } from '@throughline/kernel';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sodium from 'libsodium-wrappers';
import { day, LeadsHouse, password } from './leads-house';

let house: LeadsHouse;

beforeEach(async () => {
  house = await LeadsHouse.open();
});
afterEach(() => house?.close());

const readiness = () => house.get(Sealing).readiness();
/** A key of the community as it is stored. */
interface StoredKey {
  _id: string;
  shares: { leadId: string }[];
}
const keys = () => house.db.collection<StoredKey>('sealing_keys').find().sort({ number: 1 }).toArray();
const holdersOf = ({ shares }: StoredKey) => shares.map(({ leadId }) => leadId).sort();
const idsOf = (...people: { actor: { memberId: string } }[]) => people.map(({ actor }) => actor.memberId).sort();
const aliasOf = (id: string) => house.model<Alias>(Alias.name).findById(id).lean<Alias>();

test('P2 with fewer than two leads set up it is not offered, and says so', async () => {
  expect(await readiness()).toEqual({ offered: false, reason: 'too-few-leads', leads: 0 });
  const author = await house.person('Wren');
  await house.lead('Ash');
  expect(await readiness()).toEqual({ offered: false, reason: 'too-few-leads', leads: 1 });
  await expect(house.alias(author)).rejects.toMatchObject({ code: 'alias-not-offered' });
  const second = await house.lead('Oak');
  expect(await readiness()).toEqual({ offered: true, reason: null, leads: 2 });
  const alias = await aliasOf(await house.alias(author));
  expect(alias?.sealed?.box).toMatch(/^[\w-]+$/);
  await house.dismiss(second);
  expect(await readiness()).toEqual({ offered: false, reason: 'too-few-leads', leads: 1 });
  await expect(house.alias(author)).rejects.toMatchObject({ code: 'alias-not-offered' });
});

test('P2 a lead who comes or goes makes a new key; old ones stay for those who hold shares of them', async () => {
  const [ash, oak, elm] = [await house.lead('Ash'), await house.lead('Oak'), await house.lead('Elm')];
  const author = await house.person('Wren');
  const old = await house.alias(author);
  expect((await keys()).map(holdersOf)).toEqual([idsOf(ash, oak), idsOf(ash, oak, elm)]);
  await house.dismiss(elm);
  // The share of who left is gone, everywhere, and so is their pair of keys.
  expect((await keys()).map(holdersOf)).toEqual([idsOf(ash, oak), idsOf(ash, oak), idsOf(ash, oak)]);
  expect(await house.stored('sealing_leads', elm.actor.memberId)).toBeNull();
  const fresh = await house.alias(author);
  expect((await aliasOf(fresh))?.sealed?.keyId).not.toBe((await aliasOf(old))?.sealed?.keyId);
  for (const alias of [old, fresh]) {
    const { id } = await house.ask(ash, alias);
    await house.answer(oak, id);
    expect(await house.read(ash, id)).toMatchObject({ name: 'Wren' });
  }
  // Somebody who comes later holds no part of what was sealed before.
  const late = await house.lead('Yew');
  await expect(house.ask(late, fresh)).rejects.toMatchObject({ code: 'no-part-of-key' });
});

test('P2 leaving follows from the log, also where nobody waits for it', async () => {
  const [, , elm] = [await house.lead('Ash'), await house.lead('Oak'), await house.lead('Elm')];
  await house.dutyTakenFrom(elm);
  await house.until(async () => (await keys()).length === 3);
  expect((await keys()).flatMap(holdersOf)).not.toContain(elm.actor.memberId);
});

test('P2 who lost a passphrase sets up anew, and is without what was sealed before', async () => {
  const [ash, oak] = [await house.lead('Ash'), await house.lead('Oak')];
  const author = await house.person('Wren');
  const before = await house.alias(author);
  const anew = { ...oak, passphrase: 'another four quiet mornings' };
  await house.setUp(anew);
  expect((await keys()).map(holdersOf)).toEqual([idsOf(ash), idsOf(ash, oak)]);
  await expect(house.ask(anew, before)).rejects.toMatchObject({ code: 'no-part-of-key' });
  // Of two, one lost passphrase means sealed for ever; the leads' page counts it.
  await expect(house.ask(ash, before)).rejects.toMatchObject({ code: 'other-organisation-needed' });
  expect(await house.get(SealingLeads).view(ash.actor)).toMatchObject({ offered: true, lost: 1 });
  const after = await house.alias(author);
  const { id } = await house.ask(anew, after);
  await house.answer(ash, id);
  expect(await house.read(anew, id)).toMatchObject({ name: 'Wren' });
});

test('P2 another passphrase opens what the one before did, and that one nothing any more', async () => {
  const [ash, oak] = [await house.lead('Ash'), await house.lead('Oak')];
  const alias = await house.alias(await house.person('Wren'));
  const next = 'another four quiet mornings';
  const change = (current: string) =>
    house.get(SealingLeads).changePassphrase(ash.actor, { current, passphrase: next, again: next });
  await expect(change('not the words that were chosen')).rejects.toMatchObject({ code: 'wrong-passphrase' });
  await change(ash.passphrase);
  await expect(house.ask(ash, alias)).rejects.toMatchObject({ code: 'wrong-passphrase' });
  const { id } = await house.ask({ ...ash, passphrase: next }, alias);
  expect(await house.answer(oak, id)).toMatchObject({ state: 'agreed' });
});

test.each([
  ['short', 'three herons', 'passphrase'],
  ['the same word again and again', 'heron heron heron heron', 'passphrase'],
  ['on everybody’s list, longer', 'passwordpassword', 'passphrase'],
  ['the password', password, 'passphrase'],
])('P2 a passphrase that is %s is refused beside its field', async (_, passphrase, path) => {
  const { actor } = await house.person('Ash', ['safeguarding-lead']);
  const setUp = house.get(SealingLeads).setUp(actor, { password, passphrase, again: passphrase });
  await expect(setUp).rejects.toMatchObject({ code: 'bad-input', details: { issues: [{ path }] } });
  expect(await house.db.collection('sealing_leads').countDocuments()).toBe(0);
});

test('P2 setting up takes the password, and the duty', async () => {
  const lead = await house.person('Ash', ['safeguarding-lead']);
  const request = { password: 'not the password', passphrase: lead.passphrase, again: lead.passphrase };
  await expect(house.get(SealingLeads).setUp(lead.actor, request)).rejects.toMatchObject({ code: 'wrong-password' });
  const typo = { ...request, password, again: `${lead.passphrase}s` };
  await expect(house.get(SealingLeads).setUp(lead.actor, typo)).rejects.toMatchObject({
    details: { issues: [{ path: 'again' }] },
  });
  const member = await house.person('Wren');
  await expect(house.setUp(member)).rejects.toMatchObject({ code: 'not-allowed' });
});

/** Everything in a document that could be a key: texts of base64url, as bytes. */
function bytesIn(value: unknown): Buffer[] {
  if (typeof value === 'string') return /^[\w-]{22,}$/.test(value) ? [Buffer.from(value, 'base64url')] : [];
  if (value !== null && typeof value === 'object') return Object.values(value).flatMap(bytesIn);
  return [];
}

test('P2 the whole database and this house’s secrets, without a passphrase, open nothing', async () => {
  const [ash, oak] = [await house.lead('Ash'), await house.lead('Oak')];
  const alias = await house.alias(await house.person('Wren'));
  // In the middle of finding out: the asker's share is on its way, and the author is sealed to two leads.
  const waiting = await house.ask(ash, alias);
  await house.answer(oak, (await house.ask(oak, alias)).id).catch(() => undefined);
  await house.answer(ash, (await house.ask(oak, alias)).id);
  expect(waiting.state).toBe('waiting');
  const all: unknown[] = [];
  for (const collection of await house.db.collections()) all.push(...(await collection.find().toArray()));
  const secrets = readdirSync(house.engine.folder)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => bytesIn(JSON.parse(readFileSync(join(house.engine.folder, name), 'utf8'))));
  expect(secrets.length).toBeGreaterThan(0);
  const pieces = [...bytesIn(all), ...secrets];
  const candidates = [
    ...pieces.flatMap((piece) => [piece.subarray(0, 32), piece.subarray(-32)]),
    ...pieces.map((piece) => createHash('sha256').update(piece).digest()),
  ].filter(({ length }) => length === 32);
  const boxes = pieces.filter(({ length }) => length > 48);
  expect(boxes.length).toBeGreaterThan(6);
  await sodium.ready;
  /** Which of these boxes, sealed to its public key, a secret key opens. */
  const openedBy = (secretKey: Uint8Array, sealed: readonly Buffer[]) => {
    const publicKey = sodium.crypto_scalarmult_base(secretKey);
    return sealed.filter((box) => {
      try {
        return sodium.crypto_box_seal_open(box, publicKey, secretKey).length > 0;
      } catch {
        return false;
      }
    });
  };
  const keysToTry = [...new Map(candidates.map((bytes) => [bytes.toString('hex'), bytes])).values()];
  expect(keysToTry.flatMap((key) => openedBy(key, boxes))).toEqual([]);
  // The same search opens what is planted, so that it is known to search.
  const planted = sodium.crypto_box_keypair();
  const box = Buffer.from(sodium.crypto_box_seal('planted', planted.publicKey));
  const key = bytesIn({ key: Buffer.from(planted.privateKey).toString('base64url') });
  expect(key.flatMap((bytes) => openedBy(bytes, [...boxes, box]))).toEqual([box]);
});

describe('sealed authors are destroyed', () => {
  const lastPosts = new Map<string, { at: Date; standsIn: string }>();
  const withConcern = new Set<string>();
  const months = (count: number) => {
    const at = house.clock.now();
    at.setUTCMonth(at.getUTCMonth() - count);
    return at;
  };

  test('twelve months after the last post of their thread, unless a concern is open there', async () => {
    await house.lead('Ash');
    await house.lead('Oak');
    const registries = house.get(Registries);
    registries.lastPosts.add({ lastPosts: async () => lastPosts });
    const author = await house.person('Wren');
    const thread = async (last: Date | null, standsIn?: string) => {
      const alias = await house.alias(author);
      const { threadId } = (await aliasOf(alias)) as Alias;
      if (last) lastPosts.set(threadId, { at: last, standsIn: standsIn ?? threadId });
      return { alias, threadId };
    };
    const [old, recent, unknown, watched] = [
      await thread(months(12)),
      await thread(new Date(months(12).getTime() + day)),
      await thread(null),
      await thread(months(20)),
    ];
    const elsewhere = 'b'.repeat(26);
    const merged = await thread(months(20), elsewhere);
    registries.openConcerns.add({
      openIn: async (asked) => new Set([...withConcern].filter((threadId) => asked.includes(threadId))),
    });
    withConcern.add(watched.threadId).add(elsewhere);
    await house.get(SealedAuthors).destroy();
    expect((await aliasOf(old.alias))?.sealed).toBeNull();
    for (const { alias } of [recent, unknown, watched, merged])
      expect((await aliasOf(alias))?.sealed?.box).toBeTruthy();
    withConcern.clear();
    await house.get(SealedAuthors).destroy();
    for (const { alias } of [watched, merged]) expect((await aliasOf(alias))?.sealed).toBeNull();
  });
});
